package io.jitaccess.testkit.provider;

import static io.jitaccess.testkit.provider.Bench.expect;

import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.KindDescriptor.Expiry;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.testkit.provider.ProviderTruth.InForce;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Listings of what is in force. */
final class ListChecks {

    private ListChecks() {}

    static void showsWhatIsThere(Bench bench) {
        bench.eachKind(Scene::observable, "nobody can see it", scene -> {
            AccessRef ours = scene.given(scene.access(0));
            Predicate<ListedAccess> isOurs = entry ->
                    isFor(entry, ours) && (!scene.isMarked() || entry.mark().equals(Optional.of(ours.assignment())));
            List<ListedAccess> listed = scene.list(all -> all.stream().anyMatch(isOurs));
            Optional<ListedAccess> entry = listed.stream().filter(isOurs).findFirst();
            expect(entry.isPresent(), "access of ours listed, with its principal, target key and mark", listed);
            if (scene.kind.expiry() == Expiry.NATIVE) {
                Optional<Instant> carried = scene.ours(ours).flatMap(InForce::until);
                expect(
                        entry.get().until().equals(carried),
                        "the end that the service carries, " + carried,
                        entry.get());
            }
            scene.revoke(ours);
            List<ListedAccess> after = scene.list(all -> all.stream().noneMatch(isOurs));
            expect(after.stream().noneMatch(isOurs), "revoked access not to be listed", after);
        });
    }

    static void showsWhatOthersMade(Bench bench) {
        bench.eachKind(Scene::sharedAndObservable, "it is per grant, or nobody can see it", scene -> {
            AccessRef access = scene.access(1, scene.sample.another());
            bench.truth().outsiderAdds(access, Optional.empty());
            Predicate<ListedAccess> isTheirs =
                    entry -> isFor(entry, access) && entry.mark().isEmpty();
            List<ListedAccess> listed = scene.list(all -> all.stream().anyMatch(isTheirs));
            expect(listed.stream().anyMatch(isTheirs), "an outsider's access listed without a mark", listed);
        });
    }

    static void keysFit(Bench bench) {
        bench.eachKind(Scene::observable, "nobody can see it", scene -> {
            AccessRef one = scene.given(scene.access(0));
            scene.given(scene.access(1, scene.sample.another()));
            scene.list(all -> all.stream().anyMatch(entry -> isFor(entry, one))).forEach(entry -> {
                TargetKey key = scene.provider.targetKey(entry.entitlement());
                expect(
                        entry.targetKey().equals(key),
                        "each entry with the target key of its entitlement, " + key,
                        entry);
                expect(entry.entitlement().kind().equals(scene.kind.kind()), "entries of the listed kind", entry);
            });
        });
    }

    static void unseenListsNothing(Bench bench) {
        Predicate<KindDescriptor> observable = Scene::observable;
        bench.eachKind(observable.negate(), "it can be seen", scene -> {
            AccessRef access = scene.given(scene.access(0));
            expect(scene.list().isEmpty(), "nothing listed of what nobody can see", scene.list());
            scene.revoke(access);
        });
    }

    private static boolean isFor(ListedAccess entry, AccessRef access) {
        return entry.principal().equals(access.principal()) && entry.targetKey().equals(access.targetKey());
    }
}
