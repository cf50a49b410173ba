package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.logging.CapturedLog;
import io.jitaccess.testkit.logging.CapturedLog.Line;
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

    /** Wire logs, which show every header that is sent; they are off unless somebody asks for them. */
    private static final List<String> WIRE =
            List.of("org.apache.hc.client5.http.headers", "org.apache.hc.client5.http.wire", "com.sun.net.httpserver");

    @Test
    void no_secret_shows_whatever_fails() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        List<String> texts = new ArrayList<>();
        PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        List<Line> lines;
        try (CapturedLog log = CapturedLog.begin();
                World world = new World(Duration.ofMillis(500));
                OktaProvider byToken = world.builder()
                        .credential(OktaCredential.apiToken(() -> FakeTokens.API_TOKEN))
                        .build()) {
            for (OktaProvider provider : List.of(world.provider, byToken)) {
                texts.add(provider.toString());
                for (ProviderFaults.Kind kind : ProviderFaults.Kind.values()) {
                    for (Entitlement entitlement : entitlements(world)) {
                        // a call that hangs takes a while: of one kind it is enough
                        boolean slow = kind == ProviderFaults.Kind.HANG;
                        if (!slow || entitlement.kind().equals(GroupMembership.KIND)) {
                            world.okta.begin(kind);
                            everything(world, provider, entitlement, texts);
                            world.okta.heal();
                        }
                    }
                }
                entitlements(world).forEach(entitlement -> everything(world, provider, entitlement, texts));
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
                    return broken.observe(world.access(World.membership(world.readers), world.ann));
                }
            }));
            lines = log.lines();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        texts.add(printed.toString(StandardCharsets.UTF_8));
        assertThat(lines)
                .as("the logs of what the SDK is made of are seen")
                .anyMatch(line -> line.logger().startsWith("org.apache.hc.client5"));
        lines.stream()
                .filter(line -> !(line.isAskedFor() && WIRE.stream().anyMatch(line.logger()::startsWith)))
                .forEach(line -> texts.add(line.logger() + ": " + line.text()));
        String key = Base64.getEncoder().encodeToString(FakeTokens.key().getEncoded());
        assertThat(texts)
                .hasSizeGreaterThan(60)
                .allSatisfy(text -> assertThat(text).doesNotContain("canary", key.substring(40, 100), "eyJ"));
    }

    private static List<Entitlement> entitlements(World world) {
        return List.of(World.membership(world.readers), World.app(world.wiki), World.role("READ_ONLY_ADMIN"));
    }

    private static void everything(World world, OktaProvider provider, Entitlement entitlement, List<String> texts) {
        AccessRef access = world.access(entitlement, world.ann);
        texts.add(said(() -> provider.observe(access)));
        texts.add(said(() -> provider.assign(access, world.clock.now().plusSeconds(600), false)));
        texts.add(said(() -> provider.list(entitlement.kind(), Optional.empty())));
        texts.add(said(provider::missingRights));
        texts.add(said(() -> provider.endSessions(access)));
        texts.add(said(() -> provider.revoke(access)));
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
