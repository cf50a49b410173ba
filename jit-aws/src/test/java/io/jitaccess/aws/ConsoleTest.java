package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ConnectLinks.Link;
import io.jitaccess.spi.CredentialIssuer.Credential;
import io.jitaccess.spi.CredentialIssuer.Issuing;
import io.jitaccess.testkit.TestClock;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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
        Console console =
                new Console(Duration.ofSeconds(3), URI.create("https://access.example.com/"), Optional.of(aws.uri()));
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

    @ParameterizedTest
    @CsvSource({
        "eu-central-1, https://123456789012.signin.aws.amazon.com/console",
        "cn-north-1, https://123456789012.signin.amazonaws.cn/console",
        "us-gov-west-1, https://123456789012.signin.amazonaws-us-gov.com/console",
        "us-iso-east-1, "
    })
    void iam_users_of_each_partition_have_their_own_sign_in(String region, String address) {
        try (AwsProvider there = Samples.builder(aws)
                .region(region)
                .account("123456789012")
                .iamGroups()
                .iamPolicies()
                .build()) {
            for (Entitlement entitlement :
                    List.of(Samples.iamMembership("Readers"), Samples.policy(Samples.allow("s3:GetObject", "*")))) {
                AccessRef user = new AccessRef(
                        AssignmentId.random(),
                        new PrincipalId(FakeIam.userArn("ann")),
                        entitlement,
                        there.targetKey(entitlement),
                        Optional.empty());
                assertThat(there.connectLink(user))
                        .isEqualTo(
                                address == null
                                        ? new Link.NotAvailable(ConsolePlace.UNKNOWN)
                                        : new Link.To(URI.create(address)));
            }
        }
    }

    static Stream<Arguments> answersWithoutToken() {
        return Stream.of(
                Arguments.of(500, "{\"SigninToken\":\"t\"}"),
                Arguments.of(302, "{\"SigninToken\":\"t\"}"),
                Arguments.of(200, "{\"SigninToken\":\"\"}"),
                Arguments.of(200, "{}"),
                Arguments.of(200, "<html>"),
                Arguments.of(200, "{\"SigninToken\":\"" + "t".repeat(65_536) + "\"}"));
    }

    @ParameterizedTest
    @MethodSource("answersWithoutToken")
    void an_answer_that_is_none_makes_no_link(int status, String body) throws IOException {
        HttpServer signIn = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        signIn.createContext("/federation", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
        signIn.start();
        try {
            Console console = new Console(
                    Duration.ofSeconds(3),
                    URI.create("https://access.example.com/"),
                    Optional.of(
                            URI.create("http://127.0.0.1:" + signIn.getAddress().getPort())));
            assertThat(console.field(
                            FakeIam.roleArn("wide"),
                            Credentials.builder()
                                    .accessKeyId("k")
                                    .secretAccessKey("x")
                                    .sessionToken("t")
                                    .build()))
                    .containsOnlyKeys(Console.NONE);
        } finally {
            signIn.stop(0);
        }
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
