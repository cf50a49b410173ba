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

/** What was committed, in order, and how far the clouds were each time. Thread-safe. */
final class Journal {

    private record Holder(String node, AssignmentId row) {}

    private final List<FakeProvider> providers = new ArrayList<>();
    private final List<FakeCloud> clouds = new ArrayList<>();
    private final List<Commit> commits = new ArrayList<>();
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

    synchronized void committed(Commit commit) {
        commit.effects = progress();
        if (!commit.isEmpty()) {
            commits.add(commit);
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

    synchronized List<Commit> commits(int from) {
        return List.copyOf(commits.subList(from, commits.size()));
    }

    /** Until when a node holds a row, as far as that node can know. */
    synchronized Optional<Instant> leaseOf(String node, AssignmentId row) {
        return Optional.ofNullable(leases.get(new Holder(node, row)));
    }

    private List<Integer> progress() {
        return clouds.stream().map(cloud -> cloud.history().size()).toList();
    }
}
