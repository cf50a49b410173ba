package io.jitaccess;

import io.jitaccess.audit.AuditEvent;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.problem.Outcome;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;

/**
 * The library, as an application uses it. Made by {@link #builder()}; safe for all threads; two in one process know
 * nothing of each other.
 *
 * <p>Every use case names its <em>caller</em>: an identity that the host has authenticated. The library authorises it,
 * against the directory as it is then. A use case changes rows only, in the host's transaction where the calling thread
 * has one; the reconciler then makes the providers agree. An answer is an {@link Outcome}: done, or refused with every
 * problem and nothing changed. A store that fails throws {@link io.jitaccess.spi.store.StoreException}.
 */
public interface JitAccess extends AutoCloseable {

    static JitAccessBuilder builder() {
        return new JitAccessBuilder();
    }

    /** Asking, explaining, deciding. */
    Requests requests();

    /** Holding and giving back. */
    Grants grants();

    /** What administrators do: revoke, kill switch, suspensions, catalogue. */
    Administration administration();

    /** The record, newest first. For auditors and administrators everything; for others what concerns them. */
    Outcome<Page<AuditEvent>> audit(IdentityId caller, AuditQuery query, PageRequest page);

    /** Who the caller is, if the directory knows it as active. */
    Outcome<Caller> caller(IdentityId caller);

    /** What monitoring asks for; for the host's own use, no caller. */
    Status status();

    /**
     * Takes what the eligibility source offers, then starts the reconciler and everything else that runs by itself.
     * Idempotent. What the source offers and is not accepted is in {@link Status#catalogueProblem()}.
     */
    void start();

    /**
     * Does everything that is due now on the calling thread, and returns when nothing is: for hosts that drive the library
     * by hand, such as a scheduled function, and for tests. Notifications wait for {@link #start()}. Call time-outs are not
     * enforced, because nobody watches.
     *
     * @throws IllegalStateException while the library runs by itself
     */
    void runDue();

    /**
     * Stops what runs by itself: finishes or hands back leased work, for at most the configured grace. Idempotent; the
     * use cases go on working. Access that is due to end while no node runs ends when one runs again (or by the
     * provider's own expiry).
     */
    @Override
    void close();
}
