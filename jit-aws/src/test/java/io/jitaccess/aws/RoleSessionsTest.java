package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.CredentialIssuer.Credential;
import io.jitaccess.spi.CredentialIssuer.Issuing;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.provider.ProviderFaults;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleSessionsTest {

    private static final String READ_REPORTS = "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\","
            + "\"Resource\":\"arn:aws:s3:::shop/reports/*\"},{\"Effect\":\"Allow\",\"Action\":\"s3:ListBucket\","
            + "\"Resource\":\"arn:aws:s3:::shop\",\"Condition\":{\"StringLike\":{\"s3:prefix\":\"reports/*\"}}}]}";

    private final TestClock clock = new TestClock();
    private final FakeAws aws = new FakeAws(clock);
    private final AwsProvider provider = Samples.provider(aws);
    private final Instant start = clock.now();

    RoleSessionsTest() {
        aws.iam.roles.add("wide");
    }

    @AfterEach
    void close() {
        provider.close();
        aws.close();
    }

    @Test
    void eligible_for_a_wide_role_somebody_reads_one_prefix_for_an_hour_and_gets_exactly_that() {
        Entitlement eligible = Samples.session("wide");
        Entitlement asked = Samples.session("wide", READ_REPORTS);
        assertThat(provider.validate(asked)).isEmpty();
        assertThat(provider.covers(eligible, asked)).isTrue();
        assertThat(provider.covers(asked, eligible)).isFalse();

        Instant end = start.plus(Duration.ofMinutes(60));
        AccessRef access = Samples.access(provider, asked, "ann");
        Credential credential = issued(access, end);

        FakeSts.Session session = aws.sts.sessions.get(0);
        assertThat(session.name()).isEqualTo("jit-" + access.assignment());
        assertThat(session.sourceIdentity()).isEqualTo("ann@example.com");
        assertThat(session.expires()).isEqualTo(end);
        assertThat(credential.usableUntil()).isEqualTo(end);
        for (Instant now : new Instant[] {start, end.minusSeconds(1)}) {
            assertThat(PolicyJudge.allows(session.policy(), "s3:GetObject", "arn:aws:s3:::shop/reports/a", now))
                    .isTrue();
            assertThat(PolicyJudge.allows(
                            session.policy(),
                            "s3:ListBucket",
                            "arn:aws:s3:::shop",
                            now,
                            Map.of("s3:prefix", "reports/2030")))
                    .isTrue();
            assertThat(PolicyJudge.allows(
                            session.policy(),
                            "s3:ListBucket",
                            "arn:aws:s3:::shop",
                            now,
                            Map.of("s3:prefix", "invoices/")))
                    .isFalse();
            assertThat(PolicyJudge.allows(session.policy(), "s3:PutObject", "arn:aws:s3:::shop/reports/a", now))
                    .isFalse();
            assertThat(PolicyJudge.allows(session.policy(), "s3:GetObject", "arn:aws:s3:::shop/invoices/a", now))
                    .isFalse();
            assertThat(PolicyJudge.allows(session.policy(), "iam:CreateUser", "*", now))
                    .isFalse();
        }
        assertThat(PolicyJudge.allows(session.policy(), "s3:GetObject", "arn:aws:s3:::shop/reports/a", end))
                .isFalse();
    }

    @Test
    void an_arn_of_a_bucket_with_region_or_account_is_refused() {
        for (String arn : new String[] {"arn:aws:s3:eu-central-1::shop/*", "arn:aws:s3::123456789012:shop/*"}) {
            assertThat(provider.validate(Samples.session("wide", Samples.allow("s3:GetObject", arn))))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.field()).isEqualTo("attributes.policy"));
        }
    }

    @Test
    void what_is_shorter_than_sts_gives_is_ended_by_the_policy() {
        Instant end = start.plusSeconds(120);
        AccessRef access = Samples.access(provider, Samples.session("wide", READ_REPORTS), "ann");
        Credential credential = issued(access, end);
        assertThat(credential.usableUntil()).isEqualTo(end);
        FakeUse use = new FakeUse(aws);
        assertThat(use.works(access, credential)).isTrue();
        clock.set(end);
        assertThat(use.works(access, credential)).isFalse();
    }

    @Test
    void after_the_end_even_a_policy_of_the_resource_gives_nothing() {
        issued(Samples.access(provider, Samples.session("wide"), "ann"), start.plusSeconds(600));
        String written = aws.sts.sessions.get(0).policy();
        String both = written.substring(0, written.length() - 2)
                + ",{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}";
        assertThat(PolicyJudge.allows(both, "s3:GetObject", FakeUse.OBJECT, start))
                .isTrue();
        assertThat(PolicyJudge.allows(both, "s3:GetObject", FakeUse.OBJECT, start.plusSeconds(600)))
                .isFalse();
    }

    @Test
    void a_long_grant_is_collected_in_parts() {
        AccessRef access = Samples.access(provider, Samples.session("wide"), "ann");
        assertThat(issued(access, start.plus(Duration.ofHours(8))).usableUntil())
                .isEqualTo(start.plus(Duration.ofHours(1)));
    }

    @Test
    void a_session_that_is_ended_early_is_denied_and_another_is_not() {
        Instant end = start.plus(Duration.ofHours(1));
        AccessRef ended = Samples.access(provider, Samples.session("wide"), "ann");
        AccessRef other = Samples.access(provider, Samples.session("wide"), "ben");
        Credential first = issued(ended, end);
        Credential second = issued(other, end);
        assertThat(provider.endSessions(ended)).isEqualTo(new SessionEnding.Ended(1));
        FakeUse use = new FakeUse(aws);
        assertThat(use.works(ended, first)).isFalse();
        assertThat(use.works(ended, issued(ended, end))).isFalse();
        assertThat(use.works(other, second)).isTrue();
        assertThat(provider.endSessions(ended)).isEqualTo(new SessionEnding.Ended(1));
    }

    @Test
    void all_that_ended_share_one_policy_and_old_ones_go() {
        AccessRef first = Samples.access(provider, Samples.session("wide"), "ann");
        AccessRef second = Samples.access(provider, Samples.session("wide"), "ann");
        provider.endSessions(first);
        provider.endSessions(second);
        assertThat(aws.iam.policies.of(FakeIam.roleArn("wide")).values())
                .singleElement()
                .asString()
                .contains(first.assignment().toString(), second.assignment().toString());
        clock.advance(Duration.ofHours(4));
        try (AwsProvider another = Samples.provider(aws)) {
            AccessRef third = Samples.access(another, Samples.session("wide"), "ann");
            another.endSessions(third);
            assertThat(aws.iam.policies.of(FakeIam.roleArn("wide")).values())
                    .singleElement()
                    .asString()
                    .contains(third.assignment().toString())
                    .doesNotContain(first.assignment().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void two_nodes_that_end_sessions_of_one_role_at_once_lose_none(int call) {
        AccessRef ours = Samples.access(provider, Samples.session("wide"), "ann");
        AccessRef theirs = Samples.access(provider, Samples.session("wide"), "ben");
        Instant end = start.plus(Duration.ofHours(1));
        Credential first = issued(ours, end);
        Credential second = issued(theirs, end);
        try (AwsProvider other = Samples.provider(aws)) {
            aws.beforeCall(call, () -> other.endSessions(theirs));
            assertThat(provider.endSessions(ours)).isEqualTo(new SessionEnding.Ended(1));
            other.endSessions(theirs);
        }
        FakeUse use = new FakeUse(aws);
        assertThat(use.works(ours, first)).isFalse();
        assertThat(use.works(theirs, second)).isFalse();
    }

    @Test
    void without_leave_to_write_to_roles_it_says_until_when_a_session_may_live() {
        try (AwsProvider plain =
                Samples.builder(aws).sessions(Duration.ofHours(1)).build()) {
            AccessRef access = Samples.access(plain, Samples.session("wide"), "ann");
            assertThat(plain.endSessions(access))
                    .isInstanceOfSatisfying(
                            SessionEnding.NotPossible.class,
                            ending -> assertThat(ending.latestUsable()).contains(start.plus(Duration.ofHours(1))));
        }
        assertThat(aws.iam.policies.of(FakeIam.roleArn("wide"))).isEmpty();
    }

    @Test
    void a_role_that_is_gone_or_gives_shorter_sessions_is_unusable() {
        assertThat(provider.verify(Samples.session("wide", READ_REPORTS)))
                .isEqualTo(new Verification.Usable(List.of()));
        assertThat(provider.verify(Samples.session("gone"))).isInstanceOf(Verification.Unusable.class);
        try (AwsProvider longer =
                Samples.builder(aws).sessions(Duration.ofHours(4)).build()) {
            assertThat(longer.verify(Samples.session("wide")))
                    .isInstanceOfSatisfying(
                            Verification.Unusable.class,
                            unusable -> assertThat(unusable.why()).contains("PT1H", "PT4H"));
            aws.iam.longest.put("wide", 4 * 3_600);
            assertThat(longer.verify(Samples.session("wide"))).isInstanceOf(Verification.Usable.class);
        }
    }

    @Test
    void less_than_a_second_is_not_asked_for() {
        AccessRef access = Samples.access(provider, Samples.session("wide"), "ann");
        for (long millis : new long[] {-1_500, 0, 999}) {
            assertThat(provider.issue(access, start.plusMillis(millis), 1)).isInstanceOf(Issuing.NotNow.class);
        }
        assertThat(aws.sts.sessions).isEmpty();
        assertThat(issued(access, start.plusMillis(1_999)).usableUntil()).isEqualTo(start.plusSeconds(1));
    }

    @Test
    void without_links_to_the_console_a_short_grant_asks_for_the_shortest_that_sts_gives() {
        try (AwsProvider plain =
                Samples.builder(aws).sessions(Duration.ofHours(1)).build()) {
            AccessRef access = Samples.access(plain, Samples.session("wide"), "ann");
            assertThat(plain.issue(access, start.plusSeconds(120), 1))
                    .isInstanceOfSatisfying(
                            Issuing.Issued.class,
                            done -> assertThat(done.credential().usableUntil()).isEqualTo(start.plusSeconds(120)));
        }
        assertThat(aws.sts.sessions.get(0).expires()).isEqualTo(start.plus(Duration.ofMinutes(15)));
    }

    @Test
    void with_links_to_the_console_more_than_an_hour_is_asked_for_by_its_duration() {
        aws.sts.longest = 4 * 3_600;
        try (AwsProvider longer = Samples.builder(aws)
                .sessions(Duration.ofHours(4))
                .consoleLinks(URI.create("https://access.example.com/"))
                .build()) {
            AccessRef access = Samples.access(longer, Samples.session("wide"), "ann");
            Instant end = start.plus(Duration.ofHours(2));
            assertThat(longer.issue(access, end, 1))
                    .isInstanceOfSatisfying(
                            Issuing.Issued.class,
                            done -> assertThat(done.credential().fields()).containsKey(Console.NONE));
            assertThat(aws.sts.sessions.get(0).expires()).isEqualTo(end);
        }
    }

    @Test
    void a_role_of_another_path_is_another_role() {
        String elsewhere = FakeIam.roleArn("wide").replace("role/", "role/team/");
        assertThat(provider.verify(Entitlement.of("aws", "session", Map.of("role", elsewhere))))
                .isInstanceOfSatisfying(
                        Verification.Unusable.class,
                        unusable -> assertThat(unusable.why()).contains(FakeIam.roleArn("wide")));
    }

    @Test
    void a_session_of_one_role_covers_none_of_another() {
        assertThat(provider.covers(Samples.session("wide"), Samples.session("wide")))
                .isTrue();
        assertThat(provider.covers(Samples.session("wide"), Samples.session("other")))
                .isFalse();
        assertThat(provider.covers(Samples.session("wide"), Samples.session("other", READ_REPORTS)))
                .isFalse();
    }

    @Test
    void a_role_that_iam_does_not_answer_for_is_unclear_and_one_that_may_not_be_read_is_usable() {
        aws.begin(ProviderFaults.Kind.SERVER_ERROR);
        assertThat(provider.verify(Samples.session("wide", READ_REPORTS))).isInstanceOf(Verification.Unclear.class);
        aws.heal();
        aws.begin(ProviderFaults.Kind.FORBIDDEN);
        assertThat(warnings(Samples.session("wide", READ_REPORTS))).anyMatch(text -> text.contains("not looked at"));
    }

    @Test
    void a_role_of_another_account_is_said_not_to_have_been_looked_at() {
        assertThat(warnings(Entitlement.of("aws", "session", Map.of("role", "arn:aws:iam::999999999999:role/wide"))))
                .anyMatch(text -> text.contains("another account"));
    }

    private List<String> warnings(Entitlement entitlement) {
        return ((Verification.Usable) provider.verify(entitlement)).warnings();
    }

    @Test
    void a_denial_stays_an_hour_longer_than_the_longest_session_and_is_written_again_where_it_was_lost() {
        AccessRef first = Samples.access(provider, Samples.session("wide"), "ann");
        provider.endSessions(first);
        aws.iam.policies.of(FakeIam.roleArn("wide")).clear();
        assertThat(provider.endSessions(first)).isEqualTo(new SessionEnding.Ended(1));
        assertThat(aws.iam.policies.of(FakeIam.roleArn("wide"))).hasSize(1);
        clock.advance(Duration.ofMinutes(119));
        try (AwsProvider another = Samples.provider(aws)) {
            another.endSessions(Samples.access(another, Samples.session("wide"), "ann"));
        }
        assertThat(aws.iam.policies.of(FakeIam.roleArn("wide"))).hasSize(2);
    }

    @Test
    void a_role_that_may_not_be_assumed_gives_nothing_and_says_why() {
        AccessRef access = Samples.access(provider, Samples.session("gone"), "ann");
        assertThat(provider.issue(access, start.plusSeconds(3600), 1))
                .isInstanceOfSatisfying(
                        Issuing.NotNow.class, no -> assertThat(no.message()).contains("AccessDenied"));
        assertThat(provider.issue(access, start, 1)).isInstanceOf(Issuing.NotNow.class);
    }

    @Test
    void no_text_shows_a_secret() {
        AccessRef access = Samples.access(provider, Samples.session("wide"), "ann");
        Issuing issuing = provider.issue(access, start.plusSeconds(3600), 1);
        assertThat(issuing.toString() + provider + access).doesNotContain(FakeSts.CANARY, Samples.SECRET);
    }

    private Credential issued(AccessRef access, Instant until) {
        Issuing issuing = provider.issue(access, until, 1);
        assertThat(issuing).isInstanceOf(Issuing.Issued.class);
        return ((Issuing.Issued) issuing).credential();
    }
}
