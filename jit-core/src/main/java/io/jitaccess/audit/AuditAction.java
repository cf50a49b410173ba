package io.jitaccess.audit;

/** What happened. Constants will be added; programs must expect ones that they do not know. */
public enum AuditAction {
    REQUEST_CREATED,
    REQUEST_APPROVED,
    REQUEST_DENIED,
    REQUEST_WITHDRAWN,
    REQUEST_LAPSED,
    STAGE_OPENED,
    STAGE_REMINDED,
    STAGE_ESCALATED,
    DECISION_MADE,
    GRANT_CREATED,
    GRANT_ACTIVATING,
    GRANT_ACTIVE,
    GRANT_EXTENDED,
    GRANT_END_NEAR,
    GRANT_ENDING,
    GRANT_ENDED,
    CLAIM_HOLDING,
    CLAIM_ACTIVE,
    CLAIM_FAILED,
    CLAIM_ENDED,
    ASSIGN_ATTEMPTED,
    REVOKE_ATTEMPTED,
    /** The provider gave a definite answer to an attempt. */
    ATTEMPT_ANSWERED,
    /** Access that no grant explains was found where a grant wants access; it stays. */
    STANDING_FOUND,
    /** A provider without marks said "already there" after a committed absence: treated as ours. */
    OWNERSHIP_DISPUTED,
    /** Somebody removed access of ours at the provider. */
    REMOVED_OUTSIDE,
    /** Somebody changed access of ours at the provider. */
    CHANGED_OUTSIDE,
    /** Access of ours was found after its row had been closed. */
    ZOMBIE_FOUND,
    ACCESS_PRESENT,
    ACCESS_ABSENT,
    SESSIONS_ENDED,
    CREDENTIAL_COLLECTED,
    /** Access past its end is not confirmed absent, beyond the alarm threshold. */
    REVOCATION_OVERDUE,
    GRANTING_SUSPENDED,
    GRANTING_RESUMED,
    KILL_SWITCH_USED,
    CATALOGUE_ACCEPTED,
    CATALOGUE_REFUSED,
    DRIFT_SCANNED
}
