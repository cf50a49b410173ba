package io.jitaccess.identity;

/** What an identity stands for. */
public enum IdentityKind {
    /** A person. */
    HUMAN,
    /** A workload, pipeline or agent; it has an owner. */
    SERVICE
}
