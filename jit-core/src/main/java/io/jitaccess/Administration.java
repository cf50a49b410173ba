package io.jitaccess;

import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.CatalogueRevision;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.Suspension;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.problem.Outcome;
import io.jitaccess.spi.EntitlementDiscovery;
import java.util.List;
import java.util.Optional;

/** What administrators do. Auditors may read. See {@link JitAccess} for callers, transactions and errors. */
public interface Administration {

    /** Ends one grant now. Never refused for the state of anything: done also if it is ending or ended already. */
    Outcome<Grant> revoke(IdentityId caller, GrantId grant, String comment);

    /** How much {@link #revokeAll} would end and deny. */
    Outcome<KillCount> count(IdentityId caller, KillScope scope);

    /**
     * The kill switch: suspends granting within the scope, denies its pending requests and ends its live grants, in
     * batches of their own transactions; may be called again if it fails on the way. Granting stays suspended until
     * {@link #resume}. Standing access is not touched.
     *
     * @param expected the number of grants that {@link #count} showed; a larger one found now is a conflict, so that
     *     nobody ends more than was seen
     */
    Outcome<KillCount> revokeAll(IdentityId caller, KillScope scope, long expected, String comment);

    /**
     * What the kill switch counts.
     *
     * @param grants live grants
     * @param requests pending requests
     */
    record KillCount(long grants, long requests) {}

    /** Stops new grants within the scope until {@link #resume}; ends nothing. Idempotent. */
    Outcome<Suspension> suspend(IdentityId caller, Suspension.Scope scope, String reason);

    /** Lifts a suspension; done also if there is none. */
    Outcome<Suspension.Scope> resume(IdentityId caller, Suspension.Scope scope);

    /** What is suspended; auditors too. */
    Outcome<List<Suspension>> suspensions(IdentityId caller);

    /** Makes a catalogue the one in force on every node; refused as a whole with every problem, lint included. */
    Outcome<CatalogueRevision> activate(IdentityId caller, Catalogue catalogue);

    /** The latest revisions, the one in force first; auditors too. */
    Outcome<List<CatalogueRevision>> revisions(IdentityId caller, int limit);

    /**
     * Reads which entitlements of a kind a provider could offer; auditors too. Refused as UNAVAILABLE where the provider
     * cannot tell or does not answer. Must not be called inside a host transaction, because it calls the provider.
     *
     * @param from as the page before named it; empty for the first
     */
    Outcome<EntitlementDiscovery.Page> discover(
            IdentityId caller, ProviderId provider, EntitlementKind kind, Optional<String> from);

    /** What the last drift scans of this node found; auditors too. */
    Outcome<List<DriftReport>> drift(IdentityId caller);
}
