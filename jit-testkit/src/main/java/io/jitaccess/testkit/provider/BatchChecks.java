package io.jitaccess.testkit.provider;

import static io.jitaccess.testkit.provider.Bench.expect;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.BatchProvider;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Several changes or looks in one call. */
final class BatchChecks {

    private BatchChecks() {}

    static void keys(Bench bench) {
        eachKind(bench, (scene, batches) -> {
            AccessRef access = scene.access(0);
            String key = batches.batchKey(access);
            expect(!key.isBlank() && key.length() <= 500, "a batch key of 1 to 500 characters", key.length());
            expect(batches.batchKey(access).equals(key), "the same batch key at each call, " + key, "another");
            scene.given(access);
            expect(batches.batchKey(access).equals(key), "the same batch key after a change, " + key, "another");
            scene.revoke(access);
        });
    }

    static void answersInOrder(Bench bench) {
        eachKind(bench, (scene, batches) -> {
            List<AccessRef> accesses = oneKey(scene, batches, 4);
            if (accesses.size() < 2) {
                scene.notRun("its batches take one change, or no two samples share a batch key");
                return;
            }
            List<Effect> effects =
                    List.of(Effect.CREATED, Effect.REMOVED, Effect.ALREADY_PRESENT, Effect.ALREADY_ABSENT);
            List<Change> changes = new ArrayList<>();
            for (int i = 0; i < accesses.size(); i++) {
                if (i == 1 || i == 2) {
                    scene.given(accesses.get(i));
                }
                changes.add(i % 2 == 0 ? assign(scene, accesses.get(i)) : revoke(accesses.get(i)));
            }
            scene.untilRemovable();
            List<ChangeOutcome> outcomes = batches.apply(changes);
            expect(outcomes.size() == changes.size(), "an outcome for each of " + changes.size(), outcomes);
            for (int i = 0; i < accesses.size(); i++) {
                AccessRef access = accesses.get(i);
                String what = "change " + (i + 1) + " of the batch";
                scene.expectDone(outcomes.get(i), what, access, effects.get(i));
                if (scene.isObservable()) {
                    boolean present = i % 2 == 0;
                    expect(
                            scene.isInForce(access) == present,
                            what + (present ? " in force" : " gone"),
                            scene.seen(access));
                }
            }
            accesses.forEach(scene::revoke);
        });
    }

    static void oneFailsAlone(Bench bench) {
        eachKind(bench, (scene, batches) -> {
            List<AccessRef> accesses = oneKey(scene, batches, 2);
            Optional<AccessRef> bad = bad(scene, batches, batches.batchKey(accesses.get(0)));
            if (bad.isEmpty() || batches.largestBatch() <= accesses.size()) {
                scene.notRun("its batches are too small, or no sample that cannot be given shares a batch key");
                return;
            }
            List<Change> changes = accesses.stream()
                    .map(access -> assign(scene, access))
                    .collect(Collectors.toCollection(ArrayList::new));
            changes.add(changes.size() / 2, assign(scene, bad.get()));
            List<ChangeOutcome> outcomes = batches.apply(changes);
            expect(outcomes.size() == changes.size(), "an outcome for each of " + changes.size(), outcomes);
            for (int i = 0; i < changes.size(); i++) {
                AccessRef access = changes.get(i).access();
                if (access.equals(bad.get())) {
                    expect(!(outcomes.get(i) instanceof ChangeOutcome.Done), "the bad change to fail", outcomes);
                } else {
                    scene.expectDone(outcomes.get(i), "a good change beside a bad one", access, Effect.CREATED);
                    expect(
                            !scene.isObservable() || scene.isInForce(access),
                            "a good change beside a bad one in force",
                            outcomes);
                }
            }
            accesses.forEach(scene::revoke);
        });
    }

    static void looksInOrder(Bench bench) {
        if (!(bench.provider() instanceof BatchProvider batches)) {
            bench.notRun().accept("it has no batches");
            return;
        }
        bench.eachKind(Scene::observable, "nobody can see it", scene -> {
            List<AccessRef> accesses = oneKey(scene, batches, 3);
            scene.given(accesses.get(0));
            scene.expectSeen(accesses.get(0), true, "after an assign");
            List<Observation> looks = batches.look(accesses);
            expect(looks.size() == accesses.size(), "a look for each of " + accesses.size(), looks);
            for (int i = 0; i < looks.size(); i++) {
                Observation alone = scene.observe(accesses.get(i));
                expect(
                        looks.get(i).equals(alone),
                        "look " + (i + 1) + " to see what a look alone sees, " + alone,
                        looks);
                expect(
                        looks.get(i) instanceof Observation.Present == (i == 0),
                        "the first alone to be seen present",
                        looks);
            }
        });
    }

    private static void eachKind(Bench bench, BiConsumer<Scene, BatchProvider> check) {
        if (bench.provider() instanceof BatchProvider batches) {
            bench.eachKind(scene -> check.accept(scene, batches));
        } else {
            bench.notRun().accept("it has no batches");
        }
    }

    /** Accesses to different places that may go into one batch. */
    private static List<AccessRef> oneKey(Scene scene, BatchProvider batches, int atMost) {
        List<AccessRef> all = new ArrayList<>();
        for (Entitlement entitlement : List.of(scene.sample.entitlement(), scene.sample.another())) {
            for (int who = 0; who < scene.bench.identities().size(); who++) {
                all.add(scene.access(who, entitlement));
            }
        }
        String key = batches.batchKey(all.get(0));
        return all.stream()
                .filter(access -> batches.batchKey(access).equals(key))
                .limit(Math.min(atMost, batches.largestBatch()))
                .toList();
    }

    private static Optional<AccessRef> bad(Scene scene, BatchProvider batches, String key) {
        List<AccessRef> bad = new ArrayList<>();
        scene.sample.impossible().ifPresent(entitlement -> bad.add(scene.access(0, entitlement)));
        scene.bench
                .unknownPrincipal()
                .ifPresent(principal -> bad.add(scene.access(principal, scene.sample.entitlement())));
        return bad.stream()
                .filter(access -> batches.batchKey(access).equals(key))
                .findFirst();
    }

    private static Change assign(Scene scene, AccessRef access) {
        return new Change(access, Optional.of(scene.until()), false);
    }

    private static Change revoke(AccessRef access) {
        return new Change(access, Optional.empty(), true);
    }
}
