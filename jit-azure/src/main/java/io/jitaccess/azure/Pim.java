package io.jitaccess.azure;

import com.azure.core.util.Context;
import com.azure.resourcemanager.authorization.fluent.RoleAssignmentScheduleInstancesClient;
import com.azure.resourcemanager.authorization.fluent.RoleAssignmentScheduleRequestsClient;
import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentScheduleInstanceInner;
import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentScheduleRequestInner;
import com.azure.resourcemanager.authorization.models.RequestType;
import com.azure.resourcemanager.authorization.models.RoleAssignmentScheduleRequestPropertiesScheduleInfo;
import com.azure.resourcemanager.authorization.models.RoleAssignmentScheduleRequestPropertiesScheduleInfoExpiration;
import com.azure.resourcemanager.authorization.models.RoleAssignmentScheduleRequestPropertiesTicketInfo;
import com.azure.resourcemanager.authorization.models.Status;
import com.azure.resourcemanager.authorization.models.Type;
import io.jitaccess.id.AssignmentId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Talks to Privileged Identity Management, one request at a time. What fails is thrown as the SDK throws it. */
final class Pim {

    /** One principal's own on one scope, also where every day has been asked for something for years. */
    private static final int MOST_PAGES = 100;

    /** Requests stay listed after they are done. */
    private static final int MOST_PAGES_OF_SCOPE = 200;

    private static final Set<RequestType> OURS = Set.of(RequestType.ADMIN_ASSIGN, RequestType.ADMIN_UPDATE);

    private final RoleAssignmentScheduleInstancesClient instances;
    private final RoleAssignmentScheduleRequestsClient requests;
    private final Mark mark;

    Pim(Azure azure, Mark mark) {
        this.instances = azure.authorization().getRoleAssignmentScheduleInstances();
        this.requests = azure.authorization().getRoleAssignmentScheduleRequests();
        this.mark = mark;
    }

    /** All that gives the principal the role on this very scope now: one's own activation may be beside ours. */
    List<Instance> find(Scope at, Target target, String objectId) {
        return Pages.all(instances.listForScope(at.path(), byPrincipal(objectId), Context.NONE), MOST_PAGES).stream()
                .flatMap(inner -> Instance.of(inner).stream())
                .filter(instance -> instance.target().equals(target)
                        && instance.principal().objectId().equals(objectId))
                .toList();
    }

    /** Which of the principal's schedules were made by which assignments of ours, by the schedules' names. */
    Map<String, AssignmentId> marks(Scope at, String objectId) {
        return marks(Pages.all(requests.listForScope(at.path(), byPrincipal(objectId), Context.NONE), MOST_PAGES));
    }

    /** The same for everybody's on a scope and below it, as far as the library's own account asked for them. */
    Map<String, AssignmentId> marks(Scope at) {
        return marks(Pages.all(requests.listForScope(at.path(), "asRequestor()", Context.NONE), MOST_PAGES_OF_SCOPE));
    }

    private Map<String, AssignmentId> marks(List<RoleAssignmentScheduleRequestInner> all) {
        Map<String, AssignmentId> marks = new HashMap<>();
        for (RoleAssignmentScheduleRequestInner each : all) {
            // a moved end may have become a schedule of its own: which it does is not documented; and what people write
            // when they activate something is no mark
            boolean made = OURS.contains(each.requestType()) && each.targetRoleAssignmentScheduleId() != null;
            if (made) {
                mark.read(each.justification())
                        .ifPresent(id -> marks.put(Instance.lastPart(each.targetRoleAssignmentScheduleId()), id));
            }
        }
        return marks;
    }

    /** A page of what is in force on a scope and below it. */
    com.azure.core.http.rest.PagedResponse<RoleAssignmentScheduleInstanceInner> page(
            Scope scope, Optional<String> from) {
        return Pages.one(instances.listForScope(scope.path(), null, Context.NONE), from);
    }

    /** Asks for nothing but whether the tenant has a licence: lists what the library's own account itself holds. */
    void probe(Scope scope) {
        Pages.one(instances.listForScope(scope.path(), "asTarget()", Context.NONE), Optional.empty());
    }

    /**
     * A request under a name of its own.
     *
     * @param until empty for a removal alone: what is given always has an end
     * @param schedule which one is changed or removed
     */
    record Ask(
            RequestType type,
            AssignmentId assignment,
            Target target,
            Principal principal,
            Instant start,
            Optional<Instant> until,
            Optional<String> schedule) {

        Ask {
            boolean gives = !RequestType.ADMIN_REMOVE.equals(type);
            if (gives && until.isEmpty()) {
                throw new IllegalArgumentException("a request without an end would be for ever");
            }
        }
    }

    /** How far a request is. */
    record Progress(String name, Optional<Status> status) {}

    Progress send(Ask ask) {
        RoleAssignmentScheduleRequestInner body = new RoleAssignmentScheduleRequestInner()
                .withPrincipalId(ask.principal().objectId())
                .withRoleDefinitionId(ask.target().scope().roleId(ask.target().role()))
                .withRequestType(ask.type())
                .withJustification(mark.text(ask.assignment()))
                .withTicketInfo(new RoleAssignmentScheduleRequestPropertiesTicketInfo()
                        .withTicketSystem(mark.prefix())
                        .withTicketNumber(ask.assignment().toString()));
        ask.schedule().ifPresent(body::withTargetRoleAssignmentScheduleId);
        ask.until()
                .ifPresent(end -> body.withScheduleInfo(new RoleAssignmentScheduleRequestPropertiesScheduleInfo()
                        .withStartDateTime(ask.start().atOffset(ZoneOffset.UTC))
                        .withExpiration(new RoleAssignmentScheduleRequestPropertiesScheduleInfoExpiration()
                                .withType(Type.AFTER_DATE_TIME)
                                .withEndDateTime(end.atOffset(ZoneOffset.UTC)))));
        String name = UUID.randomUUID().toString();
        return progress(
                name,
                requests.createWithResponse(ask.target().scope().path(), name, body, Context.NONE)
                        .getValue());
    }

    Progress look(Scope scope, String name) {
        return progress(
                name, requests.getWithResponse(scope.path(), name, Context.NONE).getValue());
    }

    private static Progress progress(String name, RoleAssignmentScheduleRequestInner inner) {
        return new Progress(name, Optional.ofNullable(inner.status()));
    }

    private static String byPrincipal(String objectId) {
        return "principalId eq '" + objectId + "'";
    }
}
