package io.jitaccess.okta;

import com.okta.sdk.resource.client.ApiException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long Okta wants to be left alone: it names the second at which its limit begins anew, by its own clock, which its
 * {@code Date} header tells, and no time to wait.
 */
final class RateLimit {

    /** How long to wait where Okta does not say: its limits are by the minute. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private RateLimit() {}

    static Duration pause(ApiException answer) {
        Map<String, List<String>> headers =
                answer.getResponseHeaders() == null ? Map.of() : answer.getResponseHeaders();
        Optional<Duration> left = header(headers, "x-rate-limit-reset")
                .flatMap(RateLimit::second)
                .flatMap(reset ->
                        header(headers, "date").flatMap(RateLimit::date).map(now -> Duration.between(now, reset)));
        if (left.isEmpty()) {
            return PAUSE;
        }
        // a second more: both times are whole seconds
        Duration pause = left.get().plus(SHORTEST);
        if (pause.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }

    private static Optional<String> header(Map<String, List<String>> headers, String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey() != null && header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .findFirst();
    }

    private static Optional<Instant> second(String text) {
        try {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(text.strip())));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
