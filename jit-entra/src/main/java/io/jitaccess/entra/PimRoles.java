package io.jitaccess.entra;

import com.microsoft.graph.models.UnifiedRoleAssignmentScheduleInstance;
import com.microsoft.graph.models.UnifiedRoleAssignmentScheduleInstanceCollectionResponse;
import com.microsoft.graph.models.UnifiedRoleAssignmentScheduleRequest;
import com.microsoft.graph.models.UnifiedRoleScheduleRequestActions;
import com.microsoft.kiota.RequestInformation;
import io.jitaccess.spi.AccessRef;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** PIM for roles of the directory. */
record PimRoles(Context context) implements Pim {

    @Override
    public RequestInformation request(AccessRef access, Wish wish, Optional<Span> span) {
        UnifiedRoleAssignmentScheduleRequest request = new UnifiedRoleAssignmentScheduleRequest();
        request.setRoleDefinitionId(role(access));
        request.setDirectoryScopeId(RoleNames.scope(access.entitlement()));
        request.setPrincipalId(Members.principal(access));
        request.setAction(
                switch (wish) {
                    case ASSIGN -> UnifiedRoleScheduleRequestActions.AdminAssign;
                    case UPDATE -> UnifiedRoleScheduleRequestActions.AdminUpdate;
                    case REMOVE -> UnifiedRoleScheduleRequestActions.AdminRemove;
                });
        span.ifPresent(time -> request.setScheduleInfo(PimSchedules.of(time)));
        request.setJustification(PimSchedules.justification(access));
        return context.graph()
                .client()
                .roleManagement()
                .directory()
                .roleAssignmentScheduleRequests()
                .toPostRequestInformation(request);
    }

    @Override
    public RequestInformation status(String request) {
        return context.graph()
                .client()
                .roleManagement()
                .directory()
                .roleAssignmentScheduleRequests()
                .byUnifiedRoleAssignmentScheduleRequestId(request)
                .toGetRequestInformation();
    }

    RequestInformation instances(String filter) {
        return context.graph()
                .client()
                .roleManagement()
                .directory()
                .roleAssignmentScheduleInstances()
                .toGetRequestInformation(ask -> ask.queryParameters.filter = filter);
    }

    @Override
    public List<PimSight> look(List<AccessRef> accesses) {
        List<Answer> answers = context.graph()
                .send(
                        accesses,
                        access -> instances("principalId eq '" + Members.principal(access)
                                + "' and roleDefinitionId eq '" + role(access) + "'"));
        List<PimSight> seen = new ArrayList<>();
        for (int i = 0; i < accesses.size(); i++) {
            seen.add(sight(accesses.get(i), answers.get(i)));
        }
        return seen;
    }

    private static PimSight sight(AccessRef access, Answer answer) {
        if (answer.failure().isPresent()) {
            return PimSight.failed(answer.failure().get());
        }
        try {
            UnifiedRoleAssignmentScheduleInstanceCollectionResponse page =
                    answer.as(UnifiedRoleAssignmentScheduleInstanceCollectionResponse::createFromDiscriminatorValue);
            return assigned(page).stream()
                    .filter(instance -> scope(instance).equals(Optional.of(RoleNames.scope(access.entitlement()))))
                    .findFirst()
                    .map(instance -> PimSight.present(instance.getStartDateTime(), instance.getEndDateTime()))
                    .orElseGet(() -> PimSight.absentUnless(page));
        } catch (FailedException e) {
            return PimSight.failed(e.failure());
        }
    }

    /** Direct ones that somebody gave; those that a person activated are the person's own. */
    static List<UnifiedRoleAssignmentScheduleInstance> assigned(
            UnifiedRoleAssignmentScheduleInstanceCollectionResponse page) {
        return Optional.ofNullable(page.getValue()).orElse(List.of()).stream()
                .filter(instance -> !"Activated".equals(instance.getAssignmentType())
                        && (instance.getMemberType() == null || "Direct".equals(instance.getMemberType())))
                .toList();
    }

    /** Of those that are in the whole tenant or in an administrative unit. */
    static Optional<String> scope(UnifiedRoleAssignmentScheduleInstance instance) {
        return Optional.ofNullable(instance.getDirectoryScopeId()).flatMap(RoleNames::canonicalScope);
    }

    static Optional<Instant> end(UnifiedRoleAssignmentScheduleInstance instance) {
        return Optional.ofNullable(instance.getEndDateTime()).map(OffsetDateTime::toInstant);
    }

    /** None that is documented: what PIM refuses to take back waits until it does. */
    @Override
    public Optional<RequestInformation> direct(AccessRef access) {
        return Optional.empty();
    }

    @Override
    public List<Integer> fit(Changes all) {
        return all.assigns();
    }

    private static String role(AccessRef access) {
        return RoleNames.role(access.entitlement());
    }
}
