package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written, judged by what it means and not by its text. */
class IamPoliciesTest {

    private static final String REPORT = "arn:aws:s3:::shop/reports/2030.csv";
    private static final String ANN = FakeIam.userArn("ann@example.com");

    private final TestClock clock = new TestClock();
    private final FakeAws aws = new FakeAws(clock);
    private final AwsProvider provider = Samples.provider(aws);
    private final Instant end = clock.now().plusSeconds(3600);

    IamPoliciesTest() {
        aws.iam.users.add("ann@example.com");
    }

    @AfterEach
    void close() {
        provider.close();
        aws.close();
    }

    @Test
    void it_allows_what_it_names_until_the_end_and_nothing_else_ever() {
        String written = written(Samples.allow("s3:GetObject", "arn:aws:s3:::shop/reports/*"));
        assertThat(PolicyJudge.allows(written, "s3:GetObject", REPORT, clock.now()))
                .isTrue();
        assertThat(PolicyJudge.allows(written, "s3:GetObject", REPORT, end.minusSeconds(1)))
                .isTrue();
        assertThat(PolicyJudge.allows(written, "s3:GetObject", REPORT, end)).isFalse();
        assertThat(PolicyJudge.allows(written, "s3:GetObject", REPORT, end.plusSeconds(86_400)))
                .isFalse();
        assertThat(PolicyJudge.allows(written, "s3:GetObject", "arn:aws:s3:::shop/invoices/1", clock.now()))
                .isFalse();
        assertThat(PolicyJudge.allows(written, "s3:PutObject", REPORT, clock.now()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws:CurrentTime", "AWS:currenttime", "aws:EpochTime", "AWS:EPOCHTIME"})
    void a_later_end_of_the_callers_own_is_dropped_from_each_statement(String key) {
        String far = "\"Condition\":{\"DateLessThan\":{\"" + key + "\":\"2099-01-01T00:00:00Z\"},"
                + "\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.1/32\"}}";
        String written = written("{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\","
                + far + "},{\"Effect\":\"Allow\",\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"," + far + "}]}");
        for (String action : new String[] {"s3:GetObject", "sqs:SendMessage"}) {
            Map<String, String> inside = Map.of("aws:SourceIp", "10.0.0.1");
            assertThat(PolicyJudge.allows(written, action, REPORT, end.minusSeconds(1), inside))
                    .isTrue();
            assertThat(PolicyJudge.allows(written, action, REPORT, end, inside)).isFalse();
            assertThat(PolicyJudge.allows(written, action, REPORT, clock.now(), Map.of("aws:SourceIp", "11.1.1.1")))
                    .isFalse();
        }
    }

    @Test
    void an_end_within_a_second_is_rounded_down() {
        AccessRef access = access(Samples.allow("s3:GetObject", "*"));
        provider.assign(access, end.plusMillis(999), false);
        assertThat(provider.observe(access))
                .isEqualTo(new Observation.Present(Optional.of(end), Observation.Mark.OURS));
    }

    @Test
    void a_policy_whose_condition_somebody_took_out_is_seen_without_an_end() {
        AccessRef access = access(Samples.allow("s3:GetObject", "*"));
        provider.assign(access, end, false);
        aws.iam.policies.of(ANN).put("jit-" + access.assignment(), Samples.allow("s3:GetObject", "*"));
        assertThat(provider.observe(access))
                .isEqualTo(new Observation.Present(Optional.empty(), Observation.Mark.OURS));
        assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
    }

    @Test
    void what_has_ended_makes_room_and_what_others_wrote_stays() {
        String plain = Samples.allow("s3:GetObject", "*");
        String ended = ",\"Condition\":{\"DateLessThan\":{\"aws:CurrentTime\":\"2020-01-01T00:00:00Z\"}}}}";
        aws.iam.policies.of(ANN).put("by-hand", plain);
        aws.iam.policies.of(ANN).put("by-hand-and-ended", plain.substring(0, plain.length() - 2) + ended);
        int given = 0;
        while (assign() instanceof ChangeOutcome.Done) {
            given++;
        }
        assertThat(given).isBetween(5, 15);
        assertThat(assign())
                .isInstanceOfSatisfying(
                        ChangeOutcome.Refused.class,
                        refused -> assertThat(refused.message()).contains("no room", "2048"));
        clock.advance(Duration.ofHours(2));
        assertThat(provider.assign(
                        access(Samples.allow("s3:GetObject", "arn:aws:s3:::new/*")),
                        clock.now().plusSeconds(600),
                        false))
                .isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(aws.iam.policies.of(ANN)).hasSize(3).containsKeys("by-hand", "by-hand-and-ended");
    }

    @Test
    void room_that_will_come_free_soon_is_waited_for() {
        while (assign() instanceof ChangeOutcome.Done) {
            assertThat(aws.iam.policies.of(ANN)).hasSizeLessThan(20);
        }
        assertThat(assign()).isInstanceOf(ChangeOutcome.Refused.class);
        clock.set(end.plusSeconds(1));
        assertThat(assign()).isInstanceOf(ChangeOutcome.Retryable.class);
        clock.set(end.plus(Duration.ofMinutes(16)));
        assertThat(assign()).isEqualTo(ChangeOutcome.done(Effect.CREATED));
    }

    @Test
    void a_user_of_another_account_is_neither_written_to_nor_taken_for_absent() {
        Entitlement policy = Samples.policy(Samples.allow("s3:GetObject", "*"));
        AccessRef elsewhere = new AccessRef(
                AssignmentId.random(),
                new PrincipalId(ANN.replace(FakeIam.ACCOUNT, "999999999999")),
                policy,
                provider.targetKey(policy),
                Optional.empty());
        int writes = aws.writes();
        assertThat(provider.assign(elsewhere, end, false)).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(provider.revoke(elsewhere)).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(provider.observe(elsewhere)).isInstanceOf(Observation.Unclear.class);
        assertThat(aws.writes()).isEqualTo(writes);
    }

    @Test
    void what_is_there_is_rewritten_only_where_it_is_ours_and_says_something_else() {
        AccessRef access = access(Samples.allow("s3:GetObject", "*"));
        provider.assign(access, end, false);
        String before = aws.iam.policies.of(ANN).get("jit-" + access.assignment());
        int writes = aws.writes();
        assertThat(provider.assign(access, end.plusSeconds(60), false))
                .isEqualTo(ChangeOutcome.done(Effect.ALREADY_PRESENT));
        assertThat(provider.assign(access, end, true)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_PRESENT));
        assertThat(aws.writes()).isEqualTo(writes);
        assertThat(aws.iam.policies.of(ANN)).containsValue(before);
        assertThat(provider.assign(access, end.plusSeconds(60), true)).isEqualTo(ChangeOutcome.done(Effect.UPDATED));
    }

    @Test
    void what_has_ended_by_itself_is_not_listed_and_is_created_anew() {
        AccessRef access = access(Samples.allow("s3:GetObject", "*"));
        provider.assign(access, end, false);
        clock.set(end.minusSeconds(1));
        assertThat(listed()).hasSize(1);
        clock.set(end.plusSeconds(30));
        assertThat(listed()).isEmpty();
        assertThat(provider.observe(access)).isEqualTo(Observation.absent());
        assertThat(provider.assign(access, end.plusSeconds(90), true)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
    }

    @Test
    void a_clock_that_is_a_little_ahead_takes_nothing_for_ended() {
        AccessRef access = access(Samples.allow("s3:GetObject", "*"));
        provider.assign(access, end, false);
        clock.set(end.plusSeconds(29));
        assertThat(listed()).hasSize(1);
        assertThat(provider.observe(access)).isInstanceOf(Observation.Present.class);
    }

    @Test
    void a_clock_that_is_minutes_ahead_collects_nothing_that_is_in_force() {
        AccessRef access = access(Samples.allow("s3:GetObject", "*"));
        provider.assign(access, end, false);
        clock.set(end.plus(Duration.ofMinutes(15)).minusSeconds(1));
        assertThat(assign()).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(aws.iam.policies.of(ANN)).containsKey("jit-" + access.assignment());
        clock.set(end.plus(Duration.ofMinutes(15)));
        assertThat(assign()).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(aws.iam.policies.of(ANN)).doesNotContainKey("jit-" + access.assignment());
    }

    @Test
    void a_document_of_ours_is_listed_whatever_it_was_made_to_say() {
        AccessRef access = access(Samples.allow("s3:GetObject", "*"));
        aws.iam.policies.of(ANN).put("by-hand", Samples.allow("*", "*"));
        assertThat(listed()).isEmpty();
        aws.iam.policies.of(ANN).put("jit-" + access.assignment(), Samples.allow("*", "*"));
        assertThat(listed())
                .singleElement()
                .satisfies(entry -> assertThat(entry.mark()).contains(access.assignment()));
    }

    @Test
    void the_room_of_a_user_is_used_to_the_last_character_and_white_space_takes_none() {
        AccessRef access = access(Samples.allow("s3:GetObject", "*"));
        provider.assign(access, end, false);
        int own = aws.iam.policies.of(ANN).get("jit-" + access.assignment()).length();
        AccessRef other = access(Samples.allow("s3:GetObject", "*"));
        aws.iam.policies.of(ANN).put("by-hand", byHand(2_048 - 2 * own + 1));
        assertThat(provider.assign(other, end, false)).isInstanceOf(ChangeOutcome.Refused.class);
        aws.iam.policies.of(ANN).put("by-hand", byHand(2_048 - 2 * own) + " \n\t".repeat(20));
        assertThat(provider.assign(other, end, false)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        // its own text makes room for itself
        assertThat(provider.assign(other, end.plusSeconds(60), true)).isEqualTo(ChangeOutcome.done(Effect.UPDATED));
    }

    @Test
    void a_policy_that_fits_on_no_user_is_warned_of() {
        String brief = Samples.allow("s3:GetObject", "arn:aws:s3:::shop/" + "a".repeat(700));
        assertThat(provider.verify(Samples.policy(brief))).isEqualTo(new Verification.Usable(List.of()));
        String actions = IntStream.range(0, 90)
                .mapToObj(i -> "s3:GetObjectOfSomeKind" + i)
                .collect(Collectors.joining("\",\"", "[\"", "\"]"));
        String wide = Samples.allow("HERE", "*").replace("\"HERE\"", actions);
        assertThat(provider.verify(Samples.policy(wide)))
                .isInstanceOfSatisfying(
                        Verification.Usable.class,
                        usable -> assertThat(usable.warnings())
                                .singleElement()
                                .asString()
                                .contains("on no user"));
    }

    @Test
    void all_that_has_ended_goes_however_much_it_is() {
        String ended = "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\","
                + "\"Condition\":{\"DateLessThan\":{\"aws:CurrentTime\":\"2020-01-01T00:00:00Z\"}}}}";
        for (int i = 0; i < 120; i++) {
            aws.iam.policies.of(ANN).put("jit-" + AssignmentId.random(), ended);
        }
        assertThat(assign()).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(aws.iam.policies.of(ANN)).hasSize(1);
    }

    private List<ListedAccess> listed() {
        List<ListedAccess> all = new ArrayList<>();
        Optional<String> from = Optional.empty();
        do {
            ListedAccess.Page page = provider.list(IamPolicies.KIND, from);
            all.addAll(page.entries());
            from = page.next();
        } while (from.isPresent());
        return all;
    }

    private static String byHand(int length) {
        String start = "{\"Id\":\"";
        return start + "x".repeat(length - start.length() - 2) + "\"}";
    }

    @Test
    void a_document_that_ended_by_itself_is_tidied_away() {
        AccessRef access = access(Samples.allow("s3:GetObject", "*"));
        provider.assign(access, end, false);
        provider.endSessions(access);
        assertThat(aws.iam.policies.of(ANN)).hasSize(1);
        clock.advance(Duration.ofHours(2));
        provider.endSessions(access);
        assertThat(aws.iam.policies.of(ANN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Statement\":[]}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\"}}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":\"*\"}}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"NotResource\":\"x\",\"Resource\":\"*\"}}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Effect\":\"Deny\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}}",
                "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}} {}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"ѕ3:GetObject\",\"Resource\":\"*\"}}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::a\\u2028b\"}}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::${aws:userid}\"}}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:eu-west-1::b/*\"}}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3::123456789012:b\"}}"
            })
    void what_could_mean_something_else_is_refused(String text) {
        assertThat(provider.validate(Samples.policy(text))).isNotEmpty();
    }

    @Test
    void a_narrower_policy_is_covered_and_a_wider_one_is_not() {
        Entitlement wide = Samples.policy(Samples.allow("s3:*", "arn:aws:s3:::shop*"));
        Entitlement narrow = Samples.policy(Samples.allow("s3:Get*", "arn:aws:s3:::shop/reports/*"));
        assertThat(provider.covers(wide, narrow)).isTrue();
        assertThat(provider.covers(narrow, wide)).isFalse();
        assertThat(Wildcards.contains("a?c", "a*c")).isFalse();
        assertThat(Wildcards.contains("a*c", "a?c")).isTrue();
        assertThat(Wildcards.contains("*", "")).isTrue();
        assertThat(Wildcards.contains("a*b*", "ab")).isTrue();
        assertThat(Wildcards.contains("a*b", "abc")).isFalse();
    }

    private ChangeOutcome assign() {
        return provider.assign(access(Samples.allow("s3:GetObject", "arn:aws:s3:::shop/reports/*")), end, false);
    }

    private String written(String policy) {
        AccessRef access = access(policy);
        assertThat(provider.validate(access.entitlement())).isEmpty();
        assertThat(provider.assign(access, end, false)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        return aws.iam.policies.of(ANN).get("jit-" + access.assignment());
    }

    private AccessRef access(String policy) {
        return Samples.access(provider, Samples.policy(policy), "ann");
    }
}
