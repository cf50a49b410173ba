package io.jitaccess.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.testkit.logging.CapturedLog;
import io.jitaccess.testkit.logging.CapturedLog.Line;
import io.jitaccess.testkit.provider.ProviderFaults.Kind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The library's own token shows in no answer, exception or output, whatever fails. */
class SecretsTest {

    /** The JDK's client and the fake's own server, whose logs are wire logs. */
    private static final List<String> WIRE =
            List.of("com.sun.net.httpserver", "jdk.internal.httpclient", "jdk.httpclient");

    private final World world = new World();
    private final AzureProvider provider =
            world.builder().requestTimeout(Duration.ofSeconds(1)).build();
    private final List<String> texts = new ArrayList<>();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void the_own_token_shows_nowhere() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(written, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        List<Line> lines;
        try (CapturedLog log = CapturedLog.begin()) {
            for (Kind fault : Kind.values()) {
                all(World.plain(World.GROUP, FakeDefinitions.READER), fault);
                all(World.pim(World.MANAGED_GROUP, FakeDefinitions.READER), fault);
            }
            lines = log.lines();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        texts.add(written.toString(StandardCharsets.UTF_8));
        texts.add(provider.toString());
        assertThat(lines)
                .as("what the SDK logs is seen")
                .anyMatch(line -> line.logger().startsWith("com.azure"));
        lines.stream()
                .filter(line -> !(line.isAskedFor() && WIRE.stream().anyMatch(line.logger()::startsWith)))
                .forEach(line -> texts.add(line.logger() + ": " + line.text()));

        assertThat(texts).hasSizeGreaterThan(40).noneMatch(text -> text.contains(FakeAzure.OWN_TOKEN));
    }

    /** No network: without a token nothing is sent. */
    @Test
    void a_credential_that_fails_has_sent_nothing_and_of_its_reason_the_code_alone_is_told() {
        TokenCredential broken = request -> Mono.error(new ClientAuthenticationException(
                FakeAzure.OWN_TOKEN, null, new IllegalStateException("AADSTS7000222: " + FakeAzure.OWN_TOKEN)));
        AzureProvider without = AzureProvider.builder("azure")
                .credential(broken)
                .scopes(List.of(World.SUBSCRIPTION))
                .build();
        AccessRef access = World.access(without, World.plain(World.GROUP, FakeDefinitions.READER), World.ANN);

        ChangeOutcome outcome = without.revoke(access);
        assertThat(outcome).isInstanceOf(ChangeOutcome.Retryable.class);
        Observation look = without.observe(access);
        assertThat(look).isInstanceOf(Observation.Unclear.class);
        String told = outcome + "" + look + thrown(() -> without.missingRights().toString());
        assertThat(told).contains("could not sign in to Azure: AADSTS7000222").doesNotContain(FakeAzure.OWN_TOKEN);
    }

    @Test
    void what_an_exception_says_is_not_told() {
        assertThat(Failure.of(new IllegalStateException(FakeAzure.OWN_TOKEN)).message())
                .contains("IllegalStateException")
                .doesNotContain(FakeAzure.OWN_TOKEN);
    }

    private void all(Entitlement entitlement, Kind fault) {
        AccessRef access = World.access(provider, entitlement, World.ANN);
        world.azure.begin(fault);
        texts.add(provider.observe(access).toString());
        texts.add(provider.assign(access, world.clock.now().plus(Duration.ofHours(1)), false)
                .toString());
        texts.add(provider.revoke(access).toString());
        texts.add(provider.verify(entitlement).toString());
        texts.add(
                thrown(() -> provider.list(entitlement.kind(), Optional.empty()).toString()));
        texts.add(thrown(() -> provider.missingRights().toString()));
        world.azure.heal();
        world.truth.outsiderRemoves(access);
    }

    private static String thrown(Supplier<String> call) {
        try {
            return call.get();
        } catch (ProviderException e) {
            // the SDK's exceptions quote what was answered
            assertThat(e).hasNoCause();
            StringWriter text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            return text.toString();
        }
    }
}
