package io.jitaccess.approval;

/** What an approver says. */
public enum Verdict {
    APPROVE,
    DENY
}
