package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ActivitySource;
import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
        ActivitySource.Page page = provider.activity(assigned, start, start.plusSeconds(60), Optional.empty());
        assertThat(page.entries()).isEmpty();
        assertThat(page.completeFrom()).isEmpty();
        assertThat(page.limits()).contains("not read");
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
