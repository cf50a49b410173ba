package io.jitaccess.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.CredentialIssuer;
import io.jitaccess.spi.CredentialIssuer.Issuing;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each attribute of each kind with text that could mean more: refused, or what is written means no more. */
class HostileInputTest {

    private static final String PROJECT = "projects/shop-prod";
    private static final String PREFIX = "projects/_/buckets/logs/";
    private static final List<String> OUTSIDE =
            List.of("projects/_/buckets/logs-of-others/objects/a", "projects/_/buckets/none", "", "x");

    private final World world = new World();
    private final GcpProvider provider = world.builder()
            .resources(World.RESOURCES)
            .groups(List.of(World.ONCALL), GroupExpiry.BY_GOOGLE)
            .serviceAccounts(List.of(World.TARGET))
            .build();

    @AfterEach
    void close() {
        provider.close();
        world.close();
    }

    static Stream<String> hostile() {
        return Stream.of(
                "*",
                "?",
                "\"",
                "'",
                "\\",
                "\\\"",
                "\n",
                "\r\n",
                "\t",
                "\u0000",
                "%2F",
                "${x}",
                "$",
                "<a>",
                "{}",
                ",",
                ";",
                "|",
                "\" || true || \"",
                "\") || (true",
                "\u0430",
                "\uff0f",
                "\u2028",
                "\u202e",
                "\u00e9",
                "..",
                "../",
                "?x=y",
                "#");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void no_attribute_takes_a_text_that_could_mean_more(String text) {
        with(PROJECT, text).forEach(value -> refused("iam-binding", Map.of("resource", value, "role", World.READER)));
        with("buckets/shop-logs", text)
                .forEach(value -> refused("iam-binding", Map.of("resource", value, "role", World.READER)));
        with(PREFIX, text)
                .forEach(value ->
                        refused("iam-binding", Map.of("resource", PROJECT, "role", World.READER, "prefix", value)));
        with(World.ONCALL, text).forEach(value -> refused("group-membership", Map.of("group", value)));
        with("accepted", text)
                .forEach(value -> refused("group-membership", Map.of("group", World.ONCALL, "plain", value)));
        with(World.TARGET, text).forEach(value -> refused("service-account-token", Map.of("service-account", value)));
    }

    /** Dots are a role's and a scope's own. */
    @ParameterizedTest
    @MethodSource("hostile")
    void a_role_or_scope_that_is_taken_is_written_as_exactly_that(String text) {
        for (String role : with(World.READER, text)) {
            taken("iam-binding", Map.of("resource", PROJECT, "role", role))
                    .ifPresent(entitlement -> assertThat(written(entitlement).role())
                            .isEqualTo(role)
                            .matches("roles/[A-Za-z0-9_.]+"));
        }
        for (String scopes : with("devstorage.read_only logging.read", text)) {
            taken("service-account-token", Map.of("service-account", World.TARGET, "scopes", scopes))
                    .ifPresent(entitlement -> {
                        AccessRef access = World.access(provider, "serviceAccount:" + World.ONE, entitlement);
                        assertThat(((CredentialIssuer) provider).issue(access, world.until(), 1))
                                .isInstanceOf(Issuing.Issued.class);
                        assertThat((List<?>) world.google.tokens.scopes.get(0))
                                .hasSize((int) Arrays.stream(scopes.split(" "))
                                        .distinct()
                                        .count())
                                .allSatisfy(scope -> assertThat(String.valueOf(scope))
                                        .matches("https://www\\.googleapis\\.com/auth/[a-z0-9._-]+"));
                        world.google.tokens.scopes.clear();
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "_", "/", "//", ":", "@", "+", "=", "~", "-", "true", "a"})
    void a_prefix_that_is_taken_reaches_no_further_than_it_says(String text) {
        String within = PREFIX + text;
        Entitlement entitlement = World.role(PROJECT, World.READER, within);
        assertThat(provider.validate(entitlement)).isEmpty();
        String expression = PolicyTruth.expression(written(entitlement));
        Instant until = world.until();
        assertThat(Cel.holds(expression, until.minusSeconds(1), within + "x")).isTrue();
        for (String outside : OUTSIDE) {
            assertThat(Cel.holds(expression, until.minusSeconds(1), outside)).isFalse();
        }
        for (String name : List.of(within, within + "x", "x")) {
            assertThat(Cel.holds(expression, until, name)).isFalse();
        }
    }

    private void refused(String kind, Map<String, String> attributes) {
        assertThat(taken(kind, attributes)).as("%s", attributes).isEmpty();
    }

    private Optional<Entitlement> taken(String kind, Map<String, String> attributes) {
        try {
            return Optional.of(Entitlement.of("gcp", kind, new TreeMap<>(attributes)))
                    .filter(entitlement -> provider.validate(entitlement).isEmpty());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The one binding that an assignment adds. */
    private Binding written(Entitlement entitlement) {
        world.google.policies.put(PROJECT, List.of());
        AccessRef access = World.access(provider, "user:ann@example.org", entitlement);
        assertThat(provider.assign(access, world.until(), false))
                .isEqualTo(ChangeOutcome.done(ChangeOutcome.Effect.CREATED));
        List<Binding> bindings = world.google.policies.bindings(PROJECT);
        assertThat(bindings).hasSize(1);
        assertThat(bindings.get(0).members()).containsExactly("user:ann@example.org");
        return bindings.get(0);
    }

    private static List<String> with(String good, String text) {
        int middle = good.length() / 2;
        return List.of(text, text + good, good + text, good.substring(0, middle) + text + good.substring(middle));
    }
}
