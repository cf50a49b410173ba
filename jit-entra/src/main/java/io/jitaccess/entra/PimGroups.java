package io.jitaccess.entra;

import com.microsoft.graph.models.PrivilegedAccessGroupAssignmentScheduleInstance;
import com.microsoft.graph.models.PrivilegedAccessGroupAssignmentScheduleInstanceCollectionResponse;
import com.microsoft.graph.models.PrivilegedAccessGroupAssignmentScheduleRequest;
import com.microsoft.graph.models.PrivilegedAccessGroupAssignmentType;
import com.microsoft.graph.models.PrivilegedAccessGroupMemberType;
import com.microsoft.graph.models.PrivilegedAccessGroupRelationships;
import com.microsoft.graph.models.ScheduleRequestActions;
import com.microsoft.kiota.RequestInformation;
import io.jitaccess.spi.AccessRef;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** PIM for Groups: memberships that end by themselves. */
record PimGroups(Context context, Members members) implements Pim {

    @Override
    public RequestInformation request(AccessRef access, Wish wish, Optional<Span> span) {
        PrivilegedAccessGroupAssignmentScheduleRequest request = new PrivilegedAccessGroupAssignmentScheduleRequest();
        request.setAccessId(PrivilegedAccessGroupRelationships.Member);
        request.setGroupId(Members.group(access));
        request.setPrincipalId(Members.principal(access));
        request.setAction(
                switch (wish) {
                    case ASSIGN -> ScheduleRequestActions.AdminAssign;
                    case UPDATE -> ScheduleRequestActions.AdminUpdate;
                    case REMOVE -> ScheduleRequestActions.AdminRemove;
                });
        span.ifPresent(time -> request.setScheduleInfo(PimSchedules.of(time)));
        request.setJustification(PimSchedules.justification(access));
        return context.graph()
                .client()
                .identityGovernance()
                .privilegedAccess()
                .group()
                .assignmentScheduleRequests()
                .toPostRequestInformation(request);
    }

    @Override
    public RequestInformation status(String request) {
        return context.graph()
                .client()
                .identityGovernance()
                .privilegedAccess()
                .group()
                .assignmentScheduleRequests()
                .byPrivilegedAccessGroupAssignmentScheduleRequestId(request)
                .toGetRequestInformation();
    }

    RequestInformation instances(String filter) {
        return context.graph()
                .client()
                .identityGovernance()
                .privilegedAccess()
                .group()
                .assignmentScheduleInstances()
                .toGetRequestInformation(ask -> ask.queryParameters.filter = filter);
    }

    /** The members and PIM's assignments: what was added past PIM is in the one alone. */
    @Override
    public List<PimSight> look(List<AccessRef> accesses) {
        List<RequestInformation> requests = new ArrayList<>();
        accesses.forEach(access -> {
            requests.add(members.look(access));
            requests.add(instances("groupId eq '" + Members.group(access) + "' and principalId eq '"
                    + Members.principal(access) + "'"));
        });
        List<Answer> answers = context.graph().send(requests);
        List<PimSight> seen = new ArrayList<>();
        for (int i = 0; i < accesses.size(); i++) {
            seen.add(sight(accesses.get(i), answers.get(2 * i), answers.get(2 * i + 1)));
        }
        return seen;
    }

    private static PimSight sight(AccessRef access, Answer member, Answer instances) {
        try {
            if (member.failure().isPresent()) {
                return PimSight.failed(member.failure().get());
            }
            boolean isMember = Members.isThere(member, access);
            Optional<Failure> failure = instances.failure();
            if (failure.isPresent()) {
                // without a licence PIM does nothing any more, and the members are all there is
                return PimRefusal.UNLICENSED.is(failure.get())
                        ? isMember ? PimSight.member() : PimSight.absent()
                        : PimSight.failed(failure.get());
            }
            PrivilegedAccessGroupAssignmentScheduleInstanceCollectionResponse page = instances.as(
                    PrivilegedAccessGroupAssignmentScheduleInstanceCollectionResponse::createFromDiscriminatorValue);
            List<PrivilegedAccessGroupAssignmentScheduleInstance> found = memberships(page);
            List<PrivilegedAccessGroupAssignmentScheduleInstance> assigned =
                    found.stream().filter(PimGroups::isAssigned).toList();
            if (!assigned.isEmpty()) {
                PrivilegedAccessGroupAssignmentScheduleInstance first = assigned.get(0);
                return PimSight.present(first.getStartDateTime(), first.getEndDateTime());
            }
            return isMember && found.isEmpty() ? PimSight.member() : PimSight.absentUnless(page);
        } catch (FailedException e) {
            return PimSight.failed(e.failure());
        }
    }

    /** Direct memberships: those that are assigned, and those that the person activated. */
    static List<PrivilegedAccessGroupAssignmentScheduleInstance> memberships(
            PrivilegedAccessGroupAssignmentScheduleInstanceCollectionResponse page) {
        return Optional.ofNullable(page.getValue()).orElse(List.of()).stream()
                .filter(instance -> instance.getAccessId() == PrivilegedAccessGroupRelationships.Member
                        && instance.getMemberType() != PrivilegedAccessGroupMemberType.Group)
                .toList();
    }

    static boolean isAssigned(PrivilegedAccessGroupAssignmentScheduleInstance instance) {
        return instance.getAssignmentType() != PrivilegedAccessGroupAssignmentType.Activated;
    }

    static Optional<Instant> end(PrivilegedAccessGroupAssignmentScheduleInstance instance) {
        return Optional.ofNullable(instance.getEndDateTime()).map(OffsetDateTime::toInstant);
    }

    /** learn.microsoft.com/graph/api/resources/privilegedidentitymanagement-for-groups-api-overview */
    @Override
    public Optional<RequestInformation> direct(AccessRef access) {
        return Optional.of(members.remove(access));
    }

    @Override
    public List<Integer> fit(Changes all) {
        return new Fitness(context.groups()).of(all);
    }
}
