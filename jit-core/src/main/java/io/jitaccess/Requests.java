package io.jitaccess;

import io.jitaccess.approval.Verdict;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.problem.Outcome;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestDraft;
import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.RequestQuery;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Asking for access and deciding about it. See {@link JitAccess} for callers, transactions and errors. */
public interface Requests {

    /** What the caller may ask for, for itself, by name. Memory only, but for the directory. */
    Outcome<List<Offer>> offers(IdentityId caller);

    /**
     * What asking this would lead to, now: the same evaluation as {@link #request}, without its effect. A refusal is
     * explained, not refused; {@link Outcome.Refused} is left for a caller whom the directory does not know, and for a
     * directory that does not answer.
     */
    Outcome<Explanation> explain(IdentityId caller, RequestDraft draft);

    /**
     * Asks. The answer's state says what came of it: PENDING, APPROVED (with its grant) or DENIED by policy. With an
     * idempotency key that the caller used before, the first request as it stands now.
     */
    Outcome<AccessRequest> request(IdentityId caller, RequestDraft draft);

    /**
     * What the caller asked with this idempotency key, as it stands now; empty if nothing. For an asker who does not know
     * whether an ask went through. A key is one line of 1 to 200 characters.
     */
    Outcome<Optional<AccessRequest>> askedWith(IdentityId caller, String idempotencyKey);

    /** As {@link #explain}, for {@link #extend}. */
    Outcome<Explanation> explainExtension(IdentityId caller, GrantId grant, Extension extension);

    /** Asks to end a live grant later: a request under today's policy; the grant stands as it is meanwhile. */
    Outcome<AccessRequest> extend(IdentityId caller, GrantId grant, Extension extension);

    /**
     * How to lengthen a grant.
     *
     * @param by how much later it shall end; whole seconds
     */
    record Extension(Duration by, String reason, Optional<String> ticket, Optional<String> idempotencyKey) {

        public Extension {
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(ticket, "ticket");
            Objects.requireNonNull(idempotencyKey, "idempotencyKey");
        }

        public static Extension by(Duration more, String reason) {
            return new Extension(more, reason, Optional.empty(), Optional.empty());
        }
    }

    /**
     * Decides on the open stage.
     *
     * @param seen the request's version that the caller saw; any other is a conflict
     */
    Outcome<AccessRequest> decide(IdentityId caller, RequestId request, long seen, Verdict verdict, String comment);

    /** Takes a pending request back: its requester or beneficiary. */
    Outcome<AccessRequest> withdraw(IdentityId caller, RequestId request);

    /** One request that the caller may see: its own, one that it decides or decided on, any for administrator or auditor. */
    Outcome<AccessRequest> find(IdentityId caller, RequestId request);

    /** The requests that the caller asked or is the beneficiary of, newest first. */
    Outcome<Page<AccessRequest>> mine(IdentityId caller, PageRequest page);

    /** The pending requests that wait for the caller's decision, newest first. */
    Outcome<Page<AccessRequest>> awaiting(IdentityId caller, PageRequest page);

    /** Any requests: administrators and auditors. */
    Outcome<Page<AccessRequest>> all(IdentityId caller, RequestQuery query, PageRequest page);
}
