package io.jitaccess.azure;

import com.azure.core.http.rest.PagedResponse;
import com.azure.core.util.Context;
import com.azure.resourcemanager.monitor.fluent.models.EventDataInner;
import io.jitaccess.spi.ActivitySource.Activity;
import io.jitaccess.spi.ActivitySource.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What Azure's activity log says of a principal. Azure filters by time and one more thing alone, so who did it is looked at
 * here.
 */
final class ActivityLog {

    static final String LIMITS =
            "Changes and actions of the control plane alone, 90 days back: no reading, and nothing of"
                    + " what was done with data. It shows all that the account did there, with whatever right.";

    private static final Duration KEPT = Duration.ofDays(90);

    /** Most entries are there within minutes; Azure promises no time. */
    private static final Duration DELAY = Duration.ofMinutes(20);

    /** Where the claims of a token name its holder's object id. */
    private static final List<String> OBJECT_ID =
            List.of("http://schemas.microsoft.com/identity/claims/objectidentifier", "oid");

    private final Azure azure;
    private final Clock clock;

    ActivityLog(Azure azure, Clock clock) {
        this.azure = azure;
        this.clock = clock;
    }

    Page of(Address access, Instant from, Instant to, Optional<String> page) {
        Scope scope = access.target().scope();
        Optional<String> subscription = scope.subscription();
        if (subscription.isEmpty()) {
            return nothing("A management group has no activity of its own that this library reads.");
        }
        Instant oldest = clock.instant().minus(KEPT);
        if (!to.isAfter(oldest)) {
            return nothing(LIMITS);
        }
        ScopeWalk walk = new ScopeWalk(List.of(scope), azure.endpoint());
        ScopeWalk.Place place = walk.place(page);
        PagedResponse<EventDataInner> found = Failure.orThrow(() -> Pages.one(
                azure.monitor(subscription.get())
                        .getActivityLogs()
                        .list(filter(scope, from.isBefore(oldest) ? oldest : from, to), null, Context.NONE),
                place.inner()));
        List<Activity> entries = found.getValue().stream()
                .filter(event -> isBy(event, access.principal().objectId()))
                .flatMap(event -> activity(event).stream())
                .filter(done -> !done.at().isBefore(from) && done.at().isBefore(to))
                .toList();
        return new Page(
                entries,
                Optional.of(to.plus(DELAY)),
                LIMITS,
                walk.next(place, Optional.ofNullable(found.getContinuationToken())));
    }

    private static Page nothing(String why) {
        return new Page(List.of(), Optional.empty(), why, Optional.empty());
    }

    /** The scope is one of ours, whose characters need no quoting. */
    static String filter(Scope scope, Instant from, Instant to) {
        String time = "eventTimestamp ge '" + from + "' and eventTimestamp le '" + to + "'";
        if (scope.isResource()) {
            return time + " and resourceUri eq '" + scope.id() + "'";
        }
        return time
                + scope.resourceGroup()
                        .map(group -> " and resourceGroupName eq '" + group + "'")
                        .orElse("");
    }

    private static boolean isBy(EventDataInner event, String objectId) {
        Map<String, String> claims = event.claims() == null ? Map.of() : event.claims();
        return OBJECT_ID.stream().anyMatch(name -> objectId.equalsIgnoreCase(claims.get(name)))
                || objectId.equalsIgnoreCase(event.caller());
    }

    private static Optional<Activity> activity(EventDataInner event) {
        if (event.eventTimestamp() == null) {
            return Optional.empty();
        }
        Map<String, String> details = new TreeMap<>();
        put(details, "status", event.status() == null ? null : event.status().value());
        put(details, "correlationId", event.correlationId());
        put(details, "eventId", event.eventDataId());
        put(
                details,
                "callerIp",
                event.httpRequest() == null ? null : event.httpRequest().clientIpAddress());
        String action =
                event.operationName() == null ? "" : text(event.operationName().value());
        return Optional.of(new Activity(
                event.eventTimestamp().toInstant(),
                action.isEmpty() ? "unnamed" : action,
                text(event.resourceId()),
                details));
    }

    private static void put(Map<String, String> details, String name, @Nullable String value) {
        if (!text(value).isEmpty()) {
            details.put(name, text(value));
        }
    }

    private static String text(@Nullable String value) {
        String text = value == null ? "" : value;
        return text.length() > 500 ? text.substring(0, 500) : text;
    }
}
