package io.jitaccess.testkit.provider;

import static io.jitaccess.testkit.provider.Bench.expect;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.Observation;
import io.jitaccess.testkit.provider.ProviderTruth.InForce;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Ends that the service itself carries. */
final class ExpiryChecks {

    private static final String NONE = "it does not end access by itself, or nobody can see it";

    private ExpiryChecks() {}

    static void carriesAnEnd(Bench bench) {
        bench.eachKind(Scene::nativeAndObservable, NONE, scene -> {
            Instant until = scene.until();
            AccessRef access = scene.given(scene.access(0), until);
            Instant carried = end(scene, access);
            expect(!carried.isAfter(until), "an end not after " + until, carried);
            Observation look = scene.look(access, seen -> seen instanceof Observation.Present);
            expect(
                    look instanceof Observation.Present present
                            && present.until().equals(Optional.of(carried)),
                    "a look to see the end that the service carries, " + carried,
                    look);
        });
    }

    static void oursGetsANewEnd(Bench bench) {
        bench.eachKind(Scene::nativeAndObservable, NONE, scene -> {
            Instant first = scene.until(Duration.ofMinutes(10));
            Instant later = scene.until(Duration.ofMinutes(20));
            if (!later.isAfter(first)) {
                scene.notRun("its longest access leaves no room for a later end");
                return;
            }
            AccessRef access = scene.given(scene.access(0), first);
            scene.expectDone(scene.assign(access, later, true), "an extension", access, Effect.UPDATED);
            Instant extended = end(scene, access);
            expect(
                    extended.isAfter(first) && !extended.isAfter(later),
                    "an end after " + first + ", not after " + later,
                    extended);
            scene.expectDone(scene.assign(access, first, true), "a shortening", access, Effect.UPDATED);
            Instant shortened = end(scene, access);
            expect(!shortened.isAfter(first), "an end not after " + first + " again", shortened);
        });
    }

    static void notOursKeepsItsEnd(Bench bench) {
        bench.eachKind(Scene::nativeAndObservable, NONE, scene -> {
            Instant first = scene.until(Duration.ofMinutes(10));
            Instant later = scene.until(Duration.ofMinutes(20));
            AccessRef access = scene.given(scene.access(0), first);
            List<InForce> before = scene.seen(access);
            scene.assign(access, later, false);
            expect(
                    scene.seen(access).equals(before),
                    "an assign that is not said to be of ours to leave " + before,
                    scene.seen(access));
        });
    }

    static void foreignKeepsItsEnd(Bench bench) {
        bench.eachKind(
                kind -> Scene.nativeAndObservable(kind) && Scene.sharedAndObservable(kind),
                "it is per grant, or does not end access by itself, or nobody can see it",
                scene -> {
                    Instant first = scene.until(Duration.ofMinutes(10));
                    Instant later = scene.until(Duration.ofMinutes(20));
                    for (Optional<Instant> end : List.of(Optional.<Instant>empty(), Optional.of(first))) {
                        AccessRef access = scene.access(0);
                        bench.truth().outsiderAdds(access, end);
                        List<InForce> foreign = scene.seen(access);
                        scene.assign(access, later, false);
                        if (scene.isMarked()) {
                            scene.assign(access, later, true);
                        }
                        expect(
                                scene.seen(access).containsAll(foreign),
                                "the outsider's entry with its own end, " + foreign,
                                scene.seen(access));
                        bench.truth().outsiderRemoves(access);
                    }
                });
    }

    static void endsByItself(Bench bench) {
        bench.eachKind(Scene::nativeAndObservable, NONE, scene -> {
            Instant until = scene.until(Duration.ofSeconds(3));
            Duration wait = Duration.between(bench.clock().instant(), until);
            if (bench.advance().isEmpty() && wait.compareTo(bench.patience()) > 0) {
                scene.notRun("its shortest access lasts " + wait + ", and this environment cannot move time");
                return;
            }
            AccessRef access = scene.given(scene.access(0), until);
            boolean ended = bench.await(wait, () -> !scene.isInForce(access))
                    || (bench.advance().isEmpty()
                            && bench.await(Duration.ofSeconds(5), () -> !scene.isInForce(access)));
            expect(ended, "access to end by itself at " + until, scene.seen(access));
            scene.expectSeen(access, false, "after its end");
        });
    }

    private static Instant end(Scene scene, AccessRef access) {
        Optional<Instant> end = scene.ours(access).flatMap(InForce::until);
        expect(end.isPresent(), "the service to carry an end", scene.seen(access));
        return end.get();
    }
}
