package io.jitaccess.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.javanet.NetHttpTransport;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.CredentialIssuer;
import io.jitaccess.spi.CredentialIssuer.Credential;
import io.jitaccess.spi.CredentialIssuer.Issuing;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.testkit.provider.ProviderFaults.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceAccountTokenTest {

    private final World world = new World();
    private final GcpProvider provider =
            world.builder().serviceAccounts(List.of(World.TARGET)).build();
    private final AccessRef access =
            World.access(provider, "serviceAccount:" + World.ONE, World.token(World.TARGET, "logging.read"));

    @AfterEach
    void close() {
        provider.close();
        world.close();
    }

    @Test
    void a_token_lasts_an_hour_or_what_is_left_of_the_access() {
        assertThat(lasts(Duration.ofHours(8))).isEqualTo(Duration.ofHours(1));
        assertThat(lasts(Duration.ofSeconds(3_610))).isEqualTo(Duration.ofHours(1));
        assertThat(lasts(Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(3_590));
        assertThat(lasts(Duration.ofMinutes(20))).isEqualTo(Duration.ofSeconds(1_190));
        assertThat(lasts(Duration.ofSeconds(12))).isEqualTo(Duration.ofSeconds(2));
        assertThat(lasts(Duration.ofSeconds(11))).isEqualTo(Duration.ofSeconds(1));
        assertThat(lasts(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(1));
        assertThat(lasts(Duration.ofMillis(1_999))).isEqualTo(Duration.ofSeconds(1));
        assertThat(issue(Duration.ofMillis(999))).isInstanceOf(Issuing.NotNow.class);
        assertThat(issue(Duration.ofSeconds(-5))).isInstanceOf(Issuing.NotNow.class);
    }

    @Test
    void it_has_the_scopes_of_the_entitlement_and_no_others() {
        issue(Duration.ofMinutes(5));

        assertThat(world.google.tokens.scopes).containsExactly(List.of("https://www.googleapis.com/auth/logging.read"));
    }

    /** By its own clock Google says when a token ends. */
    @ParameterizedTest
    @ValueSource(longs = {-3, 3, 10})
    void a_clock_of_google_that_differs_by_seconds_costs_no_token(long ahead) {
        world.google.tokens.ahead(ahead);

        for (Duration left : List.of(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofHours(8))) {
            assertThat(issue(left))
                    .isInstanceOfSatisfying(
                            Issuing.Issued.class,
                            issued -> assertThat(issued.credential().usableUntil())
                                    .isBeforeOrEqualTo(world.clock.now().plus(left)));
        }
    }

    @Test
    void one_that_would_outlive_the_access_is_not_handed_out() {
        world.google.tokens.ahead(30);

        assertThat(issue(Duration.ofMinutes(5))).isInstanceOf(Issuing.NotNow.class);
    }

    @Test
    void a_removal_says_until_when_the_last_one_may_work() {
        assertThat(provider.revoke(access))
                .isEqualTo(new ChangeOutcome.Done(
                        ChangeOutcome.Effect.REMOVED,
                        Optional.of(world.clock.now().plus(Duration.ofHours(1)))));
    }

    @Test
    void less_than_a_second_is_not_asked_for() {
        AccessRef access = World.access(provider, "serviceAccount:" + World.ONE, World.token(World.TARGET));
        world.google.requests.clear();
        for (long millis : new long[] {-1_500, 0, 999}) {
            assertThat(((CredentialIssuer) provider)
                            .issue(access, world.clock.now().plusMillis(millis), 1))
                    .isInstanceOf(Issuing.NotNow.class);
        }
        assertThat(world.google.requests).isEmpty();
    }

    @Test
    void people_get_none() {
        assertThat(provider.principal(World.person("ann@example.org", Map.of()), World.token(World.TARGET)))
                .isInstanceOf(PrincipalLookup.NoPrincipal.class);
    }

    @Test
    void no_token_is_in_any_log_or_text() throws IOException {
        List<String> texts = new ArrayList<>();
        Handler all = new ConsoleHandler() {
            @Override
            public void publish(LogRecord record) {
                texts.add(record.getLoggerName() + " " + new SimpleFormatter().format(record));
            }
        };
        all.setLevel(Level.ALL);
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        root.addHandler(all);
        root.setLevel(Level.ALL);
        Logger google = Logger.getLogger("com.google");
        google.setLevel(Level.ALL);
        try {
            // what Google's clients write when they are let: here it would be seen
            HttpRequest logged = new NetHttpTransport()
                    .createRequestFactory()
                    .buildGetRequest(new GenericUrl(world.google.uri() + "v1/groups:lookup"));
            logged.getHeaders().setUserAgent("talkative");
            logged.setThrowExceptionOnExecuteError(false).execute().disconnect();
            assertThat(texts).anyMatch(text -> text.contains("-- REQUEST") && text.contains("talkative"));

            texts.add(issue(Duration.ofMinutes(5)).toString());
            for (Kind fault : Kind.values()) {
                if (fault != Kind.HANG) {
                    world.google.begin(fault);
                    texts.add(issue(Duration.ofMinutes(5)).toString());
                    texts.add(thrown());
                    world.google.heal();
                }
            }
            texts.add(provider.toString());
        } finally {
            root.removeHandler(all);
            root.setLevel(before);
            google.setLevel(null);
        }
        assertThat(texts).isNotEmpty().noneMatch(text -> text.contains("canary"));
    }

    private String thrown() {
        try {
            return provider.missingRights().toString();
        } catch (RuntimeException e) {
            ByteArrayOutputStream trace = new ByteArrayOutputStream();
            e.printStackTrace(new java.io.PrintStream(trace, true, StandardCharsets.UTF_8));
            return trace.toString(StandardCharsets.UTF_8);
        }
    }

    private Issuing issue(Duration left) {
        return ((CredentialIssuer) provider).issue(access, world.clock.now().plus(left), 1);
    }

    private Duration lasts(Duration left) {
        Issuing issuing = issue(left);
        assertThat(issuing).isInstanceOf(Issuing.Issued.class);
        Credential credential = ((Issuing.Issued) issuing).credential();
        assertThat(world.google.tokens.works(credential.fields().get("accessToken")))
                .isTrue();
        return Duration.between(world.clock.now(), credential.usableUntil());
    }
}
