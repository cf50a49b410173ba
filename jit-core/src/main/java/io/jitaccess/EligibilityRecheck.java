package io.jitaccess;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.EndReason;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.Actor;
import io.jitaccess.identity.Identity;
import io.jitaccess.spi.Lookup;
import io.jitaccess.spi.store.GrantQuery;
import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks from time to time whether the holders of live grants are still eligible, and ends what is not. */
final class EligibilityRecheck {

    private static final int BATCH = 200;

    private final Store store;
    private final People people;
    private final Rulebook rulebook;
    private final GrantEnding ending;

    EligibilityRecheck(Store store, People people, Rulebook rulebook, GrantEnding ending) {
        this.store = store;
        this.people = people;
        this.rulebook = rulebook;
        this.ending = ending;
    }

    /** Walks over all live grants once. Unknown ends none. */
    void run() {
        Optional<String> from = Optional.empty();
        do {
            PageRequest request = new PageRequest(BATCH, from);
            rulebook.refresh(store);
            Page<Grant> page = store.separately(unit -> unit.grants().page(GrantQuery.ALL.live(), request));
            check(page.items());
            from = page.next();
        } while (from.isPresent());
    }

    private void check(List<Grant> grants) {
        Map<GrantId, List<Entitlement>> held = new HashMap<>();
        List<GrantId> ids = grants.stream().map(Grant::id).toList();
        for (Claim claim : store.separately(unit -> unit.grants().claimsOf(ids))) {
            held.computeIfAbsent(claim.grant(), id -> new ArrayList<>()).add(claim.entitlement());
        }
        for (Grant grant : grants) {
            Lookup<Optional<Identity>> holder = people.find(grant.beneficiary());
            Rulebook.Revision revision = rulebook.current();
            Rulebook.Standing standing =
                    rulebook.standing(revision, grant.eligibility(), holder, held.getOrDefault(grant.id(), List.of()));
            boolean ends = revision.number() > 0
                    && standing.holds() == Rulebook.Holds.NO
                    && revision.catalogue()
                            .eligibility(grant.eligibility())
                            .map(eligibility -> eligibility.endsWhenLost())
                            .orElse(true);
            if (ends) {
                store.separately(unit -> unit.grants()
                        .lock(grant.id())
                        .map(locked -> ending.end(
                                unit, locked, EndReason.ELIGIBILITY_LOST, Actor.SYSTEM, Optional.of(standing.why()))));
            }
        }
    }
}
