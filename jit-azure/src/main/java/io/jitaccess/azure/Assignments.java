package io.jitaccess.azure;

import com.azure.core.http.rest.PagedIterable;
import com.azure.core.http.rest.PagedResponse;
import com.azure.core.http.rest.Response;
import com.azure.core.util.Context;
import com.azure.resourcemanager.authorization.fluent.RoleAssignmentsClient;
import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import com.azure.resourcemanager.authorization.models.PrincipalType;
import com.azure.resourcemanager.authorization.models.RoleAssignmentCreateParameters;
import io.jitaccess.id.AssignmentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and writes role assignments, one request at a time. What fails is thrown as the SDK throws it. */
final class Assignments {

    /** One principal's role assignments fill few pages; a list that goes on is broken. */
    private static final int MOST_PAGES = 20;

    private static final int CREATED = 201;
    private static final int OK = 200;

    private final RoleAssignmentsClient client;
    private final Mark mark;

    Assignments(Azure azure, Mark mark) {
        this.client = azure.authorization().getRoleAssignments();
        this.mark = mark;
    }

    /** The one role assignment of the role to the principal on this very scope, whoever made it. */
    Optional<Entry> find(Target target, String objectId) {
        return find(target.scope(), target, objectId);
    }

    /**
     * The same, by a list that starts elsewhere.
     *
     * @param at the target's scope or one above it: a list shows what is above and below
     */
    Optional<Entry> find(Scope at, Target target, String objectId) {
        // the SDK sends the filter as it is
        String filter = "principalId%20eq%20'" + objectId + "'";
        List<RoleAssignmentInner> all =
                Pages.all(client.listForScope(at.path(), filter, null, null, Context.NONE), MOST_PAGES);
        return all.stream()
                .flatMap(inner -> Entry.of(inner, mark).stream())
                .filter(entry -> entry.isFor(target, objectId))
                .findFirst();
    }

    /** A page of everything on a scope and below it. */
    Page page(Scope scope, Optional<String> from) {
        PagedIterable<RoleAssignmentInner> list = client.listForScope(scope.path(), null, null, null, Context.NONE);
        PagedResponse<RoleAssignmentInner> page = Pages.one(list, from);
        List<Entry> entries = new ArrayList<>();
        page.getValue().forEach(inner -> Entry.of(inner, mark).ifPresent(entries::add));
        return new Page(entries, Optional.ofNullable(page.getContinuationToken()));
    }

    /** @param next where the next page begins; empty on the last */
    record Page(List<Entry> entries, Optional<String> next) {
        Page {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Writes the role assignment of ours: makes it, or gives it another condition.
     *
     * @return whether Azure says that it made it
     */
    boolean put(AssignmentId assignment, Target target, Principal principal, String condition) {
        RoleAssignmentCreateParameters body = new RoleAssignmentCreateParameters()
                .withRoleDefinitionId(target.scope().roleId(target.role()))
                .withPrincipalId(principal.objectId())
                .withPrincipalType(PrincipalType.fromString(principal.type()))
                .withDescription(mark.text(assignment));
        if (!condition.isEmpty()) {
            body.withCondition(condition).withConditionVersion(UtcCondition.VERSION);
        }
        Response<RoleAssignmentInner> answer = client.createWithResponse(
                target.scope().path(), name(assignment, target, principal.objectId()), body, Context.NONE);
        return answer.getStatusCode() == CREATED;
    }

    /**
     * Deletes a role assignment of ours.
     *
     * @return whether there was one
     */
    boolean delete(AssignmentId assignment, Target target, String objectId) {
        return client.deleteWithResponse(target.scope().path(), name(assignment, target, objectId), null, Context.NONE)
                        .getStatusCode()
                == OK;
    }

    String name(AssignmentId assignment, Target target, String objectId) {
        return mark.name(assignment, target, objectId).toString();
    }
}
