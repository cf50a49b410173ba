package io.jitaccess.testkit.provider;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.testkit.provider.CloudEffect.What;
import io.jitaccess.testkit.provider.CloudEffect.Who;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is really true at a {@link FakeProvider}: who holds what, changed by the provider, by outsiders and by the end
 * that an access carries, with a history of every effect. Tests judge by this, never by what the provider answers.
 *
 * <p>It is as unkind as a real service. It keeps no note of who made access without marks (but for tests, in {@link
 * CloudEntry#byLibrary}); late calls take effect in the state of that moment; sessions outlive the access that they were
 * opened with; tokens cannot be recalled. Any name exists until it is hidden, every principal until it is deleted. All
 * methods may be called by any thread and take effect one after the other.
 */
public final class FakeCloud {

    private final CloudState state;
    private final CloudSecrets secrets = new CloudSecrets();
    private final Set<String> hidden = new HashSet<>();
    private final Set<PrincipalId> deleted = new HashSet<>();

    /**
     * An empty cloud.
     *
     * @param clock the cloud's own time: what ends native expiries and lands late calls
     */
    public FakeCloud(InstantSource clock) {
        this.state = new CloudState(clock);
    }

    // ---- the truth

    /** Whether the principal holds the access now, from whomever. */
    public boolean holds(PrincipalId principal, Entitlement access) {
        return !entries(principal, access).isEmpty();
    }

    /** The entries that give the principal the access now: several only for kinds with marks or per grant. */
    public synchronized List<CloudEntry> entries(PrincipalId principal, Entitlement access) {
        state.settle();
        return state.of(access.kind(), FakeNames.canonical(access), principal);
    }

    /** Everything in force now. */
    public synchronized List<CloudEntry> entries() {
        state.settle();
        return state.all();
    }

    /** Every effect so far, oldest first; what was due by now is in it. */
    public synchronized List<CloudEffect> history() {
        state.settle();
        return state.history();
    }

    /** Every password and token that was ever issued: what must be found nowhere else. */
    public synchronized Set<String> issuedSecrets() {
        return secrets.texts();
    }

    // ---- outsiders

    /** An administrator gives access beside the library; without a mark. Sets the end of such access if it is there. */
    public synchronized void outsiderAdds(PrincipalId principal, Entitlement access, Optional<Instant> until) {
        state.settle();
        CloudSlot slot = new CloudSlot(
                access.kind(), FakeNames.canonical(access), principal, Optional.empty(), Optional.empty());
        Optional<CloudEntry> there = state.at(slot);
        if (there.isPresent()) {
            state.put(there.get().until(until), What.EXPIRY_CHANGED, Who.OUTSIDER, Optional.empty());
        } else {
            state.put(entry(slot, until, false), What.ADDED, Who.OUTSIDER, Optional.empty());
        }
    }

    /** An administrator takes every entry of the access away, ours included; false if there was none. */
    public synchronized boolean outsiderRemoves(PrincipalId principal, Entitlement access) {
        List<CloudEntry> there = entries(principal, access);
        there.forEach(entry -> state.remove(entry, What.REMOVED, Who.OUTSIDER, Optional.empty()));
        return !there.isEmpty();
    }

    /** An administrator takes one entry away; false if it was not there any more. */
    public synchronized boolean outsiderRemoves(CloudEntry entry) {
        state.settle();
        Optional<CloudEntry> there = state.at(entry.slot());
        there.ifPresent(found -> state.remove(found, What.REMOVED, Who.OUTSIDER, Optional.empty()));
        return there.isPresent();
    }

    /** An administrator gives every entry of the access another end; false if there was none. */
    public synchronized boolean outsiderChangesExpiry(
            PrincipalId principal, Entitlement access, Optional<Instant> until) {
        List<CloudEntry> there = entries(principal, access);
        there.forEach(entry -> state.put(entry.until(until), What.EXPIRY_CHANGED, Who.OUTSIDER, Optional.empty()));
        return !there.isEmpty();
    }

    /** Makes what the access is to unreadable for the provider: lost rights or a deleted group, nobody can tell. */
    public synchronized void hide(Entitlement access) {
        hidden.add(place(access.kind(), FakeNames.canonical(access)));
    }

    /** Undoes {@link #hide}. */
    public synchronized void show(Entitlement access) {
        hidden.remove(place(access.kind(), FakeNames.canonical(access)));
    }

    /** The account is gone with all its access, and gets none any more. */
    public synchronized void deleteAccount(PrincipalId principal) {
        state.settle();
        deleted.add(principal);
        state.all().stream()
                .filter(entry -> entry.principal().equals(principal))
                .forEach(entry -> state.remove(entry, What.REMOVED, Who.OUTSIDER, Optional.empty()));
    }

    // ---- use

    /** Whether a credential with these fields works now. */
    public synchronized boolean accepts(Map<String, String> fields) {
        return usable(fields).isPresent();
    }

    /** Opens a session; empty if the credential does not work. */
    public synchronized Optional<CloudSession> logIn(Map<String, String> fields) {
        return usable(fields).map(secret -> {
            CloudSession session = new CloudSession(this);
            secrets.open(session, secret);
            return session;
        });
    }

    synchronized boolean isOpen(CloudSession session) {
        return secrets.isOpen(session, state.settle());
    }

    // ---- what the provider calls

    synchronized Instant now() {
        return state.settle();
    }

    synchronized boolean isHidden(CloudSlot slot) {
        return hidden.contains(place(slot.kind(), slot.name()));
    }

    synchronized Optional<CloudEntry> read(CloudSlot slot, Duration ago) {
        state.settle();
        return state.at(slot, ago);
    }

    /** What can be read after a key, by key; one more than {@code most} if there is more. */
    synchronized List<CloudEntry> list(EntitlementKind kind, String after, int most, Duration ago) {
        state.settle();
        return state.after(kind, after, ago)
                .filter(entry -> !isHidden(entry.slot()))
                .limit(most + 1L)
                .toList();
    }

    synchronized ChangeOutcome assign(CloudSlot slot, Optional<Instant> until, boolean ours, FakeCall call) {
        Instant now = state.settle();
        if (isHidden(slot)) {
            return new ChangeOutcome.Refused("no such " + slot.kind() + ", or no right to change it");
        }
        if (deleted.contains(slot.principal())) {
            return new ChangeOutcome.Refused("no such account");
        }
        if (until.isPresent() && !now.isBefore(until.get())) {
            return new ChangeOutcome.Refused("the end is past");
        }
        Optional<CloudEntry> there = state.at(slot);
        if (there.isEmpty()) {
            state.put(entry(slot, until, true), What.ADDED, Who.LIBRARY, Optional.of(call));
            return ChangeOutcome.done(Effect.CREATED);
        }
        if (!ours || until.isEmpty()) {
            return ChangeOutcome.done(Effect.ALREADY_PRESENT);
        }
        if (!there.get().until().equals(until)) {
            state.put(there.get().until(until), What.EXPIRY_CHANGED, Who.LIBRARY, Optional.of(call));
        }
        return ChangeOutcome.done(Effect.UPDATED);
    }

    synchronized ChangeOutcome revoke(CloudSlot slot, FakeCall call) {
        Instant now = state.settle();
        if (isHidden(slot)) {
            return new ChangeOutcome.Refused("no such " + slot.kind() + ", or no right to change it");
        }
        Optional<CloudEntry> there = state.at(slot);
        there.ifPresent(entry -> state.remove(entry, What.REMOVED, Who.LIBRARY, Optional.of(call)));
        return new ChangeOutcome.Done(
                there.isPresent() ? Effect.REMOVED : Effect.ALREADY_ABSENT, secrets.latestToken(slot, now));
    }

    synchronized Optional<CloudSecrets.Secret> issue(CloudSlot slot, boolean token, Instant until) {
        state.settle();
        return state.at(slot).map(entry -> {
            Instant end = entry.until().filter(until::isAfter).orElse(until);
            return secrets.issue(slot, state.born(slot), token, end);
        });
    }

    synchronized int endSessions(CloudSlot slot) {
        return secrets.end(slot);
    }

    synchronized Optional<Instant> latestToken(CloudSlot slot) {
        return secrets.latestToken(slot, state.settle());
    }

    /** Runs the effect when the clock has come so far, in the state of that moment. */
    synchronized void later(Duration after, Runnable effect) {
        state.settle();
        state.plan(after, effect);
    }

    private Optional<CloudSecrets.Secret> usable(Map<String, String> fields) {
        Instant now = state.settle();
        return secrets.find(fields, now)
                .filter(secret -> secret.token()
                        || (state.at(secret.slot()).isPresent() && state.born(secret.slot()) == secret.born()));
    }

    private static CloudEntry entry(CloudSlot slot, Optional<Instant> until, boolean byLibrary) {
        return new CloudEntry(slot.kind(), slot.name(), slot.principal(), slot.mark(), slot.grant(), until, byLibrary);
    }

    private static String place(EntitlementKind kind, String name) {
        return kind + "/" + name;
    }
}
