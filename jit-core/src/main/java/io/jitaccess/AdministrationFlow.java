package io.jitaccess;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.CatalogueRevision;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.grant.EndReason;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.Suspension;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.Actor;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.internal.Text;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Refusal;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What administrators do, but for the kill switch. */
final class AdministrationFlow implements Administration {

    private final Store store;
    private final People people;
    private final Recorder recorder;
    private final GrantFlow grants;
    private final KillSwitch killSwitch;
    private final CatalogueKeeper catalogue;
    private final DriftScan drift;
    private final ProviderReading reading;

    AdministrationFlow(
            Store store,
            People people,
            Recorder recorder,
            GrantFlow grants,
            KillSwitch killSwitch,
            CatalogueKeeper catalogue,
            DriftScan drift,
            ProviderReading reading) {
        this.store = store;
        this.people = people;
        this.recorder = recorder;
        this.grants = grants;
        this.killSwitch = killSwitch;
        this.catalogue = catalogue;
        this.drift = drift;
        this.reading = reading;
    }

    @Override
    public Outcome<Grant> revoke(IdentityId caller, GrantId id, String comment) {
        return GrantFlow.checked(
                comment,
                () -> people.asAdministrator(
                        caller,
                        identity -> store.joining(unit -> unit.grants()
                                .lock(id)
                                .map(grant -> Outcome.done(grants.end(unit, grant, EndReason.REVOKED, caller, comment)))
                                .orElseGet(() -> GrantFlow.notFound(id)))));
    }

    @Override
    public Outcome<KillCount> count(IdentityId caller, KillScope scope) {
        return people.asAdministrator(caller, identity -> killSwitch.count(scope));
    }

    @Override
    public Outcome<KillCount> revokeAll(IdentityId caller, KillScope scope, long expected, String comment) {
        return GrantFlow.checked(
                comment,
                () -> people.asAdministrator(caller, identity -> killSwitch.use(caller, scope, expected, comment)));
    }

    @Override
    public Outcome<Suspension> suspend(IdentityId caller, Suspension.Scope scope, String reason) {
        try {
            Text.line(reason, "reason", 300);
        } catch (IllegalArgumentException e) {
            return Outcome.refused(Refusal.INVALID, "reason", "malformed", String.valueOf(e.getMessage()));
        }
        return people.asAdministrator(
                caller,
                identity -> store.joining(unit -> {
                    Suspension suspension = new Suspension(scope, unit.now(), Actor.of(caller), reason);
                    unit.suspensions().put(suspension);
                    recorder.record(
                            unit,
                            event(AuditAction.GRANTING_SUSPENDED, caller, scope, unit.now())
                                    .with("reason", reason));
                    return Outcome.done(suspension);
                }));
    }

    @Override
    public Outcome<Suspension.Scope> resume(IdentityId caller, Suspension.Scope scope) {
        return people.asAdministrator(
                caller,
                identity -> store.joining(unit -> {
                    if (unit.suspensions().remove(scope)) {
                        recorder.record(unit, event(AuditAction.GRANTING_RESUMED, caller, scope, unit.now()));
                    }
                    return Outcome.done(scope);
                }));
    }

    static AuditEvent event(AuditAction action, IdentityId by, Suspension.Scope scope, Instant now) {
        AuditEvent event = AuditEvent.of(now, action, Actor.of(by))
                .with("scope", scope.kind())
                .with("value", scope.value());
        return scope.kind() == Suspension.Kind.IDENTITY ? event.about(new IdentityId(scope.value())) : event;
    }

    @Override
    public Outcome<List<Suspension>> suspensions(IdentityId caller) {
        return people.asReader(
                caller,
                identity ->
                        Outcome.done(store.joining(unit -> unit.suspensions().list())));
    }

    @Override
    public Outcome<CatalogueRevision> activate(IdentityId caller, Catalogue offered) {
        return people.asAdministrator(
                caller, identity -> catalogue.activate("administrator " + caller, Actor.of(caller), offered));
    }

    @Override
    public Outcome<List<CatalogueRevision>> revisions(IdentityId caller, int limit) {
        if (limit < 1 || limit > 100) {
            return Outcome.refused(Refusal.INVALID, "limit", "out-of-range", "the limit must be 1 to 100");
        }
        return people.asReader(
                caller,
                identity -> Outcome.done(store.joining(unit -> unit.catalogue().latest(limit))));
    }

    @Override
    public Outcome<EntitlementDiscovery.Page> discover(
            IdentityId caller, ProviderId provider, EntitlementKind kind, Optional<String> from) {
        return people.asReader(caller, identity -> reading.discover(provider, kind, from));
    }

    @Override
    public Outcome<List<DriftReport>> drift(IdentityId caller) {
        return people.asReader(caller, identity -> Outcome.done(drift.reports()));
    }
}
