package io.jitaccess.testkit.provider;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@link AccessProviderContract} needs to know of one kind. Begin with {@link #of}, and add what the kind has: what
 * is left out is reported as not tested.
 *
 * @param entitlement one that exists at the provider, and that every sample identity can be given
 * @param another the same, of the same kind, to something else
 * @param otherSpelling the same access as {@code entitlement}, written differently
 * @param invalid ones that are refused from their values alone
 * @param coverings pairs of which the wider covers the narrower, and not the other way round
 * @param apart pairs of which neither covers the other; the closer their names, the better
 * @param impossible one that is well formed but cannot be given: what it is to does not exist, or the provider may not
 *     read it
 * @param heldAtLeast for how long after it was made the service refuses to remove the access; zero if it does not. The
 *     contract lets that much of the service's time pass before it removes anything, where it can move time
 */
public record KindSample(
        Entitlement entitlement,
        Entitlement another,
        Optional<Entitlement> otherSpelling,
        List<Entitlement> invalid,
        List<Covering> coverings,
        List<Apart> apart,
        Optional<Entitlement> impossible,
        Duration heldAtLeast) {

    /** Of these the wider covers the narrower, and not the other way round. */
    public record Covering(Entitlement wider, Entitlement narrower) {}

    /** Of these neither covers the other. */
    public record Apart(Entitlement one, Entitlement other) {}

    public KindSample {
        invalid = List.copyOf(invalid);
        coverings = List.copyOf(coverings);
        apart = List.copyOf(apart);
        if (!entitlement.kind().equals(another.kind()) || entitlement.equals(another)) {
            throw new IllegalArgumentException("needs two different entitlements of one kind");
        }
    }

    /** A sample with the least that a kind has: two entitlements. */
    public static KindSample of(Entitlement entitlement, Entitlement another) {
        return new KindSample(
                entitlement,
                another,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Duration.ZERO);
    }

    public KindSample withOtherSpelling(Entitlement spelling) {
        return new KindSample(
                entitlement, another, Optional.of(spelling), invalid, coverings, apart, impossible, heldAtLeast);
    }

    public KindSample withInvalid(Entitlement... refused) {
        return new KindSample(
                entitlement, another, otherSpelling, List.of(refused), coverings, apart, impossible, heldAtLeast);
    }

    public KindSample withCovering(Entitlement wider, Entitlement narrower) {
        List<Covering> more = new ArrayList<>(coverings);
        more.add(new Covering(wider, narrower));
        return new KindSample(entitlement, another, otherSpelling, invalid, more, apart, impossible, heldAtLeast);
    }

    public KindSample withApart(Entitlement one, Entitlement other) {
        List<Apart> more = new ArrayList<>(apart);
        more.add(new Apart(one, other));
        return new KindSample(entitlement, another, otherSpelling, invalid, coverings, more, impossible, heldAtLeast);
    }

    public KindSample withImpossible(Entitlement notThere) {
        return new KindSample(
                entitlement, another, otherSpelling, invalid, coverings, apart, Optional.of(notThere), heldAtLeast);
    }

    public KindSample withHeldAtLeast(Duration time) {
        return new KindSample(entitlement, another, otherSpelling, invalid, coverings, apart, impossible, time);
    }

    public EntitlementKind kind() {
        return entitlement.kind();
    }
}
