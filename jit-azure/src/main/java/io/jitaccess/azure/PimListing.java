package io.jitaccess.azure;

import com.azure.core.http.rest.PagedResponse;
import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentScheduleInstanceInner;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.ListedAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists what Privileged Identity Management says is in force, and which of it is ours. */
record PimListing(Allowed allowed, Context context, Pim pim) {

    ListedAccess.Page page(Optional<String> from) {
        ScopeWalk walk = new ScopeWalk(allowed.scopes(), context.azure().endpoint());
        ScopeWalk.Place place = walk.place(from);
        if (walk.isOver(place)) {
            return new ListedAccess.Page(List.of(), Optional.empty());
        }
        Scope scope = walk.scope(place);
        PagedResponse<RoleAssignmentScheduleInstanceInner> page = pim.page(scope, place.inner());
        List<Instance> found = page.getValue().stream()
                .flatMap(inner -> Instance.of(inner).stream())
                .filter(instance -> allowed.isIn(instance.target().scope()))
                .toList();
        Map<String, AssignmentId> marks = found.isEmpty() ? Map.of() : pim.marks(scope);
        return new ListedAccess.Page(
                found.stream()
                        .flatMap(instance ->
                                listed(instance, Optional.ofNullable(marks.get(instance.schedule()))).stream())
                        .toList(),
                walk.next(place, Optional.ofNullable(page.getContinuationToken())));
    }

    private Optional<ListedAccess> listed(Instance instance, Optional<AssignmentId> mark) {
        boolean handedOut = mark.isPresent()
                || (allowed.role(instance.target().role())
                        && instance.condition().isEmpty());
        return handedOut
                ? Optional.of(new ListedAccess(
                        instance.principal().id(),
                        instance.target().entitlement(context.provider(), Descriptors.PIM),
                        Keys.of(Descriptors.PIM, instance.target()),
                        mark,
                        instance.end()))
                : Optional.empty();
    }
}
