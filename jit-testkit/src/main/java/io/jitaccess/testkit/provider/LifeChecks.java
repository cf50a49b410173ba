package io.jitaccess.testkit.provider;

import static io.jitaccess.testkit.provider.Bench.expect;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.KindDescriptor.Scope;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.testkit.provider.ProviderTruth.InForce;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Making access and taking it away. */
final class LifeChecks {

    private static final String UNSEEN = "nobody can see it";

    private LifeChecks() {}

    static void assignMakes(Bench bench) {
        bench.eachKind(scene -> {
            AccessRef access = scene.access(0);
            if (scene.isObservable()) {
                expect(!scene.isInForce(access), "the sample not in force to begin with", scene.seen(access));
                scene.expectSeen(access, false, "before anything was done");
            }
            scene.expectDone(scene.assign(access, scene.until(), false), "an assign", access, Effect.CREATED);
            if (scene.isObservable()) {
                expect(scene.isInForce(access), "access in force after an assign that is done", "none");
                scene.expectSeen(access, true, "after an assign");
            }
        });
    }

    static void marks(Bench bench) {
        bench.eachKind(Scene::observable, UNSEEN, scene -> {
            AccessRef access = scene.given(scene.access(0));
            scene.expectSeen(access, true, "after an assign");
            Observation look = scene.look(access, seen -> seen instanceof Observation.Present);
            Observation.Mark mark = scene.isMarked() ? Observation.Mark.OURS : Observation.Mark.NONE;
            expect(
                    look instanceof Observation.Present present && present.mark() == mark,
                    "access of ours to be seen with the mark " + mark,
                    look);
            Optional<InForce> ours = scene.ours(access);
            expect(ours.isPresent(), "an entry that carries the assignment's id, if marked", scene.seen(access));
        });
    }

    static void assignTwice(Bench bench) {
        bench.eachKind(scene -> {
            AccessRef access = scene.given(scene.access(0));
            List<InForce> before = scene.seen(access);
            scene.expectDone(
                    scene.assign(access, scene.until(), false),
                    "a second assign",
                    access,
                    scene.again(Effect.ALREADY_PRESENT, Effect.CREATED));
            expect(
                    scene.seen(access).equals(before),
                    "a second assign to change nothing of " + before,
                    scene.seen(access));
            scene.expectDone(
                    scene.assign(access, scene.until(), true),
                    "an assign of what is ours",
                    access,
                    Stream.concat(
                                    Stream.of(Effect.UPDATED),
                                    Stream.of(scene.again(Effect.ALREADY_PRESENT, Effect.CREATED)))
                            .toArray(Effect[]::new));
            int entries = scene.seen(access).size();
            expect(entries == before.size(), "one entry after three assigns", entries);
        });
    }

    static void assignAnew(Bench bench) {
        bench.eachKind(Scene::observable, UNSEEN, scene -> {
            AccessRef access = scene.given(scene.access(0));
            bench.truth().outsiderRemoves(access);
            scene.expectDone(
                    scene.assign(access, scene.until(), true),
                    "an assign of what was ours and is gone",
                    access,
                    Effect.CREATED);
            expect(scene.isInForce(access), "access in force after it was assigned anew", "none");
        });
    }

    static void revokeEnds(Bench bench) {
        bench.eachKind(scene -> {
            AccessRef access = scene.given(scene.access(0));
            scene.expectDone(scene.revoke(access), "a revoke", access, Effect.REMOVED);
            if (scene.isObservable()) {
                expect(!scene.isInForce(access), "no access after a revoke that is done", scene.seen(access));
                scene.expectSeen(access, false, "after a revoke");
            }
        });
    }

    static void revokeAbsent(Bench bench) {
        bench.eachKind(scene -> {
            AccessRef access = scene.access(0);
            Effect[] absent = scene.again(Effect.ALREADY_ABSENT, Effect.REMOVED);
            scene.expectDone(scene.revoke(access), "a revoke of what never was", access, absent);
            scene.given(access);
            scene.expectDone(scene.revoke(access), "a revoke", access, Effect.REMOVED);
            scene.expectDone(scene.revoke(access), "a second revoke", access, absent);
            expect(!scene.isInForce(access), "no access after two revokes", scene.seen(access));
        });
    }

    static void foreignIsNotOurs(Bench bench) {
        bench.eachKind(Scene::sharedAndObservable, "it is per grant, or nobody can see it", scene -> {
            AccessRef access = scene.access(0);
            bench.truth().outsiderAdds(access, Optional.empty());
            Observation look = scene.look(access, seen -> seen instanceof Observation.Present || scene.isMarked());
            boolean notOurs = look instanceof Observation.Present present
                    ? present.mark() == Observation.Mark.NONE
                    : scene.isMarked() && look instanceof Observation.Absent;
            expect(notOurs, "an outsider's access to be seen, and not as ours", look);
            scene.expectDone(
                    scene.assign(access, scene.until(), false),
                    "an assign beside an outsider's access",
                    access,
                    scene.isMarked()
                            ? new Effect[] {Effect.CREATED, Effect.ALREADY_PRESENT}
                            : only(Effect.ALREADY_PRESENT));
        });
    }

    static void revokeIsAddressed(Bench bench) {
        bench.eachKind(Scene::observable, UNSEEN, scene -> {
            AccessRef access = scene.given(scene.access(0));
            AccessRef otherAccount = scene.given(scene.access(1));
            AccessRef otherTarget = scene.given(scene.access(0, scene.sample.another()));
            scene.revoke(access);
            expect(!scene.isInForce(access), "the addressed access gone", scene.seen(access));
            expect(scene.isInForce(otherAccount), "the other account's access to stay", "none");
            expect(scene.isInForce(otherTarget), "the account's other access to stay", "none");
        });
    }

    static void assignIsAddressed(Bench bench) {
        bench.eachKind(Scene::observable, UNSEEN, scene -> {
            AccessRef otherAccount = scene.access(1);
            AccessRef otherTarget = scene.access(0, scene.sample.another());
            scene.given(scene.access(0));
            expect(!scene.isInForce(otherAccount), "nothing for the other account", scene.seen(otherAccount));
            expect(!scene.isInForce(otherTarget), "nothing on the other target", scene.seen(otherTarget));
        });
    }

    static void revokeLeavesForeign(Bench bench) {
        bench.eachKind(Scene::sharedAndMarked, "it is per grant, or has no marks to tell ours by", scene -> {
            AccessRef access = scene.access(0);
            bench.truth().outsiderAdds(access, Optional.empty());
            List<InForce> foreign = scene.seen(access);
            scene.assign(access, scene.until(), false);
            scene.revoke(access);
            expect(scene.seen(access).equals(foreign), "the outsider's entry alone, " + foreign, scene.seen(access));
            bench.truth().outsiderRemoves(access);
            scene.given(access);
            AccessRef stranger = scene.access(0);
            scene.expectDone(scene.revoke(stranger), "a revoke with another mark", stranger, Effect.ALREADY_ABSENT);
            expect(scene.isInForce(access), "the entry with our mark to stay", "none");
        });
    }

    static void endsByItsMark(Bench bench) {
        bench.eachKind(Scene::markedAndObservable, "it has no marks, or nobody can see it", scene -> {
            AccessRef access = scene.given(scene.access(0));
            Optional<AssignmentId> mark = Optional.of(access.assignment());
            Optional<ListedAccess> entry =
                    scene
                            .list(all -> all.stream()
                                    .anyMatch(listed -> listed.mark().equals(mark)))
                            .stream()
                            .filter(listed -> listed.mark().equals(mark))
                            .findFirst();
            expect(entry.isPresent(), "access of ours listed with its mark", entry);
            AccessRef listed = new AccessRef(
                    access.assignment(),
                    entry.get().principal(),
                    entry.get().entitlement(),
                    entry.get().targetKey(),
                    Optional.empty());
            scene.expectSeen(listed, true, "where a listing is all that is known of it");
            scene.expectDone(scene.revoke(listed), "a revoke without a grant", listed, Effect.REMOVED);
            expect(!scene.isInForce(access), "no access after it was revoked by its mark", scene.seen(access));
        });
    }

    static void grantsAreIndependent(Bench bench) {
        bench.eachKind(
                kind -> kind.scope() == Scope.PER_GRANT && Scene.observable(kind),
                "it is shared by grants, or nobody can see it",
                scene -> {
                    AccessRef first = scene.given(scene.access(0));
                    AccessRef second = scene.given(scene.access(0));
                    scene.revoke(first);
                    expect(!scene.isInForce(first), "the first grant's access gone", scene.seen(first));
                    expect(scene.isInForce(second), "the second grant's access to stay", "none");
                    scene.expectSeen(second, true, "after the other grant's was revoked");
                });
    }

    static void unreadableIsUnclear(Bench bench) {
        bench.eachKind(
                Scene::observable,
                UNSEEN,
                scene -> impossible(scene).ifPresent(access -> {
                    Observation look = scene.observe(access);
                    expect(look instanceof Observation.Unclear, "an unclear look at what cannot be read", look);
                    ChangeOutcome revoke = scene.revoke(access);
                    expect(!(revoke instanceof ChangeOutcome.Done), "no done revoke of what cannot be read", revoke);
                }));
    }

    static void impossibleIsNeverDone(Bench bench) {
        bench.eachKind(scene -> impossible(scene).ifPresent(access -> {
            ChangeOutcome outcome = scene.assign(access, scene.until(), false);
            boolean accepted = outcome instanceof ChangeOutcome.Done || outcome instanceof ChangeOutcome.Pending;
            expect(!accepted, "an assign of what cannot be given not to be accepted", outcome);
        }));
    }

    static void oneAccessFromManyThreads(Bench bench) {
        bench.eachKind(scene -> {
            AccessRef access = scene.access(0);
            manyAtOnce(scene, access);
            scene.expectDone(
                    scene.assign(access, scene.until(), true),
                    "the last assign",
                    access,
                    Effect.CREATED,
                    Effect.UPDATED,
                    Effect.ALREADY_PRESENT);
            if (scene.isObservable()) {
                expect(scene.seen(access).size() == 1, "one entry after the last assign", scene.seen(access));
            }
            scene.expectDone(scene.revoke(access), "the last revoke", access, Effect.REMOVED);
            expect(!scene.isInForce(access), "no access after the last revoke", scene.seen(access));
        });
    }

    private static void manyAtOnce(Scene scene, AccessRef access) {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<ChangeOutcome>> calls = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                boolean assigns = i % 2 == 0;
                calls.add(threads.submit(
                        () -> assigns ? scene.assign(access, scene.until(), true) : scene.revokeNow(access)));
            }
            for (Future<ChangeOutcome> call : calls) {
                call.get(scene.kind.callTimeout().toMillis() * 2 + 1000, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Bench.Broken("interrupted");
        } catch (ExecutionException | TimeoutException e) {
            throw new Bench.Broken("expected each of many calls at once to end, saw " + e);
        } finally {
            threads.shutdownNow();
        }
    }

    static Optional<AccessRef> impossible(Scene scene) {
        Optional<Entitlement> impossible = scene.sample.impossible();
        if (impossible.isEmpty()) {
            scene.notRun("the sample names nothing that cannot be given");
        }
        return impossible.map(entitlement -> scene.access(0, entitlement));
    }

    private static Effect[] only(Effect effect) {
        return new Effect[] {effect};
    }
}
