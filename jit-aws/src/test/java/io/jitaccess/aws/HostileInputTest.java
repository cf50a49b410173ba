package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.CredentialIssuer.Issuing;
import io.jitaccess.testkit.TestClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Each attribute of each kind with text that could mean more: refused, or what is written means no more. */
class HostileInputTest {

    private static final String ANN = FakeIam.userArn("ann@example.com");
    private static final String INSIDE = "arn:aws:s3:::shop/reports/1";
    private static final String TEAM = "aws:PrincipalTag/team";

    private record Probe(String action, String resource) {}

    /** What the policies below never name. */
    private static final List<Probe> OUTSIDE = List.of(
            new Probe("s3:PutObject", INSIDE),
            new Probe("s3:GetObject", "arn:aws:s3:::shop/invoices/1"),
            new Probe("s3:GetObject", "arn:aws:s3:::shop-of-others/reports/1"),
            new Probe("iam:CreateUser", "*"),
            new Probe("sts:AssumeRole", "arn:aws:iam::123456789012:role/admin"));

    private final TestClock clock = new TestClock();
    private final FakeAws aws = new FakeAws(clock);
    private final AwsProvider provider = Samples.provider(aws);
    private final Instant end = clock.now().plusSeconds(3_600);
    private final String group = aws.store.group("Readers");
    private final String set = aws.sso.permissionSet("Readers", "PT1H");
    private final String user = aws.store.user("ann@example.com");

    HostileInputTest() {
        aws.iam.users.add("ann@example.com");
        aws.iam.roles.add("wide");
        aws.sso.accounts.add("111122223333");
        Samples.iamGroup(aws, "Readers");
    }

    @AfterEach
    void close() {
        provider.close();
        aws.close();
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
                " ",
                "$",
                "${aws:username}",
                "${*}",
                "%2A",
                "&Action=CreateUser",
                "<a>",
                "{}",
                "]",
                "\u0430",
                "\uff0a",
                "\uff0f",
                "\u212a",
                "\u2028",
                "\u202e",
                "\u00e9",
                "\",\"Resource\":\"*",
                "\"}},{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void no_name_takes_a_character_that_could_mean_more(String text) {
        for (Map.Entry<String, List<Map<String, String>>> each : names(text).entrySet()) {
            for (Map<String, String> attributes : each.getValue()) {
                assertThat(taken(each.getKey(), attributes))
                        .as("%s", attributes)
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", ",", "=", "+", "@", "-", "_", "/", "/../", "0", "r"})
    void a_name_that_is_taken_touches_nothing_but_what_it_names(String text) {
        String before = everything();
        int taken = 0;
        for (Map.Entry<String, List<Map<String, String>>> each : names(text).entrySet()) {
            for (Map<String, String> attributes : each.getValue()) {
                Optional<Entitlement> entitlement = taken(each.getKey(), attributes);
                if (entitlement.isPresent()) {
                    taken++;
                    AccessRef access = access(entitlement.get(), each.getKey());
                    if (each.getKey().equals("session")) {
                        assertThat(provider.issue(access, end, 1)).isInstanceOf(Issuing.NotNow.class);
                    } else {
                        assertThat(provider.assign(access, end, false)).isNotInstanceOf(ChangeOutcome.Done.class);
                    }
                }
            }
        }
        assertThat(everything()).isEqualTo(before);
        assertThat(taken).isLessThan(16);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void a_policy_allows_no_more_than_it_says_and_nothing_at_its_end(String text) {
        for (String policy : policies(text)) {
            taken("iam-policy", Map.of("policy", policy)).ifPresent(entitlement -> {
                AccessRef access = access(entitlement, "iam-policy");
                assertThat(provider.assign(access, end, false))
                        .isEqualTo(ChangeOutcome.done(ChangeOutcome.Effect.CREATED));
                judge(aws.iam.policies.of(ANN).get("jit-" + access.assignment()));
                provider.revoke(access);
            });
            Map<String, String> session = Map.of("role", FakeIam.roleArn("wide"), "policy", policy);
            taken("session", session).ifPresent(entitlement -> {
                assertThat(provider.issue(access(entitlement, "session"), end, 1))
                        .isInstanceOf(Issuing.Issued.class);
                String written =
                        aws.sts.sessions.get(aws.sts.sessions.size() - 1).policy();
                judge(written);
                assertThat(PolicyJudge.denies(written, "s3:GetObject", INSIDE, end, Map.of(TEAM, "a")))
                        .isTrue();
            });
        }
    }

    /** Nothing outside at any time, nothing at all from the end on, and only for whom the condition names. */
    private void judge(String written) {
        // what a variable stands for only IAM knows
        assertThat(written).doesNotContain("${");
        for (Probe probe : OUTSIDE) {
            assertThat(PolicyJudge.allows(written, probe.action(), probe.resource(), clock.now(), Map.of(TEAM, "a")))
                    .as("%s in %s", probe, written)
                    .isFalse();
        }
        assertThat(PolicyJudge.allows(written, "s3:GetObject", INSIDE, clock.now(), Map.of(TEAM, "b")))
                .as(written)
                .isFalse();
        for (Instant late : List.of(end, end.plusSeconds(1), end.plusSeconds(86_400_000))) {
            assertThat(PolicyJudge.allows(written, "s3:GetObject", INSIDE, late, Map.of(TEAM, "a")))
                    .as(written)
                    .isFalse();
        }
    }

    /** The text in each place of a policy, as JSON writes it and as it is. */
    private static List<String> policies(String text) {
        List<String> policies = new ArrayList<>();
        for (String place : List.of("action", "resource", "key", "value", "operator", "sid", "version", "effect")) {
            policies.add(policy(place, text).toString());
            policies.add(policy(place, "HERE").toString().replace("HERE", text));
        }
        return policies;
    }

    private static ObjectNode policy(String place, String text) {
        TreeMap<String, String> at = new TreeMap<>();
        at.put(place, text);
        ObjectNode policy = FakeAws.JSON.createObjectNode();
        policy.put("Version", "2012-10-17" + at.getOrDefault("version", ""));
        ObjectNode statement = policy.putObject("Statement");
        if (place.equals("sid")) {
            statement.put("Sid", text);
        }
        statement.put("Effect", "Allow" + at.getOrDefault("effect", ""));
        statement.put("Action", "s3:GetObject" + at.getOrDefault("action", ""));
        statement.put("Resource", "arn:aws:s3:::shop/reports/" + at.getOrDefault("resource", "*"));
        statement
                .putObject("Condition")
                .putObject("StringEquals" + at.getOrDefault("operator", ""))
                .put(TEAM + at.getOrDefault("key", ""), "a" + at.getOrDefault("value", ""));
        return policy;
    }

    /** For each kind, its names with the text alone, before, behind and within. */
    private Map<String, List<Map<String, String>>> names(String text) {
        Map<String, List<Map<String, String>>> names = new TreeMap<>();
        names.put("group-membership", with("group", group, text, Map.of()));
        names.put("iam-group-membership", with("group", "Readers", text, Map.of()));
        List<Map<String, String>> assignments =
                new ArrayList<>(with("account", "111122223333", text, Map.of("permission-set", set)));
        assignments.addAll(with("permission-set", set, text, Map.of("account", "111122223333")));
        names.put("account-assignment", assignments);
        names.put("session", with("role", FakeIam.roleArn("wide"), text, Map.of()));
        return names;
    }

    private static List<Map<String, String>> with(String name, String good, String text, Map<String, String> rest) {
        int middle = good.length() / 2;
        return Stream.of(text, text + good, good + text, good.substring(0, middle) + text + good.substring(middle))
                .map(value -> {
                    Map<String, String> all = new TreeMap<>(rest);
                    all.put(name, value);
                    return all;
                })
                .toList();
    }

    private Optional<Entitlement> taken(String kind, Map<String, String> attributes) {
        try {
            return Optional.of(Entitlement.of("aws", kind, attributes))
                    .filter(entitlement -> provider.validate(entitlement).isEmpty());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private AccessRef access(Entitlement entitlement, String kind) {
        String principal = kind.equals("iam-policy") ? ANN : kind.startsWith("iam") ? "ann@example.com" : user;
        return new AccessRef(
                AssignmentId.random(),
                new PrincipalId(kind.equals("session") ? "ann@example.com" : principal),
                entitlement,
                provider.targetKey(entitlement),
                Optional.empty());
    }

    private String everything() {
        return aws.quietly(() -> aws.iam.groups + " " + aws.iam.policies.documents + " " + aws.store.memberships + " "
                + aws.sso.assignments() + " " + aws.sts.sessions);
    }
}
