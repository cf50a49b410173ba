package io.jitaccess.okta;

import com.okta.sdk.resource.model.LogEvent;
import com.okta.sdk.resource.model.LogTarget;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.spi.ActivitySource.Activity;
import io.jitaccess.spi.ActivitySource.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What Okta's System Log says that a person did. */
final class EventLog {

    private static final int PAGE = 200;

    /** Events may come that much later than what they tell; Okta promises nothing. */
    private static final Duration DELAY = Duration.ofMinutes(10);

    private static final String LIMITS =
            "What Okta itself saw: sign-ins, apps that were opened, changes made in Okta; not what was done in the apps. Okta "
                    + "keeps 90 days.";

    private static final int LONGEST = 500;

    private final Okta okta;

    EventLog(Okta okta) {
        this.okta = okta;
    }

    /** @param target what the events must be about; empty for all that the person did */
    Page of(PrincipalId user, Optional<String> target, Instant from, Instant to, Optional<String> page) {
        String filter = Filters.eq("actor.id", user.value())
                + target.map(id -> " and " + Filters.eq("target.id", id)).orElse("");
        return Failure.orThrow(() -> {
            // with an end the log answers what there is; without one its pages never end
            List<LogEvent> events = okta.call(() -> okta.log()
                    .listLogEvents(from.toString(), to.toString(), page.orElse(null), filter, null, PAGE, "ASCENDING"));
            Optional<String> next = events.isEmpty() ? Optional.empty() : Paging.next(events);
            return new Page(
                    events.stream()
                            .flatMap(event -> activity(event).stream())
                            .filter(done ->
                                    !done.at().isBefore(from) && done.at().isBefore(to))
                            .toList(),
                    Optional.of(to.plus(DELAY)),
                    LIMITS,
                    next.filter(token -> !token.equals(page.orElse(""))));
        });
    }

    private static Optional<Activity> activity(LogEvent event) {
        if (event.getPublished() == null) {
            return Optional.empty();
        }
        Map<String, String> details = new TreeMap<>();
        put(details, "uuid", event.getUuid());
        put(details, "message", event.getDisplayMessage());
        if (event.getOutcome() != null) {
            put(details, "outcome", event.getOutcome().getResult());
            put(details, "reason", event.getOutcome().getReason());
        }
        if (event.getClient() != null) {
            put(details, "ipAddress", event.getClient().getIpAddress());
        }
        List<LogTarget> targets = event.getTarget() == null ? List.of() : event.getTarget();
        String resource = targets.stream()
                .findFirst()
                .map(target -> text(target.getDisplayName()) + " (" + text(target.getType()) + " "
                        + text(target.getId()) + ")")
                .orElse("");
        return Optional.of(
                new Activity(event.getPublished().toInstant(), text(event.getEventType()), resource, details));
    }

    private static void put(Map<String, String> details, String name, @Nullable Object value) {
        if (!text(value).isEmpty()) {
            details.put(name, text(value));
        }
    }

    private static String text(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
