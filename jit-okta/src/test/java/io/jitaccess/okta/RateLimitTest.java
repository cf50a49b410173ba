package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;

import com.okta.sdk.resource.client.ApiException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 2026-11-23 00:00:00 UTC is second 1795392000. */
class RateLimitTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1795392042|Mon, 23 Nov 2026 00:00:00 GMT|PT43S",
                "1795391000|Mon, 23 Nov 2026 00:00:00 GMT|PT1S",
                "1799999999|Mon, 23 Nov 2026 00:00:00 GMT|PT1H",
                "9999999999999999999|Mon, 23 Nov 2026 00:00:00 GMT|PT30S",
                "9999999999999999|Mon, 23 Nov 2026 00:00:00 GMT|PT1H",
                "soon|Mon, 23 Nov 2026 00:00:00 GMT|PT30S",
                "1795392042|yesterday|PT30S"
            })
    void the_pause_is_what_is_left_by_oktas_own_clock(String reset, String date, Duration pause) {
        ApiException answer =
                new ApiException("", 429, Map.of("X-Rate-Limit-Reset", List.of(reset), "Date", List.of(date)), "");
        assertThat(RateLimit.pause(answer)).isEqualTo(pause);
    }
}
