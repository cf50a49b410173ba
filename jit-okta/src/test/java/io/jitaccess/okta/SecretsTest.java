package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.provider.ProviderFaults;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Neither the service app's key nor a token shows in an answer, an exception, a text or what is printed. */
class SecretsTest {

    @Test
    void no_secret_shows_whatever_fails() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        List<String> texts = new ArrayList<>();
        PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try (World world = new World(Duration.ofMillis(500));
                OktaProvider byToken = world.builder()
                        .credential(OktaCredential.apiToken(() -> FakeTokens.API_TOKEN))
                        .build()) {
            AccessRef access = world.access(World.membership(world.readers), world.ann);
            for (OktaProvider provider : List.of(world.provider, byToken)) {
                texts.add(provider.toString());
                for (ProviderFaults.Kind kind : ProviderFaults.Kind.values()) {
                    world.okta.begin(kind);
                    texts.add(said(() -> provider.observe(access)));
                    texts.add(
                            said(() -> provider.assign(access, world.clock.now().plusSeconds(600), false)));
                    texts.add(said(() -> provider.list(GroupMembership.KIND, Optional.empty())));
                    texts.add(said(provider::missingRights));
                    texts.add(said(() -> provider.endSessions(access)));
                    world.okta.heal();
                }
            }
            world.okta.tokens.isDown = true;
            world.okta.tokens.recall();
            texts.add(said(() -> world.provider.list(GroupMembership.KIND, Optional.empty())));
            texts.add(said(() -> world.provider.list(GroupMembership.KIND, Optional.empty())));
            texts.add(OktaCredential.privateKey(FakeTokens.CLIENT, FakeTokens.KEY_ID, FakeTokens::key)
                    .toString());
            texts.add(said(() -> {
                try (OktaProvider broken = world.builder()
                        .credential(OktaCredential.apiToken(() -> {
                            throw new IllegalStateException("canary-api-token");
                        }))
                        .build()) {
                    return broken.observe(access);
                }
            }));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        texts.add(printed.toString(StandardCharsets.UTF_8));
        String key = Base64.getEncoder().encodeToString(FakeTokens.key().getEncoded());
        assertThat(texts)
                .hasSizeGreaterThan(60)
                .allSatisfy(text -> assertThat(text).doesNotContain("canary", key.substring(40, 100), "eyJ"));
    }

    private static String said(java.util.concurrent.Callable<?> call) {
        try {
            return String.valueOf(call.call());
        } catch (Exception e) {
            java.io.StringWriter text = new java.io.StringWriter();
            e.printStackTrace(new java.io.PrintWriter(text));
            return text.toString();
        }
    }
}
