package io.jitaccess.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:30:00Z");
    private static final Duration LONGEST = Duration.ofDays(1);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | PT1S",
                "120 | PT2M",
                "999999999 | PT24H",
                "Mon, 23 Nov 2026 09:31:30 GMT | PT1M30S",
                "Wed, 23 Dec 2026 09:30:00 GMT | PT24H"
            })
    void secondsAndDatesAreUnderstoodUpToTheLongest(String header, Duration wait) {
        assertThat(RetryAfter.read(Optional.of(header), NOW, LONGEST)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-5", "soon", "1.5", "99999999999", "Mon, 23 Nov 2026 09:29:59 GMT"})
    void whatIsNeitherOrLiesInThePastAsksForNothing(String header) {
        assertThat(RetryAfter.read(Optional.of(header), NOW, LONGEST)).isEmpty();
    }

    @Test
    void noHeaderAsksForNothing() {
        assertThat(RetryAfter.read(Optional.empty(), NOW, LONGEST)).isEmpty();
    }
}
