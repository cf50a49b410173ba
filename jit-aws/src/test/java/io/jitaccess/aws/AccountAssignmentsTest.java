package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.ConnectLinks.Link;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.provider.ProviderFaults;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the contract cannot know: how Identity Center's operations go on, fail and are in each other's way. */
class AccountAssignmentsTest {

    private static final String ACCOUNT = "111122223333";

    private final TestClock clock = new TestClock();
    private final FakeAws aws = new FakeAws(clock);
    private final AwsProvider provider = Samples.builder(aws)
            .identityStore(FakeIdentityStore.STORE)
            .groups()
            .identityCenter(FakeSsoAdmin.INSTANCE)
            .portal(URI.create("https://example.awsapps.com/start"))
            .build();
    private final String set = aws.sso.permissionSet("Database admins", "PT8H");
    private final String user = aws.store.user("ann@example.com");

    AccountAssignmentsTest() {
        aws.sso.accounts.add(ACCOUNT);
    }

    @AfterEach
    void close() {
        provider.close();
        aws.close();
    }

    @Test
    void an_operation_that_takes_long_is_pending_and_looks_tell() {
        aws.sso.takes = Duration.ofMinutes(2);
        assertThat(assign(user)).isInstanceOf(ChangeOutcome.Pending.class);
        assertThat(provider.observe(access(user))).isEqualTo(Observation.absent());
        clock.advance(Duration.ofMinutes(2));
        assertThat(provider.observe(access(user))).isEqualTo(Observation.present());
    }

    @Test
    void a_failed_operation_is_refused_with_the_reason_of_aws() {
        aws.sso.failsWith = Optional.of("Received a 403 status error: the role is managed by somebody else");
        assertThat(assign(user))
                .isInstanceOfSatisfying(
                        ChangeOutcome.Refused.class,
                        refused -> assertThat(refused.message()).contains("somebody else"));
        assertThat(aws.sso.assignments()).isEmpty();
    }

    @Test
    void an_unknown_user_is_refused() {
        assertThat(assign("00000000-0000-0000-0000-000000000000")).isInstanceOf(ChangeOutcome.Refused.class);
    }

    @Test
    void a_change_in_the_way_of_another_is_tried_again() {
        aws.sso.takes = Duration.ofMinutes(2);
        String other = aws.store.user("ben@example.com");
        assertThat(assign(user)).isInstanceOf(ChangeOutcome.Pending.class);
        assertThat(assign(other)).isInstanceOf(ChangeOutcome.Retryable.class);
        clock.advance(Duration.ofMinutes(2));
        aws.sso.takes = Duration.ofSeconds(1);
        assertThat(assign(other)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
    }

    @Test
    void the_quota_of_operations_under_way_is_kept_and_nobody_is_refused() throws Exception {
        List<Callable<ChangeOutcome>> changes = new ArrayList<>();
        AtomicReference<AwsProvider> through = new AtomicReference<>(provider);
        for (int i = 10; i < 40; i++) {
            String account = "1111222233" + i;
            aws.sso.accounts.add(account);
            AccessRef access = access(account, user);
            changes.add(() -> through.get().assign(access, clock.now().plus(Duration.ofHours(1)), false));
        }
        aws.sso.takes = Duration.ofSeconds(6);
        Crowd crowd = new Crowd(clock, changes.size());
        try (AwsProvider crowded = provider(crowd)) {
            through.set(crowded);
            for (Future<ChangeOutcome> made : crowd.run(changes)) {
                assertThat(made.get()).isEqualTo(ChangeOutcome.done(Effect.CREATED));
            }
        }
        assertThat(crowd.mostHeld()).isEqualTo(10);
        assertThat(aws.takeCounts()).doesNotContainKey("ThrottlingException");
        assertThat(aws.sso.mostUnderWay).isEqualTo(10);
    }

    @Test
    void a_quota_that_others_use_up_pauses_the_queue_and_nothing_fails() {
        aws.sso.takes = Duration.ofMinutes(2);
        try (AwsProvider other = provider(pause -> {
            clock.advance(pause);
            return true;
        })) {
            begin(other, 10);
        }
        Change one = new Change(access(user), Optional.of(clock.now().plus(Duration.ofHours(1))), false);
        Change two = new Change(
                access(aws.store.user("ben@example.com")),
                Optional.of(clock.now().plus(Duration.ofHours(1))),
                false);
        assertThat(provider.apply(List.of(one, two))).allMatch(ChangeOutcome.Throttled.class::isInstance);
        clock.advance(Duration.ofMinutes(2));
        aws.sso.takes = Duration.ofSeconds(3);
        assertThat(provider.apply(List.of(one, two))).containsOnly(ChangeOutcome.done(Effect.CREATED));
    }

    @Test
    void an_operation_keeps_its_place_until_it_is_seen_to_have_ended() {
        // nobody but the library keeps it from beginning an eleventh
        aws.sso.quotas = false;
        aws.sso.takes = Duration.ofMinutes(2);
        begin(provider, 10);
        assertThat(assign(user)).isEqualTo(new ChangeOutcome.Throttled(Duration.ofSeconds(2)));
        assertThat(provider.revoke(access(user))).isInstanceOf(ChangeOutcome.Throttled.class);
        assertThat(aws.sso.mostUnderWay).isEqualTo(10);
        clock.advance(Duration.ofMinutes(2));
        aws.sso.takes = Duration.ofSeconds(3);
        assertThat(assign(user)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(aws.sso.mostUnderWay).isEqualTo(10);
    }

    @Test
    void operations_that_go_on_are_looked_at_now_and_then_and_only_while_somebody_waits() {
        aws.sso.takes = Duration.ofMinutes(10);
        begin(provider, 10);
        aws.takeCounts();
        clock.advance(Duration.ofMinutes(1));
        assign(user);
        assign(user);
        assertThat(aws.takeCounts()).isEqualTo(Map.of("sso:DescribeAccountAssignmentCreationStatus", 10));
        clock.advance(Duration.ofSeconds(5));
        assign(user);
        assertThat(aws.takeCounts()).isEqualTo(Map.of("sso:DescribeAccountAssignmentCreationStatus", 10));
    }

    @Test
    void a_status_that_is_lost_keeps_a_place_for_a_minute_and_no_longer() {
        aws.sso.quotas = false;
        aws.sso.takes = Duration.ofHours(3);
        begin(provider, 10);
        aws.sso.statusLost = true;
        assertThat(assign(user)).isInstanceOf(ChangeOutcome.Throttled.class);
        clock.advance(Duration.ofSeconds(59));
        assertThat(assign(user)).isInstanceOf(ChangeOutcome.Throttled.class);
        clock.advance(Duration.ofSeconds(1));
        assertThat(assign(user)).isInstanceOf(ChangeOutcome.Pending.class);
    }

    @Test
    void an_operation_that_never_ends_keeps_its_place_for_a_quarter_of_an_hour_and_no_longer() {
        aws.sso.quotas = false;
        aws.sso.takes = Duration.ofHours(3);
        begin(provider, 10);
        Instant last = clock.now();
        for (int minute = 1; minute < 13; minute++) {
            clock.advance(Duration.ofMinutes(1));
            assertThat(assign(user)).isInstanceOf(ChangeOutcome.Throttled.class);
        }
        clock.set(last.plus(Duration.ofMinutes(15)));
        assertThat(assign(user)).isInstanceOf(ChangeOutcome.Pending.class);
    }

    @Test
    void a_begin_whose_answer_is_lost_keeps_its_place_for_a_minute() {
        aws.sso.quotas = false;
        aws.sso.takes = Duration.ofMillis(100);
        for (int i = 10; i < 20; i++) {
            aws.sso.accounts.add("1111222233" + i);
            aws.begin(ProviderFaults.Kind.ANSWER_LOST);
            assertThat(provider.assign(
                            access("1111222233" + i, user), clock.now().plus(Duration.ofHours(1)), false))
                    .isInstanceOf(ChangeOutcome.Unknown.class);
            aws.heal();
        }
        assertThat(assign(user)).isInstanceOf(ChangeOutcome.Throttled.class);
        clock.advance(Duration.ofMinutes(1));
        assertThat(assign(user)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
    }

    @Test
    void what_aws_refuses_to_begin_keeps_no_place() {
        aws.sso.takes = Duration.ofMinutes(10);
        assertThat(assign(user)).isInstanceOf(ChangeOutcome.Pending.class);
        String other = aws.store.user("ben@example.com");
        for (int i = 0; i < 30; i++) {
            assertThat(assign(other)).isInstanceOf(ChangeOutcome.Retryable.class);
        }
        begin(provider, 9);
        assertThat(assign(other)).isInstanceOf(ChangeOutcome.Throttled.class);
    }

    @Test
    void calls_are_made_no_faster_than_identity_center_takes_them() {
        List<Duration> pauses = new ArrayList<>();
        try (AwsProvider paced = provider(pause -> {
            clock.advance(pause);
            return pauses.add(pause);
        })) {
            Instant begun = clock.now();
            for (int i = 0; i < 50; i++) {
                assertThat(paced.observe(access(user))).isEqualTo(Observation.absent());
            }
            // a few at once, and then 20 a second at most
            assertThat(Duration.between(begun, clock.now())).isGreaterThanOrEqualTo(Duration.ofMillis(50 * (50 - 10)));
        }
        assertThat(pauses).isNotEmpty();
    }

    @Test
    void who_is_interrupted_while_waiting_for_a_turn_sends_nothing() {
        try (AwsProvider interrupted = provider(pause -> false)) {
            while (interrupted.observe(access(user)).equals(Observation.absent())) {
                assertThat(aws.requests()).isLessThan(50);
            }
            int sent = aws.requests();
            assertThat(interrupted.observe(access(user))).isInstanceOf(Observation.Unclear.class);
            assertThat(interrupted.assign(access(user), clock.now().plus(Duration.ofHours(1)), false))
                    .isInstanceOf(ChangeOutcome.Retryable.class);
            assertThat(aws.requests()).isEqualTo(sent);
        }
    }

    @Test
    void one_listing_tells_of_all_on_an_account() {
        List<AccessRef> all = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            all.add(access(aws.store.user(name + "@example.com")));
        }
        assertThat(provider.assign(all.get(1), clock.now().plus(Duration.ofHours(1)), false))
                .isEqualTo(ChangeOutcome.done(Effect.CREATED));
        aws.takeCounts();
        assertThat(provider.look(all))
                .containsExactly(Observation.absent(), Observation.present(), Observation.absent());
        assertThat(aws.takeCounts()).isEqualTo(Map.of("sso:ListAccountAssignments", 1));
    }

    @Test
    void a_deletion_that_fails_because_somebody_was_faster_is_absent() {
        assertThat(assign(user)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        // between the look and the deletion
        try (AwsProvider slow = Samples.builder(aws)
                .identityStore(FakeIdentityStore.STORE)
                .groups()
                .identityCenter(FakeSsoAdmin.INSTANCE)
                .waiter(pause -> {
                    aws.quietly(() -> aws.sso.assignments().removeIf(each -> true));
                    clock.advance(pause);
                    return true;
                })
                .build()) {
            aws.sso.failsWith = Optional.of("Received a 404 status error: EntitlementItem doesn't exist.");
            assertThat(slow.revoke(access(user))).isEqualTo(ChangeOutcome.done(Effect.ALREADY_ABSENT));
        }
    }

    @Test
    void a_deletion_that_fails_and_leaves_the_access_is_tried_again() {
        assertThat(assign(user)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        aws.sso.failsWith = Optional.of("Received a 409 status error");
        assertThat(provider.revoke(access(user))).isInstanceOf(ChangeOutcome.Retryable.class);
    }

    @Test
    void long_sessions_are_warned_of_and_said_to_go_on() {
        assertThat(provider.verify(access(user).entitlement()))
                .isInstanceOfSatisfying(
                        Verification.Usable.class,
                        usable -> assertThat(usable.warnings())
                                .singleElement()
                                .asString()
                                .contains("PT8H", "PT1H"));
        Instant now = clock.now();
        assertThat(provider.endSessions(access(user)))
                .isInstanceOfSatisfying(
                        SessionEnding.NotPossible.class,
                        ending -> assertThat(ending.latestUsable()).contains(now.plus(Duration.ofHours(8))));
        String brief = aws.sso.permissionSet("Brief", "PT1H");
        assertThat(provider.verify(Samples.assignment(ACCOUNT, brief)))
                .isEqualTo(new Verification.Usable(java.util.List.of()));
    }

    @Test
    void a_permission_set_that_is_gone_is_unusable() {
        assertThat(provider.verify(Samples.assignment(ACCOUNT, set.substring(0, set.length() - 2) + "zz")))
                .isInstanceOf(Verification.Unusable.class);
    }

    @Test
    void the_link_leads_to_the_role_once_its_name_is_known() {
        assertThat(provider.connectLink(access(user)))
                .isEqualTo(new Link.To(URI.create("https://example.awsapps.com/start")));
        provider.verify(access(user).entitlement());
        assertThat(provider.connectLink(access(user)))
                .isEqualTo(new Link.To(URI.create("https://example.awsapps.com/start/#/console?account_id=" + ACCOUNT
                        + "&role_name=Database+admins")));
    }

    /** So many operations that go on after the call, each on an account of its own. */
    private void begin(AwsProvider by, int operations) {
        for (int i = 0; i < operations; i++) {
            String account = "11112222" + (3310 + i);
            aws.sso.accounts.add(account);
            assertThat(by.assign(access(account, user), clock.now().plus(Duration.ofHours(1)), false))
                    .isInstanceOf(ChangeOutcome.Pending.class);
        }
    }

    private AwsProvider provider(Waiter waiter) {
        return Samples.builder(aws)
                .identityStore(FakeIdentityStore.STORE)
                .groups()
                .identityCenter(FakeSsoAdmin.INSTANCE)
                .waiter(waiter)
                // the fake's time passes for each of a crowd, and for all others with it
                .nanos(System::nanoTime)
                .build();
    }

    private ChangeOutcome assign(String who) {
        return provider.assign(access(who), clock.now().plus(Duration.ofHours(1)), false);
    }

    private AccessRef access(String who) {
        return access(ACCOUNT, who);
    }

    private AccessRef access(String account, String who) {
        return new AccessRef(
                AssignmentId.random(),
                new PrincipalId(who),
                Samples.assignment(account, set),
                provider.targetKey(Samples.assignment(account, set)),
                Optional.empty());
    }
}
