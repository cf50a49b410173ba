package io.jitaccess.gcp;

import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes all changes of one resource in one write. Where Google takes a policy as a whole to be wrong, the changes are
 * parted until what is wrong stands alone: revokes first, so that no bad grant keeps access alive, and then whoever the
 * answer names. Where one is refused alone and unnamed, or a second one alone, the policy is sent once as it was read: if that
 * is refused too, nothing of ours is the reason, and no other part is sent. A revoke of what has just ended by itself waits a little for others, so that many are one write.
 */
final class PolicyBatch {

    /** Threads of one process take turns at a resource: its policy takes one writer, and others get a conflict. */
    private static final int LOCKS = 256;

    private final Policies policies;
    private final String mark;
    private final Clock clock;
    private final Duration patience;
    private final List<ReentrantLock> turns;

    /** Revokes that were answered with "pending", each resource's under its lock; a lost one is asked for again. */
    private final Map<Resource, Set<AssignmentId>> left = new ConcurrentHashMap<>();

    /** @param patience how long after its begin a call may start another write */
    PolicyBatch(Policies policies, String mark, Clock clock, Duration patience) {
        this.policies = policies;
        this.mark = mark;
        this.clock = clock;
        this.patience = patience;
        this.turns = java.util.stream.IntStream.range(0, LOCKS)
                .mapToObj(i -> new ReentrantLock())
                .toList();
    }

    List<ChangeOutcome> apply(Resource resource, List<Change> changes) {
        ReentrantLock turn = turns.get(Math.floorMod(resource.hashCode(), LOCKS));
        Batch batch = new Batch(resource, changes);
        try {
            if (!turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return batch.all(new ChangeOutcome.Retryable("another change of this policy is under way"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return batch.all(new ChangeOutcome.Retryable("interrupted before anything was sent"));
        }
        try {
            return batch.apply();
        } finally {
            turn.unlock();
        }
    }

    /** The changes and what came of them. */
    private final class Batch {
        private final Resource resource;
        private final List<Change> changes;
        private final @Nullable ChangeOutcome[] outcomes;
        private final long begun = System.nanoTime();

        /** As this call's own write or refused write left it: a read may be behind. */
        private @Nullable Policy known;

        private int refusedAlone;

        /** Whether it was tried to write the policy as it was read. */
        private boolean probed;

        /** The answer to that, if the policy cannot be written whatever is changed. */
        private @Nullable ChangeOutcome hopeless;

        Batch(Resource resource, List<Change> changes) {
            this.resource = resource;
            this.changes = changes;
            this.outcomes = new ChangeOutcome[changes.size()];
        }

        List<ChangeOutcome> all(ChangeOutcome outcome) {
            return changes.stream().map(change -> outcome).toList();
        }

        List<ChangeOutcome> apply() {
            List<Integer> every = new ArrayList<>();
            for (int i = 0; i < changes.size(); i++) {
                every.add(i);
            }
            apply(every);
            return Arrays.stream(outcomes).map(Objects::requireNonNull).toList();
        }

        private void apply(List<Integer> items) {
            if (Thread.currentThread().isInterrupted() || System.nanoTime() - begun > patience.toNanos()) {
                answer(items, new ChangeOutcome.Retryable("not sent in the time of this call"));
                return;
            }
            Policy policy;
            try {
                policy = known == null ? policies.read(resource) : known;
            } catch (IOException e) {
                answer(items, Failure.of(e).beforeWrite());
                return;
            }
            List<Change> asked = items.stream().map(changes::get).toList();
            PolicyEdit edit =
                    PolicyEdit.of(policy, asked, left.getOrDefault(resource, Set.of()), mark, clock.instant());
            if (edit.changed() && !policy.isWritable()) {
                failed(
                        items,
                        edit,
                        new ChangeOutcome.Retryable(
                                "the policy came without its conditions, or an etag to guard a write"));
                return;
            }
            if (edit.changed() && hopeless != null) {
                failed(items, edit, hopeless);
                return;
            }
            if (edit.changed()) {
                if (Thread.currentThread().isInterrupted()) {
                    answer(items, new ChangeOutcome.Retryable("interrupted before the policy was written"));
                    return;
                }
                try {
                    Policy written = policies.write(resource, edit.next());
                    known = written.isWritable() ? written : null;
                } catch (IOException e) {
                    Failure failure = Failure.of(e);
                    known = failure.meaning() == Failure.Meaning.INVALID ? policy : null;
                    if (failure.meaning() == Failure.Meaning.INVALID && items.size() > 1) {
                        part(items, failure.message()).forEach(this::apply);
                    } else {
                        if (failure.meaning() == Failure.Meaning.INVALID) {
                            refusedAlone++;
                            if (refusedAlone > 1 || !isNamed(items.get(0), failure.message())) {
                                probe(policy);
                            }
                        }
                        failed(items, edit, hopeless == null ? failure.onWrite() : hopeless);
                    }
                    return;
                }
                left.remove(resource);
            }
            for (int i = 0; i < items.size(); i++) {
                ChangeOutcome outcome = edit.outcomes().get(i);
                outcomes[items.get(i)] = outcome;
                if (outcome instanceof ChangeOutcome.Pending) {
                    left.computeIfAbsent(resource, key -> new HashSet<>())
                            .add(asked.get(i).access().assignment());
                }
            }
        }

        /** Without this, whatever others left wrong in a policy takes two writes for each change of ours. */
        private void probe(Policy policy) {
            if (probed || changes.size() < 3 || System.nanoTime() - begun > patience.toNanos()) {
                return;
            }
            probed = true;
            try {
                Policy written = policies.write(resource, policy);
                known = written.isWritable() ? written : null;
            } catch (IOException e) {
                Failure failure = Failure.of(e);
                known = null;
                if (failure.meaning() == Failure.Meaning.INVALID) {
                    known = policy;
                    hopeless = new ChangeOutcome.Refused(
                            "the policy is refused even as it is, without any change of ours: " + failure.message());
                }
            }
        }

        /** What needed no write is as it was found, whatever came of the write. */
        private void failed(List<Integer> items, PolicyEdit edit, ChangeOutcome outcome) {
            for (int i = 0; i < items.size(); i++) {
                boolean needed = edit.outcomes().get(i) instanceof ChangeOutcome.Done done
                        && (done.effect() == ChangeOutcome.Effect.CREATED
                                || done.effect() == ChangeOutcome.Effect.UPDATED
                                || done.effect() == ChangeOutcome.Effect.REMOVED);
                outcomes[items.get(i)] = needed ? outcome : edit.outcomes().get(i);
            }
        }

        private void answer(List<Integer> items, ChangeOutcome outcome) {
            items.forEach(item -> outcomes[item] = outcome);
        }

        private List<List<Integer>> part(List<Integer> items, String message) {
            List<Integer> revokes = items.stream()
                    .filter(item -> changes.get(item).until().isEmpty())
                    .toList();
            if (!revokes.isEmpty() && revokes.size() < items.size()) {
                return List.of(revokes, without(items, revokes));
            }
            List<Integer> named =
                    items.stream().filter(item -> isNamed(item, message)).toList();
            if (!named.isEmpty() && named.size() < items.size()) {
                return List.of(without(items, named), named);
            }
            int half = items.size() / 2;
            return List.of(items.subList(0, half), items.subList(half, items.size()));
        }

        private boolean isNamed(int item, String message) {
            String member = changes.get(item).access().principal().value();
            String name = member.substring(member.indexOf(':') + 1);
            return message.toLowerCase(java.util.Locale.ROOT).contains(name.toLowerCase(java.util.Locale.ROOT));
        }

        private static List<Integer> without(List<Integer> items, List<Integer> others) {
            return items.stream().filter(item -> !others.contains(item)).toList();
        }
    }
}
