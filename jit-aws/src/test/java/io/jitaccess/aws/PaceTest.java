package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofSeconds(10);

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final List<Duration> pauses = new ArrayList<>();
    private boolean interrupted;

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    @Test
    void a_few_pass_at_once_after_a_rest_and_the_next_ones_each_in_their_turn() {
        Pace pace = pace(3);
        for (int i = 0; i < 5; i++) {
            assertThat(pace.await(LONG)).isTrue();
        }
        assertThat(pauses).containsExactly(BETWEEN, BETWEEN.multipliedBy(2));
        now = now.plusSeconds(60);
        pauses.clear();
        assertThat(pace.await(LONG)).isTrue();
        assertThat(pauses).isEmpty();
    }

    @Test
    void a_clock_that_is_set_back_holds_nobody_up() {
        Pace pace = pace(1);
        assertThat(pace.await(LONG)).isTrue();
        now = now.minus(Duration.ofHours(1));
        assertThat(pace.await(LONG)).isTrue();
        assertThat(pauses).isEmpty();
        assertThat(pace.await(LONG)).isTrue();
        assertThat(pauses).containsExactly(BETWEEN);
    }

    @Test
    void who_is_interrupted_while_waiting_does_not_pass() {
        Pace pace = pace(1);
        interrupted = true;
        assertThat(pace.await(LONG)).isTrue();
        assertThat(pace.await(LONG)).isFalse();
    }

    @Test
    void who_has_no_time_until_his_turn_takes_none_from_the_next() {
        Pace pace = pace(1);
        assertThat(pace.await(Duration.ZERO)).isTrue();
        assertThat(pace.await(BETWEEN.minusMillis(1))).isFalse();
        assertThat(pauses).isEmpty();
        assertThat(pace.await(BETWEEN)).isTrue();
        assertThat(pauses).containsExactly(BETWEEN);
    }

    private Pace pace(int atOnce) {
        return new Pace(
                clock,
                pause -> {
                    pauses.add(pause);
                    return !interrupted;
                },
                BETWEEN,
                atOnce);
    }
}
