package io.jitaccess.testkit.model;

import io.jitaccess.grant.Assignment;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.testkit.provider.FakeCloud;
import io.jitaccess.testkit.provider.FakeProvider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What was committed, in order, and how far the clouds were each time. Thread-safe. */
final class Journal {

    private record Holder(String node, AssignmentId row) {}

    private final List<FakeProvider> providers = new ArrayList<>();
    private final List<FakeCloud> clouds = new ArrayList<>();
    private final List<Commit> commits = new ArrayList<>();
    private final TreeMap<Long, Commit> open = new TreeMap<>();
    private long places;
    private int told;
    private final Map<Holder, Instant> leases = new HashMap<>();

    synchronized void add(FakeProvider provider) {
        if (providers.stream().anyMatch(known -> known.id().equals(provider.id()))) {
            throw new IllegalArgumentException("a provider with the id " + provider.id() + " is watched already");
        }
        providers.add(provider);
        if (!clouds.contains(provider.cloud())) {
            clouds.add(provider.cloud());
        }
    }

    /** To be called when everything is written and nothing is committed yet. */
    synchronized long takePlace(Commit commit, boolean awaited) {
        commit.place = ++places;
        commit.effects = progress();
        if (awaited) {
            open.put(commit.place, commit);
        }
        return commit.place;
    }

    /** Nobody waits any longer for what took this place. */
    synchronized void over(long place) {
        open.remove(place);
    }

    synchronized void committed(Commit commit) {
        open.remove(commit.place);
        if (!commit.isEmpty()) {
            int at = commits.size();
            while (at > told && commits.get(at - 1).place > commit.place) {
                at--;
            }
            commits.add(at, commit);
        }
        for (Assignment row : commit.assignments) {
            Holder holder = new Holder(commit.node, row.id());
            row.lease().ifPresentOrElse(lease -> leases.put(holder, lease.until()), () -> leases.remove(holder));
        }
    }

    synchronized List<FakeProvider> providers() {
        return List.copyOf(providers);
    }

    synchronized List<FakeCloud> clouds() {
        return List.copyOf(clouds);
    }

    /**
     * Commits in order, and how many effects of each cloud may be judged with them.
     *
     * @param effects empty for all
     */
    record Told(List<Commit> commits, Optional<List<Integer>> effects) {}

    /** What is certain after the first so many commits: nothing beyond a unit of work that is about to commit. */
    synchronized Told tell(int from) {
        Optional<Commit> awaited = open.values().stream().findFirst();
        int until = from;
        while (until < commits.size() && !isBefore(awaited, commits.get(until))) {
            until++;
        }
        told = Math.max(told, until);
        return new Told(List.copyOf(commits.subList(from, until)), awaited.map(commit -> commit.effects));
    }

    private static boolean isBefore(Optional<Commit> awaited, Commit commit) {
        return awaited.filter(first -> first.place < commit.place).isPresent();
    }

    /** Until when a node holds a row, as far as that node can know. */
    synchronized Optional<Instant> leaseOf(String node, AssignmentId row) {
        return Optional.ofNullable(leases.get(new Holder(node, row)));
    }

    private List<Integer> progress() {
        return clouds.stream().map(cloud -> cloud.history().size()).toList();
    }
}
