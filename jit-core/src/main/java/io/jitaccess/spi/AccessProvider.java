package io.jitaccess.spi;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Hands out and takes back access at one provider. This is what a tool builder implements; the published contract test
 * {@code AccessProviderContract} proves an implementation.
 *
 * <p><b>Threads:</b> every method may be called by several threads at once, never twice at once for the same access by
 * one node, but possibly by two nodes when one was paused. <b>Transactions:</b> no database transaction of the library
 * is open. <b>Time:</b> a call that exceeds the kind's {@code callTimeout} is interrupted and its outcome taken as
 * unknown; an implementation bounds its own network calls below that. <b>Retries:</b> an implementation makes one try
 * and lets its client make none for writes: trying again is the library's business, which records each attempt first.
 * <b>Secrets:</b> none in messages.
 *
 * <p>Optional abilities are separate interfaces that the same object may implement: {@link BatchProvider}, {@link
 * SessionEnder}, {@link CredentialIssuer}, {@link ConnectLinks}, {@link EntitlementDiscovery}, {@link ActivitySource}.
 */
public interface AccessProvider {

    /** The id under which entitlements name this provider; the same for the object's life. */
    ProviderId id();

    /** The kinds that it hands out; the same for the object's life; at least one. No network. */
    List<KindDescriptor> kinds();

    /**
     * Judges from the values alone whether an entitlement is well formed: every problem at once, by attribute ({@code
     * attributes.role}). Called when a catalogue is loaded and at each request. No network, no side effect.
     */
    List<Problem> validate(Entitlement entitlement);

    /**
     * The key of what the entitlement gives: equal for two spellings of one access, different for two accesses. No
     * network, no side effect; the same answer for ever.
     */
    TargetKey targetKey(Entitlement entitlement);

    /**
     * Whether holding {@code eligible} would allow everything that {@code asked} allows. What cannot be judged is not
     * covered. No network, no side effect.
     */
    boolean covers(Entitlement eligible, Entitlement asked);

    /** Finds the identity's account. May use the network; has no side effect at the provider. */
    PrincipalLookup principal(Identity identity, Entitlement entitlement);

    /**
     * Looks whether the access is in force. No side effect. "Not found" is {@link Observation.Absent} only if the parent
     * was readable in the same pass. Not called for kinds that are not observable.
     */
    Observation observe(AccessRef access);

    /**
     * Makes the access, or gives access of ours a new end. Idempotent: for access that is there already it answers
     * {@code ALREADY_PRESENT} and touches neither it nor its expiry, unless {@code ours}. With native expiry the access
     * ends at {@code until} by itself, never later.
     *
     * @param until the end, in whole seconds, never past when sent
     * @param ours whether access that is there is the library's own, whose end is to be set to {@code until}
     */
    ChangeOutcome assign(AccessRef access, Instant until, boolean ours);

    /**
     * Removes the access. Idempotent: for access that is not there it answers {@code ALREADY_ABSENT}. With marks it
     * removes the marked entry alone.
     */
    ChangeOutcome revoke(AccessRef access);

    /**
     * Lists what is in force for one kind, in pages of at most 1000 entries. No side effect. Kinds that are not
     * observable list nothing.
     *
     * @param from where the page begins; empty for the first
     * @throws ProviderException when the listing cannot be made; it is tried again at the next scan
     */
    ListedAccess.Page list(EntitlementKind kind, Optional<String> from);
}
