package io.jitaccess.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TestClockTest {

    private static final Instant START = Instant.parse("2031-05-06T07:08:09.123456Z");

    @Test
    void standsStillUntilItIsMoved() {
        TestClock clock = new TestClock(START);

        assertThat(clock.now()).isEqualTo(START);
        assertThat(clock.advance(Duration.ofMinutes(1))).isEqualTo(START.plusSeconds(60));
        assertThat(clock.now()).isEqualTo(START.plusSeconds(60));
        clock.set(START);
        assertThat(clock.now()).isEqualTo(START);
    }

    @Test
    void keepsMicrosecondsAndCutsOffWhatIsFiner() {
        TestClock clock = new TestClock(START.plusNanos(999));

        assertThat(clock.now()).isEqualTo(START);
        assertThat(clock.advance(Duration.ofNanos(1_999))).isEqualTo(START.plusNanos(1_000));
        clock.set(START.plusNanos(1));
        assertThat(clock.now()).isEqualTo(START);
    }

    @Test
    void hasAViewAsAClockThatFollowsIt() {
        TestClock clock = new TestClock(START);
        Clock view = clock.asClock();

        clock.advance(Duration.ofDays(1));

        assertThat(view.instant()).isEqualTo(START.plus(Duration.ofDays(1)));
    }
}
