package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.id.GrantId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.KeptTexts;
import io.jitaccess.testkit.logging.CapturedLog;
import io.jitaccess.testkit.logging.CapturedLog.Line;
import io.jitaccess.testkit.provider.ProviderFaults.Kind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Neither the service app's key nor a token of either credential shows in an answer, an exception, a text, a log or what is
 * printed, nor in what the library keeps.
 */
class SecretsTest {

    /** Wire logs, which show every header that is sent; they are off unless somebody asks for them. */
    private static final List<String> WIRE =
            List.of("org.apache.hc.client5.http.headers", "org.apache.hc.client5.http.wire", "com.sun.net.httpserver");

    private static final List<String> KINDS = List.of("group-membership", "app-assignment", "admin-role");

    @Test
    void no_secret_shows_whatever_fails() {
        List<String> texts = new ArrayList<>();
        try (World world = new World(Duration.ofMillis(500));
                OktaProvider byToken = byToken(world)) {
            for (OktaProvider provider : List.of(world.provider, byToken)) {
                for (Kind fault : Kind.values()) {
                    texts.addAll(overhear(said -> failing(world, provider, fault, said)));
                }
                texts.addAll(overhear(said -> refused(world, provider, said)));
            }
        }
        texts.addAll(overhear(SecretsTest::credentials));
        assertThat(texts).hasSizeGreaterThan(100);
        assertNoSecretIn(texts);
    }

    /** Rows, events and messages included: grants that fail, are taken back and end, with either credential. */
    @Test
    void no_secret_is_kept_when_grants_fail() {
        List<String> texts = new ArrayList<>();
        for (boolean byToken : new boolean[] {false, true}) {
            for (String kind : KINDS) {
                for (Kind fault : List.of(
                        Kind.FORBIDDEN, Kind.SERVER_ERROR, Kind.ANSWER_LOST, Kind.THROTTLED, Kind.CONNECTION_REFUSED)) {
                    texts.addAll(overhear(kept -> play(kind, byToken, world -> world.okta.begin(fault), kept)));
                }
                texts.addAll(overhear(kept -> play(kind, byToken, World::refuseCredentials, kept)));
            }
        }
        assertThat(texts).contains("because", "ASSIGN_ATTEMPTED", "REVOKE_ATTEMPTED");
        assertThat(String.join(" ", texts))
                .as("what failed is kept")
                .contains("E0000006", "E0000009", "E0000011", "no token: ", "no connection to Okta", "Outbox");
        assertNoSecretIn(texts);
    }

    /** A grant that cannot begin and one that cannot end while something fails, and both to their end afterwards. */
    private static void play(String kind, boolean byToken, Consumer<World> fails, List<String> kept) {
        try (World world = new World();
                OktaProvider provider =
                        byToken ? byToken(world) : world.builder().build();
                Library library = Library.of(world, provider, world.of(kind))) {
            GrantId held = library.ask("ben", "it", Duration.ofHours(1)).orElseThrow();
            provider.principal(World.person("ann"), world.of(kind));
            fails.accept(world);
            library.ask("ann", "it", Duration.ofHours(1));
            library.release("ben", held);
            library.pass(Duration.ofMinutes(1));
            kept.addAll(KeptTexts.of(library.store));
            kept.add(library.view(held).toString());
            kept.add(library.events().toString());
            world.okta.heal();
            world.takeCredentials();
            library.restart();
            for (int i = 0; i < 6; i++) {
                library.pass(Duration.ofMinutes(30));
            }
            kept.addAll(KeptTexts.of(library.store));
        }
    }

    private static void failing(World world, OktaProvider provider, Kind fault, List<String> texts) {
        // a call that hangs takes a while: of one kind it is enough
        for (String kind : fault == Kind.HANG ? KINDS.subList(0, 1) : KINDS) {
            world.okta.begin(fault);
            everything(world, provider, world.of(kind), texts);
            world.okta.heal();
        }
    }

    private static void refused(World world, OktaProvider provider, List<String> texts) {
        texts.add(provider.toString());
        world.refuseCredentials();
        KINDS.forEach(kind -> everything(world, provider, world.of(kind), texts));
        world.takeCredentials();
        KINDS.forEach(kind -> everything(world, provider, world.of(kind), texts));
    }

    private static void credentials(List<String> texts) {
        texts.add(OktaCredential.privateKey(FakeTokens.CLIENT, FakeTokens.KEY_ID, FakeTokens::key)
                .toString());
        OktaCredential broken = OktaCredential.apiToken(() -> {
            throw new IllegalStateException(FakeTokens.API_TOKEN);
        });
        try (World world = new World();
                OktaProvider provider = world.builder().credential(broken).build()) {
            everything(world, provider, World.membership(world.readers), texts);
            everything(world, world.provider, World.membership(world.readers), texts);
        }
    }

    private static OktaProvider byToken(World world) {
        return world.builder()
                .credential(OktaCredential.apiToken(() -> FakeTokens.API_TOKEN))
                .build();
    }

    private static void everything(World world, OktaProvider provider, Entitlement entitlement, List<String> texts) {
        AccessRef access = world.access(entitlement, world.ann);
        texts.add(said(() -> provider.principal(World.person("nobody"), entitlement)));
        texts.add(said(() -> provider.observe(access)));
        texts.add(said(() -> provider.assign(access, world.clock.now().plusSeconds(600), false)));
        texts.add(said(() -> provider.list(entitlement.kind(), Optional.empty())));
        texts.add(said(() -> provider.discover(entitlement.kind(), Optional.empty())));
        texts.add(said(() -> provider.verify(entitlement)));
        texts.add(said(() ->
                provider.activity(access, world.clock.now(), world.clock.now().plusSeconds(1), Optional.empty())));
        texts.add(said(() -> provider.connectLink(access)));
        texts.add(said(provider::missingRights));
        texts.add(said(() -> provider.endSessions(access)));
        texts.add(said(() -> provider.revoke(access)));
    }

    /** What the work says, and what is logged and printed meanwhile. */
    private static List<String> overhear(Consumer<List<String>> work) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
        List<String> texts = new ArrayList<>();
        List<Line> lines;
        System.setOut(both);
        System.setErr(both);
        try (CapturedLog log = CapturedLog.begin()) {
            work.accept(texts);
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
        return texts;
    }

    private static String said(Callable<?> call) {
        try {
            return String.valueOf(call.call());
        } catch (Exception e) {
            StringWriter text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            return text.toString();
        }
    }

    /** The canaries, the private part of the key in the forms that it is written in, and any signed assertion. */
    private static void assertNoSecretIn(List<String> texts) {
        String encoded = Base64.getEncoder().encodeToString(FakeTokens.key().getEncoded());
        BigInteger exponent = ((RSAPrivateKey) FakeTokens.key()).getPrivateExponent();
        List<String> secrets = List.of(
                "canary",
                "eyJ",
                encoded.substring(500, 540),
                exponent.toString().substring(0, 40),
                exponent.toString(16).substring(0, 40));
        assertThat(texts).noneMatch(text -> secrets.stream().anyMatch(text::contains));
    }
}
