package io.jitaccess.spi;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import java.util.Optional;

/**
 * Which access a call is about.
 *
 * @param assignment what marks carry; in a kind with marks it alone addresses the entry
 * @param grant the one grant it is for, where the kind is per grant. Empty, in a kind with marks, for an entry that a
 *     listing showed and nothing else is known of: it is looked at and revoked by its mark, and never assigned
 */
public record AccessRef(
        AssignmentId assignment,
        PrincipalId principal,
        Entitlement entitlement,
        TargetKey targetKey,
        Optional<GrantId> grant) {}
