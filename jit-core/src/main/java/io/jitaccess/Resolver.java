package io.jitaccess;

import io.jitaccess.grant.Claim;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.Identity;
import io.jitaccess.internal.Backoff;
import io.jitaccess.spi.Directory;
import io.jitaccess.spi.Lookup;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.UnitOfWork;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds out what the waiting claims of a grant whose window has begun can hold: checks eligibility once more, and finds the
 * principal at the provider.
 */
final class Resolver {

    /** Whether the holder is still eligible, as found outside any transaction. */
    record Finding(Rulebook.Standing standing) {}

    private final Store store;
    private final Directory directory;
    private final Providers providers;
    private final Rulebook rulebook;
    private final Recorder recorder;
    private final GrantEnding ending;
    private final GrantProgress progress;
    private final Backoff backoff;

    Resolver(
            Store store,
            Directory directory,
            Providers providers,
            Rulebook rulebook,
            Recorder recorder,
            GrantEnding ending,
            GrantProgress progress,
            Backoff backoff) {
        this.store = store;
        this.directory = directory;
        this.providers = providers;
        this.rulebook = rulebook;
        this.recorder = recorder;
        this.ending = ending;
        this.progress = progress;
        this.backoff = backoff;
    }

    /**
     * A claim that is to be resolved.
     *
     * @param grant its grant, where that is live
     * @param revision of the catalogue that was in force when it was taken
     */
    record Waiting(Claim claim, Optional<Grant> grant, long revision) {}

    /** Reads what resolving these claims needs of the store. */
    List<Waiting> prepare(UnitOfWork unit, List<Claim> claims) {
        if (claims.isEmpty()) {
            return List.of();
        }
        long revision = unit.catalogue().activeNumber();
        Map<GrantId, Grant> live =
                unit.grants().findAll(claims.stream().map(Claim::grant).collect(Collectors.toSet())).stream()
                        .filter(grant -> grant.state().isLive())
                        .collect(Collectors.toMap(Grant::id, grant -> grant));
        return claims.stream()
                .map(claim -> new Waiting(claim, Optional.ofNullable(live.get(claim.grant())), revision))
                .toList();
    }

    /** Asks directory and provider. No transaction is open meanwhile. */
    Landing.Resolved resolve(Waiting waiting) {
        Claim claim = waiting.claim();
        if (waiting.grant().isEmpty()) {
            return new Landing.Resolved(
                    claim,
                    new Finding(new Rulebook.Standing(Rulebook.Holds.UNKNOWN, "the grant is over")),
                    Optional.empty());
        }
        rulebook.reach(waiting.revision(), store);
        Grant grant = waiting.grant().get();
        Lookup<Optional<Identity>> holder = directory.find(grant.beneficiary());
        Rulebook.Standing standing =
                rulebook.standing(rulebook.current(), grant.eligibility(), holder, List.of(claim.entitlement()));
        Optional<PrincipalLookup> principal = standing.holds() == Rulebook.Holds.YES
                ? holder.<Optional<Identity>>fold(found -> found, unknown -> Optional.empty())
                        .map(identity ->
                                providers.get(claim.entitlement().provider()).principal(identity, claim.entitlement()))
                : Optional.empty();
        return new Landing.Resolved(claim, new Finding(standing), principal);
    }

    /** Writes down what was found of each claim that has not moved on. */
    void settle(UnitOfWork unit, List<Landing.Resolved> all) {
        new ResolvedClaims(unit, providers, recorder, ending, progress, backoff).settle(all);
    }
}
