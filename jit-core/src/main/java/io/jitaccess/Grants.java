package io.jitaccess;

import io.jitaccess.grant.Grant;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.problem.Outcome;
import io.jitaccess.spi.ActivitySource;
import io.jitaccess.spi.CredentialIssuer.Credential;
import io.jitaccess.spi.store.GrantQuery;
import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Holding access and giving it back. See {@link JitAccess} for callers, transactions and errors. */
public interface Grants {

    /** One grant that the caller may see: its own, one it asked for, any for administrator or auditor. */
    Outcome<GrantView> find(IdentityId caller, GrantId grant);

    /** The grants that the caller holds or asked for, newest first. */
    Outcome<Page<Grant>> mine(IdentityId caller, PageRequest page);

    /** Any grants: administrators and auditors. */
    Outcome<Page<Grant>> all(IdentityId caller, GrantQuery query, PageRequest page);

    /** Gives a live grant back early: its holder, or who asked for it. Done also if it is ending or ended already. */
    Outcome<Grant> release(IdentityId caller, GrantId grant, String comment);

    /**
     * Collects the credential of one item: its holder alone, while the item is active. Counted and recorded first; then
     * the provider issues it, and whatever was issued for this item before stops working. The credential is in this
     * answer and nowhere else. Must not be called inside a host transaction, because it calls the provider.
     *
     * @param item the item's index
     */
    Outcome<Credential> collect(IdentityId caller, GrantId grant, int item);

    /**
     * Reads what the provider's own audit log says was done with one item, while it could be used: its holder, who asked
     * for it, administrators and auditors. Refused as UNAVAILABLE where the provider has no such log or does not answer.
     * Must not be called inside a host transaction, because it calls the provider.
     *
     * @param item the item's index
     * @param page as the page before named it; empty for the first
     */
    Outcome<ActivitySource.Page> activity(IdentityId caller, GrantId grant, int item, Optional<String> page);

    /**
     * Completes when the grant is ACTIVE, or exceptionally with {@link GrantEndedException} when it ends first. For the
     * host's own use. Costs no thread and no polling by the caller; noticed within about a second when another node made
     * the change. Cancel it to stop waiting; completed exceptionally when the library is closed.
     */
    CompletableFuture<Grant> whenActive(GrantId grant);

    /** Completes when the grant is ENDED. As {@link #whenActive}. */
    CompletableFuture<Grant> whenEnded(GrantId grant);
}
