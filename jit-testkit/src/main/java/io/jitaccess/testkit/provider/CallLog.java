package io.jitaccess.testkit.provider;

import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.provider.FakeCall.Operation;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a {@link FakeProvider} was asked, and how much of it at once. Thread-safe. */
public final class CallLog {

    private static final int KEPT = 10_000;

    private final Map<Operation, Long> calls = new EnumMap<>(Operation.class);
    private final Map<Operation, Long> items = new EnumMap<>(Operation.class);
    private final Deque<FakeCall> recent = new ArrayDeque<>();
    private final Map<Long, Set<AssignmentId>> running = new HashMap<>();
    private long number;
    private int mostAtOnce;
    private int overlaps;

    CallLog() {}

    /** How many calls over the network there were: a batch is one. */
    public synchronized long count(Operation operation) {
        return calls.getOrDefault(operation, 0L);
    }

    /** How many calls over the network there were in all. */
    public synchronized long count() {
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How often this was asked for, by itself or as an item of a batch. */
    public synchronized long countWithBatches(Operation operation) {
        return count(operation) + items.getOrDefault(operation, 0L);
    }

    /** How many calls run now. */
    public synchronized int running() {
        return running.size();
    }

    /** The most calls that ever ran at once. */
    public synchronized int mostAtOnce() {
        return mostAtOnce;
    }

    /** How often a change of an access began while another of the same access ran: one node must never do that. */
    public synchronized int overlaps() {
        return overlaps;
    }

    /** The calls and items so far, oldest first; the last 10 000. */
    public synchronized List<FakeCall> recent() {
        return List.copyOf(recent);
    }

    /** Begins a call; a batch is about several accesses, and names none. */
    synchronized FakeCall begin(
            Operation operation, List<AccessRef> accesses, Optional<Instant> until, boolean ours, Instant at) {
        boolean batch = operation == Operation.APPLY || operation == Operation.LOOK;
        Optional<AccessRef> access =
                batch ? Optional.empty() : accesses.stream().findFirst();
        FakeCall call =
                keep(new FakeCall(++number, operation, access, until, ours, false, Math.max(1, accesses.size()), at));
        calls.merge(operation, 1L, Long::sum);
        Set<AssignmentId> changed = changes(operation)
                ? accesses.stream().map(AccessRef::assignment).collect(Collectors.toUnmodifiableSet())
                : Set.of();
        if (running.values().stream().anyMatch(other -> !Collections.disjoint(other, changed))) {
            overlaps++;
        }
        running.put(call.number(), changed);
        mostAtOnce = Math.max(mostAtOnce, running.size());
        return call;
    }

    synchronized void end(FakeCall call) {
        running.remove(call.number());
    }

    synchronized FakeCall item(
            Operation operation, AccessRef access, Optional<Instant> until, boolean ours, Instant at) {
        items.merge(operation, 1L, Long::sum);
        return keep(new FakeCall(++number, operation, Optional.of(access), until, ours, true, 1, at));
    }

    private static boolean changes(Operation operation) {
        return operation == Operation.ASSIGN || operation == Operation.REVOKE || operation == Operation.APPLY;
    }

    private FakeCall keep(FakeCall call) {
        if (recent.size() == KEPT) {
            recent.removeFirst();
        }
        recent.add(call);
        return call;
    }
}
