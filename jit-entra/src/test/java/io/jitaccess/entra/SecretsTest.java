package io.jitaccess.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.Observation;
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

    private final List<String> texts = new ArrayList<>();

    @Test
    void nothing_shows_the_token() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (World world = new World();
                EntraProvider provider = world.plain()) {
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
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        texts.add(printed.toString(StandardCharsets.UTF_8));
        assertThat(texts).noneMatch(text -> text.contains(OwnAccount.CANARY) || text.contains(OwnAccount.TOKEN));
        assertThat(texts).hasSizeGreaterThan(50);
    }

    private void everything(World world, EntraProvider provider) {
        AccessRef access = World.access(provider, World.ANN, World.group(World.ONCALL));
        told(() -> provider.assign(access, world.until(), false));
        told(() -> provider.observe(access));
        told(() -> provider.list(GroupMembership.KIND, Optional.empty()));
        told(() -> provider.discover(GroupMembership.KIND, Optional.empty()));
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
    void a_credential_that_fails_has_sent_nothing_and_its_reason_stays_untold() {
        TokenCredential broken = new TokenCredential() {
            @Override
            public Mono<AccessToken> getToken(TokenRequestContext context) {
                return Mono.error(new IllegalStateException(OwnAccount.CANARY));
            }

            @Override
            public AccessToken getTokenSync(TokenRequestContext context) {
                throw new IllegalStateException(OwnAccount.CANARY);
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
            assertThat(look.toString()).doesNotContain(OwnAccount.CANARY);
            assertThat(world.graph.calls).hasValue(0);
        }
    }
}
