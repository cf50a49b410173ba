package io.jitaccess.testkit.model;

import io.jitaccess.audit.AuditEvent;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.Store;
import io.jitaccess.testkit.provider.CloudEffect;
import io.jitaccess.testkit.provider.FakeCloud;
import io.jitaccess.testkit.provider.FakeProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges a run of the library by what was committed and by what really happened at the provider, never by what the library
 * says. Give the library {@link #watch(Store) the watched store} and the fake provider that was handed to {@link
 * #watch(FakeProvider)}, let anything happen, and {@link #check()}.
 *
 * <p>It replays commits and effects in the order in which they happened and checks the invariants of the design that a
 * store and a provider can show: no effect without an attempt on record, nothing removed that was not ours, nothing made
 * again that others removed, access by us always in a row that is looked at again, no end told before the access is gone,
 * an audit event with each change, grants within their limits, one decision a person, no secret written.
 *
 * <p>One oracle watches one store. Nodes of one database share an oracle; each has its own watched store. Thread-safe,
 * but where threads race, effects and commits are ordered as they were noticed.
 */
public final class Oracle {

    private final Journal journal = new Journal();
    private final Findings findings = new Findings();
    private final Set<String> canaries = ConcurrentHashMap.newKeySet();
    private @Nullable Store store;
    private @Nullable Replay replay;

    /** Watches a store under the name of its one node. */
    public Store watch(Store watched) {
        return watch(watched, "node");
    }

    /**
     * Watches the store that several nodes share.
     *
     * @param node tells this node's writes from others'
     */
    public synchronized Store watch(Store watched, String node) {
        store = watched;
        return new WatchedStore(watched, node, journal);
    }

    /** Watches a provider's cloud; to be called before anything happens. Answers the same provider. */
    public synchronized FakeProvider watch(FakeProvider provider) {
        if (replay != null) {
            throw new IllegalStateException("watch every provider before the first check");
        }
        journal.add(provider);
        return provider;
    }

    /** A text that must never be stored, besides what the watched providers issue. */
    public void secret(String canary) {
        canaries.add(canary);
    }

    /**
     * Checks everything up to now. May be called again and again, and costs what is new.
     *
     * @throws AssertionError naming each thing that was broken, and when
     */
    public synchronized void check() {
        Store watched = store;
        if (watched == null) {
            return;
        }
        Instant now = watched.separately(unit -> unit.now());
        replay().now(now);
        findings.throwIfAny();
    }

    /**
     * As {@link #check()}, when faults and outsiders are quiet and a healthy node had time for everything: no access by us
     * that no live grant claims, every grant that is over is ended, every row that nobody wants rests, every item is
     * active and its access is there, and the record has every event that was ever written to it.
     *
     * @param within how long ago an end may be that did not come to rest yet: at least the settle time of every kind and
     *     the longest pause between tries
     */
    public synchronized void checkSettled(Duration within) {
        check();
        Store watched = store;
        if (watched == null) {
            return;
        }
        Instant now = watched.separately(unit -> unit.now());
        replay().settled(now, now.minus(within));
        List<AuditEvent> stored = stored(watched);
        replay().recorded(now, stored);
        findings.throwIfAny();
    }

    /** Until when a node knows that it holds a row. */
    Optional<Instant> leaseOf(String node, AssignmentId row) {
        return journal.leaseOf(node, row);
    }

    private Replay replay() {
        Replay running = replay;
        if (running == null) {
            running = new Replay(journal, findings, canaries);
            replay = running;
        }
        running.catchUp();
        return running;
    }

    private static List<AuditEvent> stored(Store watched) {
        List<AuditEvent> all = new ArrayList<>();
        Optional<String> from = Optional.empty();
        do {
            PageRequest request = new PageRequest(500, from);
            Page<AuditEvent> page = watched.separately(unit -> unit.audit().page(AuditQuery.ALL, request));
            all.addAll(page.items());
            from = page.next();
        } while (from.isPresent());
        return all;
    }

    /** Feeds the checks with what happened, in order. */
    private static final class Replay {

        private final Journal journal;
        private final Findings findings;
        private final Ledger ledger;
        private final List<FakeCloud> clouds;
        private final List<List<FakeProvider>> providers = new ArrayList<>();
        private final List<Check> checks;
        private final int[] seen;
        private int commits;

        Replay(Journal journal, Findings findings, Set<String> canaries) {
            this.journal = journal;
            this.findings = findings;
            this.ledger = new Ledger(journal.providers());
            this.clouds = journal.clouds();
            this.seen = new int[clouds.size()];
            clouds.forEach(cloud -> providers.add(journal.providers().stream()
                    .filter(provider -> provider.cloud() == cloud)
                    .toList()));
            this.checks = List.of(
                    new IntentCheck(findings),
                    new OwnershipCheck(findings),
                    new AuditCheck(findings),
                    new HoldCheck(findings),
                    new EndCheck(findings),
                    new LimitCheck(findings),
                    new DecisionCheck(findings),
                    new SecretCheck(findings, journal.providers(), canaries));
        }

        void catchUp() {
            List<List<CloudEffect>> histories =
                    clouds.stream().map(FakeCloud::history).toList();
            Journal.Told told = journal.tell(commits);
            for (Commit commit : told.commits()) {
                for (int cloud = 0; cloud < clouds.size(); cloud++) {
                    int until = cloud < commit.effects.size() ? commit.effects.get(cloud) : seen[cloud];
                    effects(
                            cloud,
                            histories.get(cloud),
                            Math.min(until, histories.get(cloud).size()));
                }
                checks.forEach(check -> check.commit(commit, ledger));
                ledger.apply(commit);
                checks.forEach(check -> check.committed(commit, ledger));
                commits++;
            }
            for (int cloud = 0; cloud < clouds.size(); cloud++) {
                int happened = histories.get(cloud).size();
                List<Integer> certain = told.effects().orElse(List.of());
                effects(
                        cloud,
                        histories.get(cloud),
                        cloud < certain.size() ? Math.min(certain.get(cloud), happened) : happened);
            }
        }

        private void effects(int cloud, List<CloudEffect> history, int until) {
            for (; seen[cloud] < until; seen[cloud]++) {
                CloudEffect effect = history.get(seen[cloud]);
                Check.Seen happened =
                        new Check.Seen(cloud, providers.get(cloud), effect, Ledger.Spot.of(cloud, effect.entry()));
                checks.forEach(check -> check.effect(happened, ledger));
                ledger.apply(cloud, effect);
            }
        }

        void now(Instant now) {
            checks.forEach(check -> check.now(ledger, now));
        }

        void settled(Instant now, Instant since) {
            checks.forEach(check -> check.settled(ledger, now, since));
        }

        void recorded(Instant now, List<AuditEvent> stored) {
            Set<AuditEvent> kept = Set.copyOf(stored);
            ledger.events.values().stream()
                    .filter(event -> !kept.contains(event))
                    .forEach(event -> findings.add("audit is append-only, broken at " + now + ": lost " + event));
        }
    }
}
