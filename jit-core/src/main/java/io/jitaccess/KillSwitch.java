package io.jitaccess;

import io.jitaccess.Administration.KillCount;
import io.jitaccess.audit.AuditAction;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.grant.EndReason;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.Suspension;
import io.jitaccess.identity.Actor;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.internal.Text;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Refusal;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestState;
import io.jitaccess.spi.store.GrantQuery;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.RequestQuery;
import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.UnitOfWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Ends everything within a scope, and keeps it ended. */
final class KillSwitch {

    private static final long MOST = 10_000_000;
    private static final int BATCH = 100;

    private final Store store;
    private final Providers providers;
    private final Recorder recorder;
    private final GrantFlow grants;
    private final Approving approving;

    KillSwitch(Store store, Providers providers, Recorder recorder, GrantFlow grants, Approving approving) {
        this.store = store;
        this.providers = providers;
        this.recorder = recorder;
        this.grants = grants;
        this.approving = approving;
    }

    /**
     * What a scope means for the store.
     *
     * @param suspended what is suspended with it
     * @param requests a superset of the pending requests meant, and which of them
     */
    private record Reach(
            GrantQuery grants, RequestQuery requests, Predicate<AccessRequest> meant, Suspension.Scope suspended) {}

    private Outcome<Reach> reach(KillScope scope) {
        RequestQuery pending = RequestQuery.ALL.in(RequestState.PENDING);
        if (scope instanceof KillScope.OfIdentity of) {
            return Outcome.done(new Reach(
                    GrantQuery.ALL.live().of(of.identity()),
                    pending.forBeneficiary(of.identity()),
                    request -> true,
                    Suspension.Scope.of(of.identity())));
        }
        if (scope instanceof KillScope.OfEligibility of) {
            return Outcome.done(new Reach(
                    GrantQuery.ALL.live().under(of.eligibility()),
                    pending.under(of.eligibility()),
                    request -> true,
                    Suspension.Scope.of(of.eligibility())));
        }
        if (scope instanceof KillScope.OfProvider of) {
            return Outcome.done(new Reach(
                    GrantQuery.ALL.live().on(of.provider()),
                    pending,
                    request -> request.entitlements().stream()
                            .anyMatch(e -> e.provider().equals(of.provider())),
                    Suspension.Scope.of(of.provider())));
        }
        KillScope.OfEntitlement of = (KillScope.OfEntitlement) scope;
        Optional<TargetKey> key = providers.targetKey(of.entitlement());
        if (key.isEmpty()) {
            return Outcome.refused(
                    Refusal.INVALID, "entitlement", "unknown-kind", "no provider knows " + of.entitlement());
        }
        return Outcome.done(new Reach(
                GrantQuery.ALL.live().on(of.entitlement().provider(), key.get()),
                pending,
                request -> request.entitlements().stream()
                        .anyMatch(e -> providers.targetKey(e).equals(key)
                                && e.provider().equals(of.entitlement().provider())),
                Suspension.Scope.of(of.entitlement().provider())));
    }

    Outcome<KillCount> count(KillScope scope) {
        return reach(scope).map(reach -> store.separately(unit -> count(unit, reach)));
    }

    private static KillCount count(UnitOfWork unit, Reach reach) {
        return new KillCount(
                unit.grants().count(reach.grants(), MOST), pending(unit, reach).size());
    }

    /** Rolls the suspension back. */
    private static final class MoreThanSeenException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final long grants;

        MoreThanSeenException(long grants) {
            super("more than seen", null, false, false);
            this.grants = grants;
        }
    }

    private static List<AccessRequest> pending(UnitOfWork unit, Reach reach) {
        List<AccessRequest> found = new ArrayList<>();
        Optional<String> from = Optional.empty();
        do {
            var page = unit.requests().page(reach.requests(), new PageRequest(500, from));
            page.items().stream().filter(reach.meant()).forEach(found::add);
            from = page.next();
        } while (from.isPresent());
        return found;
    }

    Outcome<KillCount> use(IdentityId caller, KillScope scope, long expected, String comment) {
        return reach(scope)
                .fold(
                        found -> use(caller, found.value(), expected, comment),
                        refused -> Outcome.refused(refused.refusal(), refused.problems()));
    }

    private Outcome<KillCount> use(IdentityId caller, Reach reach, long expected, String comment) {
        try {
            store.separately(unit -> {
                // first nothing new comes in; whoever grants at this moment commits before we go on
                String reason = comment.isBlank() ? "kill switch" : "kill switch: " + Text.printable(comment, 250);
                unit.suspensions().put(new Suspension(reach.suspended(), unit.now(), Actor.of(caller), reason));
                KillCount now = count(unit, reach);
                if (now.grants() > expected) {
                    throw new MoreThanSeenException(now.grants());
                }
                recorder.record(
                        unit,
                        AdministrationFlow.event(AuditAction.KILL_SWITCH_USED, caller, reach.suspended(), unit.now())
                                .with("grants", now.grants())
                                .with("requests", now.requests())
                                .with("comment", comment));
                return true;
            });
        } catch (MoreThanSeenException e) {
            return Outcome.refused(
                    Refusal.CONFLICT,
                    "expected",
                    "more-than-seen",
                    "there are " + e.grants + " live grants now, you saw " + expected);
        }
        long requests = denyPending(caller, reach);
        long ended = endLive(caller, reach, comment);
        return Outcome.done(new KillCount(ended, requests));
    }

    private long denyPending(IdentityId caller, Reach reach) {
        long denied = 0;
        for (AccessRequest seen : store.separately(unit -> pending(unit, reach))) {
            denied += store.separately(unit -> unit.requests()
                    .lock(seen.id())
                    .filter(request -> request.state() == RequestState.PENDING)
                    .map(request -> {
                        approving.deny(unit, request, Actor.of(caller), "denied by the kill switch");
                        return 1;
                    })
                    .orElse(0));
        }
        return denied;
    }

    private long endLive(IdentityId caller, Reach reach, String comment) {
        long ended = 0;
        List<Grant> batch;
        do {
            // those that were ended have left the query: its first page is always the next batch
            batch = store.separately(unit -> {
                List<Grant> locked = unit.grants()
                        .lockAll(unit.grants().page(reach.grants(), PageRequest.first(BATCH)).items().stream()
                                .map(Grant::id)
                                .toList());
                return grants.end(unit, locked, EndReason.REVOKED, caller, comment);
            });
            ended += batch.size();
        } while (!batch.isEmpty());
        return ended;
    }
}
