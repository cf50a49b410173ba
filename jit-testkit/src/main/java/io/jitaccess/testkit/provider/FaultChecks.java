package io.jitaccess.testkit.provider;

import static io.jitaccess.testkit.provider.Bench.expect;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.BatchProvider;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Done;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.testkit.provider.ProviderFaults.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a provider answers when the service, or the way to it, fails. */
final class FaultChecks {

    private static final Set<Kind> CHANGES = EnumSet.complementOf(EnumSet.of(Kind.HANG));
    private static final Set<Kind> READS = EnumSet.complementOf(EnumSet.of(Kind.HANG, Kind.ANSWER_LOST));

    /** What a busy machine may add. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private FaultChecks() {}

    static void claimsOfNoEffectAreTrue(Bench bench) {
        each(bench, CHANGES, (scene, fault) -> {
            for (Way way : ways(scene)) {
                AccessRef access = scene.access(0);
                ChangeOutcome assign = struck(scene, fault, () -> way.assign().apply(access));
                judge(scene, access, "an assign " + way.name() + " under " + fault, assign, false);
                bench.truth().outsiderRemoves(access);
                scene.given(access);
                ChangeOutcome revoke = struck(scene, fault, () -> way.revoke().apply(access));
                judge(scene, access, "a revoke " + way.name() + " under " + fault, revoke, true);
                bench.truth().outsiderRemoves(access);
            }
        });
    }

    private static void judge(Scene scene, AccessRef access, String what, ChangeOutcome outcome, boolean before) {
        if (outcome instanceof Done) {
            expect(scene.isInForce(access) != before, what + " that is done to have had its effect", outcome);
        } else if (Scene.claimsNoEffect(outcome)) {
            if (scene.bench.advance().isPresent()) {
                scene.bench.advance().get().accept(scene.kind.effectHorizon());
            }
            expect(scene.isInForce(access) == before, what + " that claims no effect to have had none", outcome);
        }
    }

    static void lostAnswersAreUnknown(Bench bench) {
        each(bench, EnumSet.of(Kind.ANSWER_LOST), (scene, fault) -> {
            for (Way way : ways(scene)) {
                AccessRef access = scene.access(0);
                ChangeOutcome assign = struck(scene, fault, () -> way.assign().apply(access));
                lost("an assign " + way.name(), assign, Effect.CREATED);
                expect(scene.isInForce(access), "this environment to lose the answer after the effect", "no effect");
                ChangeOutcome revoke = struck(scene, fault, () -> way.revoke().apply(access));
                lost("a revoke " + way.name(), revoke, Effect.REMOVED);
            }
        });
    }

    private static void lost(String what, ChangeOutcome outcome, Effect effect) {
        expect(
                outcome instanceof ChangeOutcome.Unknown || (outcome instanceof Done done && done.effect() == effect),
                what + " whose answer was lost to be unknown, or truly " + effect + ", after one try",
                outcome);
    }

    static void failedLooksAreUnclear(Bench bench) {
        each(bench, READS, (scene, fault) -> {
            AccessRef absent = scene.access(0);
            AccessRef present = scene.given(scene.access(1));
            for (AccessRef access : List.of(absent, present)) {
                Observation look = struck(scene, fault, () -> scene.observe(access));
                expect(look instanceof Observation.Unclear, "an unclear look under " + fault, look);
                if (scene.provider instanceof BatchProvider batches) {
                    Observation inBatch = struck(scene, fault, () -> lookInBatch(batches, access));
                    expect(
                            inBatch instanceof Observation.Unclear,
                            "an unclear look in a batch under " + fault,
                            inBatch);
                }
            }
        });
    }

    private static Observation lookInBatch(BatchProvider batches, AccessRef access) {
        try {
            return batches.look(List.of(access)).get(0);
        } catch (RuntimeException e) {
            return Observation.unclear("thrown: " + e);
        }
    }

    static void silenceIsNoMissingAccount(Bench bench) {
        each(bench, READS, (scene, fault) -> {
            PrincipalLookup lookup = struck(scene, fault, () -> lookUp(scene));
            expect(!(lookup instanceof PrincipalLookup.NoPrincipal), "no missing account under " + fault, lookup);
        });
    }

    private static PrincipalLookup lookUp(Scene scene) {
        try {
            return scene.provider.principal(scene.bench.identities().get(0), scene.sample.entitlement());
        } catch (RuntimeException e) {
            return new PrincipalLookup.Unclear("thrown: " + e);
        }
    }

    static void failedListingsThrow(Bench bench) {
        each(bench, READS, (scene, fault) -> {
            String result = struck(scene, fault, () -> {
                try {
                    return scene.list().size() + " entries";
                } catch (ProviderException e) {
                    return "";
                } catch (RuntimeException e) {
                    return e.toString();
                }
            });
            expect(result.isEmpty(), "a listing under " + fault + " to throw a ProviderException", result);
        });
    }

    static void interruptedCallsEnd(Bench bench) {
        each(bench, EnumSet.of(Kind.HANG), (scene, fault) -> {
            AccessRef access = scene.access(0);
            ExecutorService thread = Executors.newSingleThreadExecutor();
            ProviderFaults faults = bench.faults().orElseThrow();
            faults.begin(fault);
            try {
                Future<ChangeOutcome> call = thread.submit(() -> scene.assign(access, scene.until(), false));
                Duration longest = scene.kind.callTimeout().plus(GRACE);
                hangs(call);
                thread.shutdownNow();
                ChangeOutcome outcome = call.get(longest.toMillis(), TimeUnit.MILLISECONDS);
                faults.heal();
                if (!(outcome instanceof ChangeOutcome.Unknown)) {
                    judge(scene, access, "an interrupted assign", outcome, false);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Bench.Broken("interrupted");
            } catch (ExecutionException | TimeoutException e) {
                throw new Bench.Broken("expected an interrupted call to end within its time-out, "
                        + scene.kind.callTimeout() + ", saw " + e);
            } finally {
                faults.heal();
                thread.shutdownNow();
            }
        });
    }

    private static void hangs(Future<ChangeOutcome> call) throws InterruptedException, ExecutionException {
        try {
            ChangeOutcome early = call.get(100, TimeUnit.MILLISECONDS);
            throw new Bench.Broken("expected this environment to hold the call, saw " + early);
        } catch (TimeoutException held) {
            // as wanted
        }
    }

    /** A change by itself, and as the only one of a batch. */
    private record Way(
            String name, Function<AccessRef, ChangeOutcome> assign, Function<AccessRef, ChangeOutcome> revoke) {}

    private static List<Way> ways(Scene scene) {
        Way alone = new Way("alone", access -> scene.assign(access, scene.until(), false), scene::revoke);
        if (!(scene.provider instanceof BatchProvider batches)) {
            return List.of(alone);
        }
        Way inBatch = new Way(
                "in a batch",
                access -> {
                    ChangeOutcome outcome = inBatch(batches, new Change(access, Optional.of(scene.until()), false));
                    scene.made();
                    return outcome;
                },
                access -> {
                    scene.untilRemovable();
                    return inBatch(batches, new Change(access, Optional.empty(), true));
                });
        return List.of(alone, inBatch);
    }

    private static ChangeOutcome inBatch(BatchProvider batches, Change change) {
        return Scene.outcome(() -> batches.apply(List.of(change)).get(0));
    }

    private static <T> T struck(Scene scene, Kind fault, Supplier<T> call) {
        ProviderFaults faults = scene.bench.faults().orElseThrow();
        faults.begin(fault);
        try {
            return call.get();
        } finally {
            faults.heal();
        }
    }

    private static void each(Bench bench, Set<Kind> wanted, BiConsumer<Scene, Kind> check) {
        Set<Kind> possible = bench.faults().map(ProviderFaults::supported).orElse(Set.of());
        Set<Kind> tried = EnumSet.copyOf(wanted);
        tried.retainAll(possible);
        if (tried.size() < wanted.size()) {
            bench.notRun().accept("this environment can bring about " + tried + " of " + wanted);
        }
        bench.eachKind(
                Scene::observable,
                "nobody can see it",
                scene -> tried.forEach(fault -> bench.guarded(
                        "kind " + scene.kind.kind() + " under " + fault, () -> check.accept(scene, fault))));
    }
}
