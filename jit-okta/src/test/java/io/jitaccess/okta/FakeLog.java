package io.jitaccess.okta;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The System Log. Where no other source is named, it is developer.okta.com/docs/reference/system-log-query.
 *
 * <ul>
 *   <li>A SCIM filter, of which this knows eq and and; one that cannot be read is E0000031
 *       (developer.okta.com/docs/reference/error-codes).
 *   <li>With {@code until} a query is bounded, and its last page has no next link; without it the next link never ends.
 *   <li>Both bounds are of {@code published}; that {@code since} counts in and {@code until} does not is assumed.
 *   <li>100 at a time, 1000 at most (developer.okta.com/docs/api/openapi/okta-management/management/tags/systemlog).
 * </ul>
 */
final class FakeLog {

    private static final Pattern TERM = Pattern.compile("(actor\\.id|target\\.id) eq \"((?:[^\"\\\\]|\\\\.)*)\"");

    record Event(Instant at, String type, String actor, String target) {
        Map<String, Object> shown() {
            return Map.of(
                    "uuid",
                    at + "-" + type,
                    "published",
                    at.toString(),
                    "eventType",
                    type,
                    "displayMessage",
                    "message of " + type,
                    "outcome",
                    Map.of("result", "SUCCESS"),
                    "client",
                    Map.of("ipAddress", "192.0.2.1"),
                    "actor",
                    Map.of("id", actor, "type", "User"),
                    "target",
                    List.of(Map.of("id", target, "type", "AppInstance", "displayName", "the " + target)));
        }
    }

    private final String base;
    final List<Event> events = new ArrayList<>();

    FakeLog(String base) {
        this.base = base;
    }

    FakeAnswer list(FakeRequest request) {
        String filter = request.query().getOrDefault("filter", "");
        if (!filter.isEmpty() && !TERM.matcher(filter).replaceAll("T").matches("T(?: and T)*")) {
            throw new FakeFault(400, "E0000031", "Invalid search criteria.");
        }
        Instant since = Instant.parse(request.query().get("since"));
        String until = request.query().get("until");
        if (until == null) {
            throw new AssertionError("a query of the log without an end never ends");
        }
        List<Map<String, Object>> found = events.stream()
                .filter(event -> !event.at().isBefore(since) && event.at().isBefore(Instant.parse(until)))
                .filter(event -> matches(event, filter))
                .map(Event::shown)
                .toList();
        return FakeAnswer.page(request, base, found, 100, 1000);
    }

    private static boolean matches(Event event, String filter) {
        Matcher term = TERM.matcher(filter);
        while (term.find()) {
            String has = term.group(1).equals("actor.id") ? event.actor() : event.target();
            if (!has.equals(term.group(2).replaceAll("\\\\(.)", "$1"))) {
                return false;
            }
        }
        return true;
    }
}
