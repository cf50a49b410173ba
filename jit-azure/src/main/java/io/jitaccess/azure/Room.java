package io.jitaccess.azure;

import com.azure.core.util.Context;
import com.azure.resourcemanager.authorization.fluent.RoleAssignmentsClient;
import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether there is room for another role assignment: counts those of a subscription or management group, and believes
 * the count for some minutes, own ones added. Azure refuses in any case what is too much.
 */
final class Room {

    /** For a subscription with all that is below it: "Troubleshoot Azure RBAC limits". */
    static final int SUBSCRIPTION = 4000;

    /** For a management group alone: the same page. */
    static final int MANAGEMENT_GROUP = 500;

    private static final Duration BELIEVED = Duration.ofMinutes(10);

    /** Near the limit the count is made anew before anything is refused. */
    private static final Duration BELIEVED_WHEN_FULL = Duration.ofSeconds(30);

    private record Count(int number, Instant at) {}

    private final RoleAssignmentsClient client;
    private final Clock clock;

    /** Bounded by the scopes that are configured. */
    private final Map<Scope, Count> counts = new ConcurrentHashMap<>();

    Room(Azure azure, Clock clock) {
        this.client = azure.authorization().getRoleAssignments();
        this.clock = clock;
    }

    /** Why there is none; empty if there is, or if it may not be counted. */
    Optional<String> problem(Scope scope) {
        Scope top = scope.top();
        int limit = top.isManagementGroup() ? MANAGEMENT_GROUP : SUBSCRIPTION;
        Count count = counts.get(top);
        boolean full = count != null && count.number() >= limit;
        Duration believed = full ? BELIEVED_WHEN_FULL : BELIEVED;
        if (count == null || !clock.instant().isBefore(count.at().plus(believed))) {
            try {
                count = new Count(count(top), clock.instant());
                counts.put(top, count);
            } catch (RuntimeException e) {
                Failure.Meaning meaning = Failure.of(e).meaning();
                if (meaning == Failure.Meaning.FORBIDDEN || meaning == Failure.Meaning.NOT_FOUND) {
                    return Optional.empty();
                }
                throw e;
            }
        }
        return count.number() < limit
                ? Optional.empty()
                : Optional.of("there is no room for another role assignment: " + count.number() + " of " + limit
                        + " on " + top);
    }

    /** One more of ours. */
    void taken(Scope scope) {
        counts.computeIfPresent(scope.top(), (top, count) -> new Count(count.number() + 1, count.at()));
    }

    private int count(Scope top) {
        int number = 0;
        // what is inherited from above counts there
        for (RoleAssignmentInner each :
                Pages.all(client.listForScope(top.path(), null, null, null, Context.NONE), 200)) {
            Optional<Scope> at = each.scope() == null ? Optional.empty() : Scope.parse(each.scope());
            boolean counts = at.filter(scope -> top.isManagementGroup() ? scope.equals(top) : scope.isWithin(top))
                    .isPresent();
            number += counts ? 1 : 0;
        }
        return number;
    }
}
