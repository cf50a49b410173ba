package io.jitaccess.testkit.provider;

import static io.jitaccess.testkit.provider.Bench.expect;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Done;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.ChangeOutcome.Pending;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.KindDescriptor.Expiry;
import io.jitaccess.spi.KindDescriptor.Marks;
import io.jitaccess.spi.KindDescriptor.Scope;
import io.jitaccess.spi.KindDescriptor.Sight;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One contract test at one kind: the moves that checks are made of. */
final class Scene {

    final Bench bench;
    final AccessProvider provider;
    final KindDescriptor kind;
    final KindSample sample;

    /** When what was made last may be removed. */
    private volatile Instant removable = Instant.EPOCH;

    Scene(Bench bench, KindDescriptor kind, KindSample sample) {
        this.bench = bench;
        this.provider = bench.provider();
        this.kind = kind;
        this.sample = sample;
    }

    static boolean observable(KindDescriptor kind) {
        return kind.sight() == Sight.OBSERVABLE;
    }

    static boolean sharedAndObservable(KindDescriptor kind) {
        return observable(kind) && kind.scope() == Scope.SHARED;
    }

    static boolean sharedAndMarked(KindDescriptor kind) {
        return sharedAndObservable(kind) && kind.marks() == Marks.MARKED;
    }

    static boolean markedAndObservable(KindDescriptor kind) {
        return observable(kind) && kind.marks() == Marks.MARKED;
    }

    static boolean nativeAndObservable(KindDescriptor kind) {
        return observable(kind) && kind.expiry() == Expiry.NATIVE;
    }

    boolean isObservable() {
        return observable(kind);
    }

    boolean isMarked() {
        return kind.marks() == Marks.MARKED;
    }

    void notRun(String why) {
        bench.notRun().accept("kind " + kind.kind() + ": " + why);
    }

    // ---- naming access

    AccessRef access(int who) {
        return access(who, sample.entitlement());
    }

    /** A new assignment of the entitlement for one of the sample identities. */
    AccessRef access(int who, Entitlement entitlement) {
        return access(principal(who), entitlement);
    }

    AccessRef access(PrincipalId principal, Entitlement entitlement) {
        AccessRef access = new AccessRef(
                AssignmentId.random(),
                principal,
                entitlement,
                provider.targetKey(entitlement),
                kind.scope() == Scope.PER_GRANT ? Optional.of(GrantId.random()) : Optional.empty());
        if (isObservable()) {
            bench.touched().add(access);
        }
        return access;
    }

    PrincipalId principal(int who) {
        PrincipalLookup found = provider.principal(bench.identities().get(who), sample.entitlement());
        expect(found instanceof PrincipalLookup.Found, "an account of the sample identity " + who, found);
        return ((PrincipalLookup.Found) found).principal();
    }

    /**
     * An end that the kind can give, ten minutes from now if it can; later where it has to be held for a while before what
     * becomes of a removal is waited for.
     */
    Instant until() {
        Duration held = sample.heldAtLeast();
        return until(Duration.ofMinutes(10).plus(held.isZero() ? held : held.plus(kind.effectHorizon())));
    }

    Instant until(Duration wanted) {
        Instant now = bench.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        if (wanted.compareTo(kind.longest()) > 0) {
            return now.plus(kind.longest());
        }
        return now.plus(
                wanted.compareTo(kind.shortest()) > 0 ? wanted : kind.shortest().plusSeconds(1));
    }

    /**
     * What an answer may say of what is there already, or not there: where nobody can see the access, the service itself
     * may hold nothing of it, and then each change is the first.
     */
    Effect[] again(Effect seen, Effect first) {
        return isObservable() ? new Effect[] {seen} : new Effect[] {seen, first};
    }

    /** Whether the service holds nothing of access that nobody can see: to it, each assign is the first. */
    boolean keepsNothing() {
        if (isObservable()) {
            return false;
        }
        AccessRef access = given(access(1));
        ChangeOutcome again = assign(access, until(), false);
        revoke(access);
        return again instanceof Done done && done.effect() == Effect.CREATED;
    }

    // ---- changing; what is thrown counts as unknown

    ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
        ChangeOutcome outcome = outcome(() -> provider.assign(access, until, ours));
        made();
        return outcome;
    }

    ChangeOutcome revoke(AccessRef access) {
        untilRemovable();
        return revokeNow(access);
    }

    /** Something may have been made just now. */
    void made() {
        removable = bench.clock().instant().plus(sample.heldAtLeast());
    }

    /** Lets time pass until the service lets what was made before be removed, if it can be made later than it is. */
    void untilRemovable() {
        Duration wait = Duration.between(bench.clock().instant(), removable);
        if (!wait.isNegative() && !wait.isZero()) {
            bench.advance().ifPresent(advance -> advance.accept(wait));
        }
    }

    ChangeOutcome revokeNow(AccessRef access) {
        return outcome(() -> provider.revoke(access));
    }

    static ChangeOutcome outcome(Supplier<ChangeOutcome> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return ChangeOutcome.unknown("thrown: " + e);
        }
    }

    /** Has access of ours made. */
    AccessRef given(AccessRef access) {
        return given(access, until());
    }

    AccessRef given(AccessRef access, Instant until) {
        expectDone(assign(access, until, false), "an assign to begin with", access, Effect.CREATED);
        if (isObservable()) {
            expect(isInForce(access), "access in force after an assign to begin with", seen(access));
        }
        return access;
    }

    /** Expects one of these effects; a pending change is waited for. */
    void expectDone(ChangeOutcome outcome, String what, AccessRef access, Effect... effects) {
        List<Effect> wanted = List.of(effects);
        if (outcome instanceof Pending) {
            boolean present = wanted.get(0) != Effect.REMOVED && wanted.get(0) != Effect.ALREADY_ABSENT;
            boolean came = isObservable() && bench.await(kind.effectHorizon(), () -> isInForce(access) == present);
            expect(came, what + " that is pending to be done within " + kind.effectHorizon(), seen(access));
            return;
        }
        expect(outcome instanceof Done done && wanted.contains(done.effect()), what + " to answer " + wanted, outcome);
    }

    // ---- seeing

    List<ProviderTruth.InForce> seen(AccessRef access) {
        return isObservable() ? bench.truth().inForce(access) : List.of();
    }

    boolean isInForce(AccessRef access) {
        return !seen(access).isEmpty();
    }

    /** The entry of ours among those that give the access. */
    Optional<ProviderTruth.InForce> ours(AccessRef access) {
        return seen(access).stream()
                .filter(entry -> !isMarked() || entry.mark().equals(Optional.of(access.assignment())))
                .findFirst();
    }

    /** Looks, and again as long as the declared read lag lasts if it does not see what is expected. */
    Observation look(AccessRef access, Predicate<Observation> expected) {
        List<Observation> looks = new ArrayList<>();
        bench.await(kind.readLag(), () -> {
            looks.add(observe(access));
            return expected.test(looks.get(looks.size() - 1));
        });
        return looks.get(looks.size() - 1);
    }

    Observation observe(AccessRef access) {
        try {
            return provider.observe(access);
        } catch (RuntimeException e) {
            return Observation.unclear("thrown: " + e);
        }
    }

    void expectSeen(AccessRef access, boolean present, String when) {
        Predicate<Observation> wanted =
                seen -> present ? seen instanceof Observation.Present : seen instanceof Observation.Absent;
        Observation look = look(access, wanted);
        expect(wanted.test(look), "a look to see the access " + (present ? "present " : "absent ") + when, look);
    }

    /** Everything listed, and again as long as the read lag lasts if it is not as expected. */
    List<ListedAccess> list(Predicate<List<ListedAccess>> expected) {
        List<List<ListedAccess>> listings = new ArrayList<>();
        bench.await(kind.readLag(), () -> {
            listings.add(list());
            return expected.test(listings.get(listings.size() - 1));
        });
        return listings.get(listings.size() - 1);
    }

    List<ListedAccess> list() {
        List<ListedAccess> all = new ArrayList<>();
        Set<String> pages = new HashSet<>();
        Optional<String> from = Optional.empty();
        do {
            ListedAccess.Page page = provider.list(kind.kind(), from);
            expect(
                    page.entries().size() <= 1000,
                    "pages of at most 1000",
                    page.entries().size());
            all.addAll(page.entries());
            from = page.next();
            expect(from.isEmpty() || pages.add(from.get()), "a listing that ends", "the page " + from + " twice");
        } while (from.isPresent());
        return all;
    }

    static boolean claimsNoEffect(ChangeOutcome outcome) {
        return outcome instanceof ChangeOutcome.Throttled
                || outcome instanceof ChangeOutcome.Retryable
                || outcome instanceof ChangeOutcome.Refused;
    }
}
