package io.jitaccess.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.Observation;
import io.jitaccess.testkit.logging.CapturedLog;
import io.jitaccess.testkit.logging.CapturedLog.Line;
import io.jitaccess.testkit.provider.ProviderFaults.Kind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The library's own token is found in no answer, text, exception or output. */
class SecretsTest {

    /** The fake's own server, whose log is a wire log. */
    private static final List<String> WIRE = List.of("com.sun.net.httpserver");

    private final List<String> texts = new ArrayList<>();

    @Test
    void nothing_shows_the_token() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        List<Line> lines;
        try (CapturedLog log = CapturedLog.begin();
                World world = new World();
                EntraProvider provider = world.builder()
                        .groups(List.of(World.ONCALL))
                        .pimGroups(List.of(World.ADMINS))
                        .directoryRoles(List.of(World.READER))
                        .build()) {
            texts.add(provider.toString());
            texts.add(new OwnToken(new OwnAccount()).toString());
            for (Kind fault : Kind.values()) {
                if (fault != Kind.HANG) {
                    world.graph.begin(fault);
                    everything(world, provider);
                    world.graph.heal();
                }
            }
            everything(world, provider);
            lines = log.lines();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        texts.add(printed.toString(StandardCharsets.UTF_8));
        assertThat(lines)
                .as("what the SDK logs is seen")
                .anyMatch(line -> line.logger().contains("okhttp3"));
        lines.stream()
                .filter(line -> !(line.isAskedFor() && WIRE.stream().anyMatch(line.logger()::startsWith)))
                .forEach(line -> texts.add(line.logger() + ": " + line.text()));
        assertThat(texts).noneMatch(text -> text.contains(OwnAccount.CANARY) || text.contains(OwnAccount.TOKEN));
        assertThat(texts).hasSizeGreaterThan(50);
    }

    private void everything(World world, EntraProvider provider) {
        for (Entitlement entitlement :
                List.of(World.group(World.ONCALL), World.pimGroup(World.ADMINS), World.role(World.READER))) {
            everything(world, provider, World.access(provider, World.ANN, entitlement));
        }
    }

    private void everything(World world, EntraProvider provider, AccessRef access) {
        told(() -> provider.assign(access, world.until(), false));
        told(() -> provider.observe(access));
        told(() -> provider.list(access.entitlement().kind(), Optional.empty()));
        told(() -> provider.discover(access.entitlement().kind(), Optional.empty()));
        told(() -> provider.verify(access.entitlement()));
        told(() -> provider.principal(World.person("ann@example.org"), access.entitlement()));
        told(() -> provider.activity(access, world.clock.now(), world.clock.now(), Optional.empty()));
        told(() -> provider.endSessions(access));
        told(() -> provider.connectLink(access));
        told(provider::missingRights);
        told(() -> provider.revoke(access));
    }

    private void told(Supplier<?> call) {
        Throwable thrown = catchThrowable(() -> texts.add(String.valueOf(call.get())));
        if (thrown != null) {
            StringWriter all = new StringWriter();
            thrown.printStackTrace(new PrintWriter(all));
            texts.add(all.toString());
        }
    }

    @Test
    void a_credential_that_fails_has_sent_nothing_and_of_its_reason_the_code_alone_is_told() {
        TokenCredential broken = new TokenCredential() {
            @Override
            public Mono<AccessToken> getToken(TokenRequestContext context) {
                return Mono.error(new IllegalStateException(OwnAccount.CANARY));
            }

            @Override
            public AccessToken getTokenSync(TokenRequestContext context) {
                throw new IllegalStateException(
                        OwnAccount.CANARY, new IllegalStateException("AADSTS7000222: " + OwnAccount.CANARY));
            }
        };
        try (World world = new World();
                EntraProvider provider = world.builder()
                        .credential(broken)
                        .groups(List.of(World.ONCALL))
                        .build()) {
            AccessRef access = World.access(provider, World.ANN, World.group(World.ONCALL));

            assertThat(provider.revoke(access)).isInstanceOf(ChangeOutcome.Retryable.class);
            Observation look = provider.observe(access);
            assertThat(look).isInstanceOf(Observation.Unclear.class);
            assertThat(look.toString())
                    .contains("could not sign in to Entra ID: AADSTS7000222")
                    .doesNotContain(OwnAccount.CANARY);
            assertThat(world.graph.calls).hasValue(0);
        }
    }
}
