package io.jitaccess.benchmarks;

import io.jitaccess.Explanation;
import io.jitaccess.JitAccess;
import io.jitaccess.Offer;
import io.jitaccess.Settings;
import io.jitaccess.directory.StaticDirectory;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.request.RequestDraft;
import io.jitaccess.spi.Directory;
import io.jitaccess.spi.store.Store;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.provider.FakeProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** People who ask in turn, nobody twice in a row, each with 50 groups of its own and one eligibility for each group. */
final class LookUpWorld {

    static final int GROUPS = 50;
    static final Duration ASKED = Duration.ofHours(2);

    /** One person and one thing that it may ask for. */
    record Asker(Identity identity, int eligibility, RequestDraft draft) {}

    private final List<Asker> askers;
    private final JitAccess jit;
    private int turn;

    private LookUpWorld(List<Asker> askers, JitAccess jit) {
        this.askers = askers;
        this.jit = jit;
    }

    /** People over a catalogue of that size; the same each time. */
    static List<Asker> askers(int eligibilities, int people) {
        Random random = new Random(eligibilities);
        List<Asker> askers = new ArrayList<>(people);
        for (int i = 0; i < people; i++) {
            Set<GroupId> groups = new LinkedHashSet<>();
            int wanted = -1;
            while (groups.size() < Math.min(GROUPS, eligibilities)) {
                wanted = random.nextInt(eligibilities);
                groups.add(Company.group(wanted));
            }
            Identity identity = Company.person("person-" + i, groups);
            RequestDraft draft = RequestDraft.of(Company.eligibilityId(wanted), ASKED, "looking for a fault");
            askers.add(new Asker(identity, wanted, draft));
        }
        return askers;
    }

    static Directory directory(List<Asker> askers) {
        List<Identity> all =
                new ArrayList<>(askers.stream().map(Asker::identity).toList());
        all.add(Company.person("root", Set.of(Company.ADMINISTRATORS)));
        all.add(Company.person("lea", Set.of(Company.LEADS)));
        return new StaticDirectory(all);
    }

    static JitAccess node(Store store, Directory directory) {
        return JitAccess.builder()
                .store(store)
                .directory(directory)
                .provider(FakeProvider.on(new TestClock().asClock()))
                .settings(Settings.DEFAULTS.withRoles(Set.of(Company.ADMINISTRATORS), Set.of()))
                .build();
    }

    static void activate(JitAccess jit, Catalogue catalogue) {
        jit.administration().activate(Company.ROOT, catalogue).orElseThrow();
    }

    /** With the catalogue in force. */
    static LookUpWorld on(Store store, int eligibilities, int people) {
        List<Asker> askers = askers(eligibilities, people);
        JitAccess jit = node(store, directory(askers));
        activate(jit, Company.catalogue(eligibilities));
        return new LookUpWorld(askers, jit);
    }

    Asker next() {
        turn = turn + 1 == askers.size() ? 0 : turn + 1;
        return askers.get(turn);
    }

    List<Offer> offers() {
        IdentityId who = next().identity().id();
        return jit.requests().offers(who).orElseThrow();
    }

    Explanation explain() {
        Asker asker = next();
        return jit.requests().explain(asker.identity().id(), asker.draft()).orElseThrow();
    }
}
