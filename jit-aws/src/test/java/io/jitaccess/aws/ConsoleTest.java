package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ConnectLinks.Link;
import io.jitaccess.spi.CredentialIssuer.Credential;
import io.jitaccess.spi.CredentialIssuer.Issuing;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.provider.ProviderFaults;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The link to the console: a bearer of it is let in, so it is handed out once and shown nowhere. */
class ConsoleTest {

    private final TestClock clock = new TestClock();
    private final FakeAws aws = new FakeAws(clock);
    private final AwsProvider provider = Samples.provider(aws);
    private final Instant end = clock.now().plus(Duration.ofMinutes(20));

    ConsoleTest() {
        aws.iam.roles.add("wide");
    }

    @AfterEach
    void close() {
        provider.close();
        aws.close();
    }

    @Test
    void it_comes_with_the_credential_and_leads_to_the_console_alone() {
        AccessRef access = access();
        Credential credential = issued(provider, access);
        URI link = URI.create(credential.fields().get(Console.LINK));
        assertThat(link.getHost()).isEqualTo("signin.aws.amazon.com");
        assertThat(link.getRawQuery())
                .startsWith("Action=login&Issuer=https%3A%2F%2Faccess.example.com%2F"
                        + "&Destination=https%3A%2F%2Fconsole.aws.amazon.com%2F&SigninToken=")
                .contains("sign-in%2B")
                .doesNotContain("Duration");
        assertThat(credential.fields()).doesNotContainKey(Console.NONE);
        assertThat(provider.connectLink(access)).isInstanceOf(Link.NotAvailable.class);
    }

    @Test
    void what_it_opens_ends_with_the_grant_though_the_session_has_no_duration_of_its_own() {
        AccessRef access = access();
        assertThat(issued(provider, access).usableUntil()).isEqualTo(end);
        FakeSts.Session session = aws.sts.sessions.get(0);
        assertThat(session.timed()).isFalse();
        assertThat(PolicyJudge.allows(session.policy(), "s3:GetObject", FakeUse.OBJECT, end.minusSeconds(1)))
                .isTrue();
        assertThat(PolicyJudge.denies(session.policy(), "s3:GetObject", FakeUse.OBJECT, end, java.util.Map.of()))
                .isTrue();
    }

    @Test
    void without_it_the_credential_has_its_own_duration_and_no_link() {
        try (AwsProvider plain =
                Samples.builder(aws).sessions(Duration.ofHours(1)).build()) {
            assertThat(issued(plain, access()).fields())
                    .containsOnlyKeys("accessKeyId", "secretAccessKey", "sessionToken");
            assertThat(aws.sts.sessions.get(0).expires()).isEqualTo(end);
        }
    }

    @Test
    void a_refusal_is_told_and_fails_nothing() {
        aws.sts.signInRefuses = true;
        assertThat(issued(provider, access()).fields())
                .containsKeys("accessKeyId", Console.NONE)
                .doesNotContainKey(Console.LINK);
    }

    @ParameterizedTest
    @CsvSource({
        "aws, signin.aws.amazon.com, console.aws.amazon.com",
        "aws-cn, signin.amazonaws.cn, console.amazonaws.cn",
        "aws-us-gov, signin.amazonaws-us-gov.com, console.amazonaws-us-gov.com",
        "aws-iso, , "
    })
    void each_partition_has_its_own_console(String partition, String signIn, String destination) {
        issued(provider, access());
        FakeSts.Session session = aws.sts.sessions.get(0);
        Console console = new Console(
                UrlConnectionHttpClient.create(), URI.create("https://access.example.com/"), Optional.of(aws.uri()));
        java.util.Map<String, String> field = console.field(
                "arn:" + partition + ":iam::123456789012:role/wide",
                Credentials.builder()
                        .accessKeyId(session.key())
                        .secretAccessKey("x")
                        .sessionToken(session.token())
                        .build());
        if (signIn == null) {
            assertThat(field).containsOnlyKeys(Console.NONE);
        } else {
            assertThat(field.get(Console.LINK))
                    .startsWith("https://" + signIn + "/federation?")
                    .contains("Destination=https%3A%2F%2F" + destination + "%2F&");
        }
    }

    /** But the fake's own log, and the JDK's wire log, which is off unless asked for and shows every header. */
    @Test
    void no_log_and_no_text_shows_a_secret() {
        List<String> texts = new ArrayList<>();
        Handler all = new ConsoleHandler() {
            @Override
            public void publish(LogRecord record) {
                texts.add(record.getMessage() + " " + record.getThrown());
            }
        };
        all.setLevel(Level.ALL);
        Logger root = Logger.getLogger("");
        Logger wire = Logger.getLogger("sun.net.www.protocol.http");
        Logger fake = Logger.getLogger("com.sun.net.httpserver");
        Level before = root.getLevel();
        root.addHandler(all);
        root.setLevel(Level.ALL);
        wire.setLevel(Level.OFF);
        fake.setLevel(Level.OFF);
        try {
            AccessRef access = access();
            texts.add(provider.issue(access, end, 1).toString());
            for (ProviderFaults.Kind fault : ProviderFaults.Kind.values()) {
                if (fault != ProviderFaults.Kind.HANG) {
                    aws.begin(fault);
                    texts.add(provider.issue(access, end, 1).toString());
                    texts.add(provider.endSessions(access).toString());
                    aws.heal();
                }
            }
            texts.add(provider.toString() + provider.connectLink(access));
        } finally {
            root.removeHandler(all);
            root.setLevel(before);
            wire.setLevel(null);
            fake.setLevel(null);
        }
        assertThat(texts).isNotEmpty().noneMatch(text -> text.contains("canary"));
    }

    private AccessRef access() {
        return Samples.access(provider, Samples.session("wide"), "ann");
    }

    private Credential issued(AwsProvider by, AccessRef access) {
        Issuing issuing = by.issue(access, end, 1);
        assertThat(issuing).isInstanceOf(Issuing.Issued.class);
        return ((Issuing.Issued) issuing).credential();
    }
}
