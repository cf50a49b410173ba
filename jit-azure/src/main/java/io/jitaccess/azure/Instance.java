package io.jitaccess.azure;

import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentScheduleInstanceInner;
import com.azure.resourcemanager.authorization.models.MemberType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Privileged Identity Management says is in force now, by itself and not through a group or a scope above: given, or
 * activated by the principal, whose eligibility it is.
 *
 * @param schedule the name of the schedule behind it
 * @param scheduleId its whole id
 * @param condition under which it holds; blank if it always does
 */
record Instance(
        String schedule,
        String scheduleId,
        Principal principal,
        Target target,
        Optional<Instant> start,
        Optional<Instant> end,
        String condition) {

    static Optional<Instance> of(RoleAssignmentScheduleInstanceInner inner) {
        Optional<Principal> principal = Principal.of(
                inner.principalType() == null ? "" : inner.principalType().toString(), text(inner.principalId()));
        Optional<Target> target = Scope.parse(text(inner.scope()))
                .flatMap(scope -> Guids.last(text(inner.roleDefinitionId())).map(role -> new Target(scope, role)));
        boolean direct = inner.memberType() == null || MemberType.DIRECT.equals(inner.memberType());
        if (principal.isEmpty() || target.isEmpty() || !direct) {
            return Optional.empty();
        }
        String schedule = text(inner.roleAssignmentScheduleId());
        return Optional.of(new Instance(
                lastPart(schedule),
                schedule,
                principal.get(),
                target.get(),
                instant(inner.startDateTime()),
                instant(inner.endDateTime()),
                text(inner.condition()).strip()));
    }

    static String lastPart(String id) {
        return id.substring(id.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
