package io.jitaccess;

import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.Attempt;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One state of the small world: a row, what is true at its provider, two nodes, and what may still go wrong. Time is in
 * ticks.
 *
 * @param entry what is at the provider
 * @param flying calls that were begun, may still take effect, and whose answers nobody waits for
 * @param ends until when the two grants claim the access
 * @param asks how many grants may still be asked for
 * @param outsider how often an outsider may still act
 * @param faults how many calls may still go wrong
 * @param deaths how many nodes may still die
 */
record SmallWorld(
        int now,
        Assignment row,
        Optional<Entry> entry,
        List<Node> nodes,
        List<Call> flying,
        List<Integer> ends,
        int asks,
        int outsider,
        int faults,
        int deaths) {

    /**
     * Access at the provider.
     *
     * @param ours whether a call of the library made it
     * @param until its native end; 0 for none
     * @param ambiguous whether the design says that nobody can tell it from ours
     */
    record Entry(boolean ours, int until, boolean ambiguous) {}

    /** @param deadline the last tick at which it may take effect */
    record Call(Attempt attempt, boolean mayChange, int deadline) {}

    enum Phase {
        IDLE,
        LOOKS,
        HAS_SEEN,
        CALLS,
        HAS_ANSWER,
        HAS_NOT_CALLED
    }

    /** @param stale whether the row was written by somebody else since this node leased it */
    record Node(
            Phase phase,
            boolean stale,
            int from,
            int leaseEnd,
            int acts,
            Optional<Attempt> attempt,
            Optional<ChangeOutcome> outcome,
            Optional<Observation> seen) {

        static final Node IDLE =
                new Node(Phase.IDLE, false, 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());

        static Node looks(int from, int leaseEnd, int acts) {
            return new Node(
                    Phase.LOOKS, false, from, leaseEnd, acts, Optional.empty(), Optional.empty(), Optional.empty());
        }

        Node in(Phase next) {
            return new Node(next, stale, from, leaseEnd, acts, attempt, outcome, seen);
        }

        Node seeing(Observation now) {
            return new Node(Phase.HAS_SEEN, stale, from, leaseEnd, acts, attempt, outcome, Optional.of(now));
        }

        Node calling(int at, Attempt made) {
            return new Node(
                    Phase.CALLS, false, from, at, acts + 1, Optional.of(made), Optional.empty(), Optional.empty());
        }

        /** With an answer; one that is "done" waits for the look that verifies it. */
        Node answered(ChangeOutcome with) {
            Phase then = with instanceof ChangeOutcome.Done ? Phase.LOOKS : Phase.HAS_ANSWER;
            return new Node(then, stale, from, leaseEnd, acts, attempt, Optional.of(with), seen);
        }

        Node overtaken() {
            return phase == Phase.IDLE ? this : new Node(phase, true, from, leaseEnd, acts, attempt, outcome, seen);
        }
    }

    SmallWorld at(int tick) {
        return new SmallWorld(tick, row, entry, nodes, flying, ends, asks, outsider, faults, deaths);
    }

    SmallWorld with(Optional<Entry> next) {
        return new SmallWorld(now, row, next, nodes, flying, ends, asks, outsider, faults, deaths);
    }

    SmallWorld with(int node, Node next) {
        List<Node> all = new ArrayList<>(nodes);
        all.set(node, next);
        return new SmallWorld(now, row, entry, List.copyOf(all), flying, ends, asks, outsider, faults, deaths);
    }

    /** The row as written; every node but the writer has an older version by now. */
    SmallWorld written(Assignment next, int writer) {
        List<Node> all = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            all.add(i == writer ? nodes.get(i) : nodes.get(i).overtaken());
        }
        return new SmallWorld(now, next, entry, List.copyOf(all), flying, ends, asks, outsider, faults, deaths);
    }

    SmallWorld flying(UnaryOperator<List<Call>> change) {
        return new SmallWorld(
                now,
                row,
                entry,
                nodes,
                List.copyOf(change.apply(new ArrayList<>(flying))),
                ends,
                asks,
                outsider,
                faults,
                deaths);
    }

    SmallWorld claimed(int grant, int until, int asksLeft) {
        List<Integer> all = new ArrayList<>(ends);
        all.set(grant, until);
        return new SmallWorld(now, row, entry, nodes, flying, List.copyOf(all), asksLeft, outsider, faults, deaths);
    }

    SmallWorld left(int outsiderLeft, int faultsLeft, int deathsLeft) {
        return new SmallWorld(now, row, entry, nodes, flying, ends, asks, outsiderLeft, faultsLeft, deathsLeft);
    }

    boolean isOurs() {
        return entry.filter(Entry::ours).isPresent();
    }

    boolean isClaimed() {
        return ends.stream().anyMatch(end -> end > now);
    }
}
