package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.logging.CapturedLog;
import io.jitaccess.testkit.logging.CapturedLog.Line;
import io.jitaccess.testkit.provider.ProviderFaults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** What the library, AWS's SDK and the JDK below log while credentials are issued, looked through for those and for our own. */
class LogsTest {

    /**
     * Wire logs: the JDK's, that of the fake's own server, and the SDK's signer, which at DEBUG shows the headers that it
     * signs, the library's own session token among them. They are off unless asked for; the page of the provider says so.
     */
    private static final List<String> WIRE =
            List.of("sun.net.www.protocol.http", "com.sun.net.httpserver", "software.amazon.awssdk.http.auth.aws");

    private final TestClock clock = new TestClock();
    private final FakeAws aws = new FakeAws(clock);
    private final AwsProvider provider = provider();
    private final Instant end = clock.now().plus(Duration.ofMinutes(20));

    LogsTest() {
        aws.iam.roles.add("wide");
        aws.iam.users.add("ann@example.com");
        aws.store.user("ann@example.com");
        aws.sso.accounts.add("111122223333");
        Samples.iamGroup(aws, "Readers");
    }

    @AfterEach
    void close() {
        provider.close();
        aws.close();
    }

    @Test
    void no_log_and_no_text_shows_a_secret() {
        List<String> texts = new ArrayList<>();
        List<Line> lines;
        try (CapturedLog log = CapturedLog.begin()) {
            everything(texts);
            lines = log.lines();
        }
        assertThat(lines)
                .as("the SDK's own log is seen")
                .anyMatch(line -> line.logger().equals("software.amazon.awssdk.request"));
        assertThat(texts).isNotEmpty().noneMatch(text -> text.contains("canary"));
        assertThat(lines)
                .filteredOn(line -> WIRE.stream().noneMatch(line.logger()::startsWith))
                .noneMatch(line -> line.text().contains("canary"));
        assertThat(lines)
                .as("the SDK shows no key, and what was issued to nobody, wire log or not")
                .filteredOn(line -> line.logger().startsWith("software.amazon.awssdk"))
                .noneMatch(line ->
                        line.text().contains(Samples.SECRET) || line.text().contains(FakeSts.CANARY));
        assertThat(lines)
                .as("where no wire log was asked for")
                .filteredOn(line -> !line.isAskedFor())
                .noneMatch(line -> line.text().contains("canary"));
    }

    private void everything(List<String> texts) {
        AccessRef session = access("session");
        List<AccessRef> all = List.of(session, access("group"), access("assignment"), access("policy"));
        List<Optional<ProviderFaults.Kind>> faults = new ArrayList<>(List.of(Optional.empty()));
        for (ProviderFaults.Kind fault : ProviderFaults.Kind.values()) {
            if (fault != ProviderFaults.Kind.HANG) {
                faults.add(Optional.of(fault));
            }
        }
        for (Optional<ProviderFaults.Kind> fault : faults) {
            fault.ifPresent(aws::begin);
            texts.add(provider.issue(session, end, 1).toString());
            for (AccessRef access : all) {
                texts.add(provider.observe(access).toString());
                texts.add(provider.assign(access, end, true).toString());
                texts.add(provider.revoke(access).toString());
                texts.add(provider.endSessions(access).toString());
                texts.add(provider.connectLink(access).toString());
            }
            aws.heal();
        }
        texts.add(provider.toString());
    }

    private AccessRef access(String which) {
        return switch (which) {
            case "session" -> Samples.access(provider, Samples.session("wide"), "ann");
            case "group" -> Samples.access(provider, Samples.iamMembership("Readers"), "ann");
            case "policy" -> Samples.access(provider, Samples.policy(Samples.allow("s3:GetObject", "*")), "ann");
            default ->
                Samples.access(
                        provider, Samples.assignment("111122223333", aws.sso.permissionSet("Admins", "PT1H")), "ann");
        };
    }

    /** With credentials of a session, as those of a container or an instance are: their token goes into a header. */
    private AwsProvider provider() {
        return Samples.builder(aws)
                .credentials(StaticCredentialsProvider.create(
                        AwsSessionCredentials.create("AKIAFAKE", Samples.SECRET, "canary-token-of-the-library-itself")))
                .identityStore(FakeIdentityStore.STORE)
                .groups()
                .identityCenter(FakeSsoAdmin.INSTANCE)
                .iamGroups()
                .iamPolicies()
                .sessions(Duration.ofHours(1))
                .endSessionsEarly()
                .consoleLinks(java.net.URI.create("https://access.example.com/"))
                .build();
    }
}
