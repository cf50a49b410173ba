package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ActivitySource;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailTest {

    private final TestClock clock = new TestClock();
    private final FakeAws aws = new FakeAws(clock);
    private final AwsProvider provider = Samples.provider(aws);
    private final Instant start = clock.now();
    private final AccessRef access = Samples.access(provider, Samples.session("wide"), "ann");

    @AfterEach
    void close() {
        provider.close();
        aws.close();
    }

    @Test
    void what_a_session_did_is_found_by_its_own_name_in_every_region() {
        happens(start.plusSeconds(10), "RunInstances", "jit-" + access.assignment());
        happens(start.plusSeconds(10), "RunInstances", "jit-somebody-else");
        happens(start.plusSeconds(600), "StopInstances", "jit-" + access.assignment());
        clock.advance(Duration.ofHours(1));
        List<ActivitySource.Activity> seen = all(start, start.plusSeconds(600));
        assertThat(seen).extracting(ActivitySource.Activity::action).containsExactly("RunInstances", "RunInstances");
        assertThat(seen).extracting(each -> each.details().get("region")).containsExactly("eu-central-1", "us-east-1");
    }

    @Test
    void many_pages_are_read_no_faster_than_cloudtrail_allows() {
        for (int i = 0; i < 230; i++) {
            happens(start.plusSeconds(i), "GetCallerIdentity", "jit-" + access.assignment());
        }
        clock.advance(Duration.ofHours(1));
        assertThat(all(start, start.plusSeconds(600))).hasSize(2 * 230);
    }

    @Test
    void each_region_has_a_line_of_its_own_and_nobody_waits_for_another() {
        List<Duration> waits = new ArrayList<>();
        try (AwsProvider watched = Samples.builder(aws)
                .sessions(Duration.ofHours(1))
                .activityIn(Set.of("eu-central-1", "eu-west-1", "us-east-1"))
                .waiter(pause -> {
                    clock.advance(pause);
                    return waits.add(pause);
                })
                .build()) {
            for (String page : List.of("0.", "1.", "2.")) {
                watched.activity(access, start, start.plusSeconds(60), Optional.of(page));
            }
            assertThat(waits).isEmpty();
            for (String page : List.of("0.", "1.", "2.")) {
                watched.activity(access, start, start.plusSeconds(60), Optional.of(page));
            }
            assertThat(waits).containsExactly(Duration.ofMillis(500));
        }
    }

    @Test
    void it_is_provisional_until_the_logs_delay_has_passed_and_says_what_it_cannot_show() {
        Instant end = start.plusSeconds(600);
        ActivitySource.Page page = provider.activity(access, start, end, Optional.empty());
        assertThat(page.completeFrom()).contains(end.plus(Duration.ofMinutes(15)));
        assertThat(page.limits()).contains("Management events", "90 days", "us-east-1");
    }

    @Test
    void where_the_log_is_elsewhere_it_says_so() {
        AccessRef assigned = new AccessRef(
                access.assignment(),
                access.principal(),
                Samples.membership(aws.store.group("Readers")),
                access.targetKey(),
                Optional.empty());
        notRead(provider.activity(assigned, start, start.plusSeconds(60), Optional.empty()), "");
    }

    @Test
    void a_role_of_another_account_is_recorded_there() {
        AccessRef elsewhere = Samples.access(
                provider,
                Entitlement.of("aws", "session", Map.of("role", "arn:aws:iam::999999999999:role/wide")),
                "ann");
        notRead(
                provider.activity(elsewhere, start, start.plusSeconds(60), Optional.empty()),
                "in the account of the role");
    }

    @Test
    void what_happened_before_the_asked_time_is_left_out_though_cloudtrail_counts_in_seconds() {
        happens(start, "RunInstances", "jit-" + access.assignment());
        happens(start.plusSeconds(1), "StopInstances", "jit-" + access.assignment());
        clock.advance(Duration.ofHours(1));
        assertThat(all(start.plusMillis(500), start.plusSeconds(600)))
                .extracting(ActivitySource.Activity::action)
                .containsOnly("StopInstances");
    }

    @Test
    void where_it_is_not_switched_on_nothing_is_read() {
        try (AwsProvider silent =
                Samples.builder(aws).sessions(Duration.ofHours(1)).build()) {
            notRead(silent.activity(access, start, start.plusSeconds(60), Optional.empty()), "not switched on");
        }
    }

    @Test
    void what_the_history_has_forgotten_is_not_asked_for() {
        clock.advance(Duration.ofDays(91));
        notRead(provider.activity(access, start, start.plus(Duration.ofDays(1)), Optional.empty()), "90 days");
        assertThat(provider.activity(
                                access, start, start.plus(Duration.ofDays(1)).plusSeconds(1), Optional.empty())
                        .limits())
                .contains("Management events");
    }

    @Test
    void a_policy_on_a_user_is_read_by_the_users_name_and_one_on_a_role_is_not() {
        aws.iam.users.add("ann@example.com");
        Entitlement policy = Samples.policy(Samples.allow("s3:GetObject", "*"));
        happens(start.plusSeconds(10), "GetObject", "ann@example.com");
        happens(start.plusSeconds(10), "GetObject", "ben-own");
        clock.advance(Duration.ofHours(1));
        AccessRef ofUser = Samples.access(provider, policy, "ann");
        assertThat(provider.activity(ofUser, start, start.plusSeconds(60), Optional.empty())
                        .entries())
                .hasSize(1);
        AccessRef ofRole = Samples.access(provider, policy, "ben");
        notRead(
                provider.activity(ofRole, start, start.plusSeconds(60), Optional.empty()),
                "under the names of a role's sessions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1.", "2.", "x.", "1", "", ".", "99999999999."})
    void a_pages_beginning_that_was_never_given_out_is_refused(String page) {
        assertThatThrownBy(() -> provider.activity(access, start, start.plusSeconds(60), Optional.of(page)))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("given out");
    }

    private static void notRead(ActivitySource.Page page, String why) {
        assertThat(page.entries()).isEmpty();
        assertThat(page.completeFrom()).isEmpty();
        assertThat(page.next()).isEmpty();
        assertThat(page.limits()).contains("not read", why);
    }

    private void happens(Instant at, String what, String user) {
        aws.trail.events.add(new FakeCloudTrail.Done(at, what, user, "i-1"));
    }

    private List<ActivitySource.Activity> all(Instant from, Instant to) {
        List<ActivitySource.Activity> all = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            ActivitySource.Page page = provider.activity(access, from, to, next);
            all.addAll(page.entries());
            next = page.next();
        } while (next.isPresent());
        return all;
    }
}
