package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of permission sets, ended by what the permission set itself says, where that is switched on. */
class EndedAssignmentsTest {

    private static final String ACCOUNT = "111122223333";
    private static final String THEIRS =
            "{\"Version\":\"2012-10-17\",\"Id\":\"of somebody else\",\"Statement\":{\"Sid\":\"Theirs\",\"Effect\":\"Allow\","
                    + "\"Action\":\"s3:*\",\"Resource\":\"*\",\"FieldOfTomorrow\":[1]}}";

    /** An ending begins requests for 15 seconds, the last of which takes 6: five times the time-out, and twice. */
    private static final Duration SETTLES = Duration.ofSeconds(21);

    private final TestClock clock = new TestClock();
    private final FakeAws aws = new FakeAws(clock);
    private final AwsProvider provider = provider();
    private final String set = aws.sso.permissionSet("Readers", "PT2H");
    private final String ann = aws.store.user("ann@example.com");
    private final String ben = aws.store.user("ben@example.com");
    private final Instant before = clock.now();

    EndedAssignmentsTest() {
        aws.sso.accounts.add(ACCOUNT);
        aws.sso.inline.put(set, THEIRS);
        // somebody who stays: without anybody the account has no role of the permission set
        aws.sso.assignments().add(new FakeSsoAdmin.Assignment(ACCOUNT, set, "9067642ac7-stays"));
    }

    @AfterEach
    void close() {
        provider.close();
        aws.close();
    }

    @Test
    void sessions_that_began_before_are_denied_there_and_nothing_else_is() {
        end(provider, access(ann));
        clock.advance(Duration.ofMinutes(1));
        assertThat(denied(ann, ACCOUNT, before)).isTrue();
        assertThat(denied(ann, ACCOUNT, clock.now())).isFalse();
        assertThat(denied(ann, "444455556666", before)).isFalse();
        assertThat(denied(ben, ACCOUNT, before)).isFalse();
    }

    @Test
    void what_others_wrote_in_the_policy_stays_as_it_is() {
        end(provider, access(ann));
        assertThat(aws.sso.inline.get(set))
                .contains("\"Id\":\"of somebody else\"")
                .contains("{\"Sid\":\"Theirs\",\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\","
                        + "\"FieldOfTomorrow\":[1]}");
    }

    @Test
    void a_denial_goes_once_its_sessions_have_ended_by_themselves() {
        end(provider, access(ann));
        clock.advance(Duration.ofHours(4));
        end(provider, access(ben));
        assertThat(aws.sso.inline.get(set)).contains(ben).doesNotContain(ann).contains("Theirs");
    }

    @Test
    void it_is_not_done_before_another_writer_can_no_longer_undo_it() {
        AccessRef access = access(ann);
        assertThat(provider.endSessions(access)).isInstanceOf(SessionEnding.Failed.class);
        String without = THEIRS;
        aws.sso.inline.put(set, without);
        clock.advance(Duration.ofSeconds(5));
        assertThat(provider.endSessions(access)).isInstanceOf(SessionEnding.Failed.class);
        assertThat(aws.sso.inline.get(set)).contains(ann);
    }

    @Test
    void a_denial_that_is_there_counts_only_after_the_time_of_a_writer_who_had_not_seen_it() {
        AccessRef access = access(ann);
        Instant written = clock.now();
        assertThat(provider.endSessions(access)).isInstanceOf(SessionEnding.Failed.class);
        assertThat(aws.sso.inline.get(set)).contains(ann);
        clock.advance(Duration.between(clock.now(), written.plus(SETTLES).minusMillis(1)));
        assertThat(provider.endSessions(access)).isInstanceOf(SessionEnding.Failed.class);
        // who had read the policy before writes at the last moment
        aws.sso.inline.put(set, THEIRS);
        clock.advance(Duration.ofMillis(1));
        Instant again = clock.now();
        assertThat(provider.endSessions(access)).isInstanceOf(SessionEnding.Failed.class);
        clock.advance(Duration.between(clock.now(), again.plus(SETTLES).minusMillis(1)));
        assertThat(provider.endSessions(access)).isInstanceOf(SessionEnding.Failed.class);
        clock.advance(Duration.ofMillis(1));
        assertThat(provider.endSessions(access)).isEqualTo(new SessionEnding.Ended(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void two_nodes_that_write_one_policy_at_once_lose_no_denial(int call) {
        try (AwsProvider other = provider()) {
            AccessRef ours = access(ann);
            AccessRef theirs = access(ben);
            aws.beforeCall(call, () -> other.endSessions(theirs));
            provider.endSessions(ours);
            end(provider, ours);
            end(other, theirs);
            // both say that it is done: then both are there
            assertThat(denied(ann, ACCOUNT, before)).isTrue();
            assertThat(denied(ben, ACCOUNT, before)).isTrue();
        }
    }

    @Test
    void an_account_that_has_no_role_of_it_any_more_is_told_with_the_latest_instant() {
        aws.sso.assignments().clear();
        assertThat(provider.endSessions(access(ann)))
                .isInstanceOfSatisfying(
                        SessionEnding.NotPossible.class,
                        ending -> assertThat(ending.latestUsable()).contains(before.plus(Duration.ofHours(2))));
    }

    @Test
    void a_policy_without_room_is_told_with_the_latest_instant() {
        aws.sso.inline.put(set, THEIRS.replace("Theirs", "T".repeat(10_000)));
        assertThat(provider.endSessions(access(ann))).isInstanceOf(SessionEnding.NotPossible.class);
        assertThat(aws.sso.inline.get(set)).doesNotContain(ann);
    }

    /** As the engine does: again until it is done. */
    private void end(AwsProvider by, AccessRef access) {
        for (int tries = 0; tries < 20; tries++) {
            if (by.endSessions(access).equals(new SessionEnding.Ended(1))) {
                return;
            }
            clock.advance(Duration.ofSeconds(2));
        }
        throw new AssertionError("never done");
    }

    private boolean denied(String user, String account, Instant began) {
        return PolicyJudge.denies(
                aws.sso.provisioned.getOrDefault(ACCOUNT + " " + set, THEIRS),
                "s3:GetObject",
                "arn:aws:s3:::shop/a",
                clock.now(),
                Map.of(
                        "identitystore:UserId",
                        user,
                        "aws:PrincipalAccount",
                        account,
                        "aws:TokenIssueTime",
                        began.toString()));
    }

    private AwsProvider provider() {
        return Samples.builder(aws)
                .identityStore(FakeIdentityStore.STORE)
                .groups()
                .identityCenter(FakeSsoAdmin.INSTANCE)
                .endPermissionSetSessionsEarly()
                .build();
    }

    private AccessRef access(String user) {
        return new AccessRef(
                AssignmentId.random(),
                new PrincipalId(user),
                Samples.assignment(ACCOUNT, set),
                provider.targetKey(Samples.assignment(ACCOUNT, set)),
                Optional.empty());
    }
}
