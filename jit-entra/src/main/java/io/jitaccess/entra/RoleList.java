package io.jitaccess.entra;

import com.microsoft.graph.models.UnifiedRoleAssignmentScheduleInstance;
import com.microsoft.graph.models.UnifiedRoleAssignmentScheduleInstanceCollectionResponse;
import com.microsoft.graph.rolemanagement.directory.roleassignmentscheduleinstances.RoleAssignmentScheduleInstancesRequestBuilder;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.spi.ListedAccess;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Goes through the roles that may be handed out: who holds them, whoever gave them, in one page of one role at a time. */
record RoleList(Context context, RoleNames names) {

    ListedAccess.Page page(Optional<String> from) {
        Place place = Place.parse(from);
        if (place.index() >= names.ids().size()) {
            return new ListedAccess.Page(List.of(), Optional.empty());
        }
        String role = names.ids().get(place.index());
        RoleAssignmentScheduleInstancesRequestBuilder instances =
                context.graph().client().roleManagement().directory().roleAssignmentScheduleInstances();
        UnifiedRoleAssignmentScheduleInstanceCollectionResponse found = place.isFirst()
                ? instances.get(ask -> ask.queryParameters.filter = "roleDefinitionId eq '" + role + "'")
                : instances
                        .withUrl(context.graph().base() + "/roleManagement/directory/roleAssignmentScheduleInstances?"
                                + place.query())
                        .get();
        if (found == null) {
            throw new FailedException(Failure.unreadable());
        }
        return place.page(
                PimRoles.assigned(found).stream()
                        .flatMap(instance -> listed(role, instance))
                        .toList(),
                Place.next(place.index(), names.ids().size(), found.getOdataNextLink()));
    }

    private Stream<ListedAccess> listed(String role, UnifiedRoleAssignmentScheduleInstance instance) {
        return Optional.ofNullable(instance.getPrincipalId()).flatMap(Ids::canonical).stream()
                .flatMap(id -> PimRoles.scope(instance).stream().map(scope -> {
                    Entitlement entitlement = names.entitlement(role, scope);
                    return new ListedAccess(
                            new PrincipalId(id),
                            entitlement,
                            RoleNames.key(entitlement),
                            Optional.empty(),
                            PimRoles.end(instance));
                }));
    }
}
