package io.jitaccess.spi;

import io.jitaccess.audit.AuditEvent;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import java.util.Set;

/**
 * What a channel delivers.
 *
 * @param event what happened; its id is the same at each delivery
 * @param toUsers whom it concerns: beneficiary, requester, approvers
 * @param toGroups groups whom it concerns: approvers
 */
public record Notification(AuditEvent event, Set<IdentityId> toUsers, Set<GroupId> toGroups) {

    public Notification {
        toUsers = Set.copyOf(toUsers);
        toGroups = Set.copyOf(toGroups);
    }
}
