package io.jitaccess;

import io.jitaccess.entitlement.ProviderId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Drives everything that happens by itself: two threads for each provider (its lane and its drift scans), and one each for
 * deadlines, for following other nodes, and for the eligibility recheck. Or, for a host that drives it by hand, all of it on the calling thread.
 */
final class Reconciler {

    private final List<Lane> lanes;
    private final Deadlines deadlines;
    private final Chores chores;
    private final Settings settings;
    private volatile List<Loop> loops = List.of();
    private volatile Map<ProviderId, Loop> laneLoops = Map.of();
    private volatile Optional<Loop> deadlinesLoop = Optional.empty();

    Reconciler(List<Lane> lanes, Deadlines deadlines, Chores chores, Settings settings) {
        this.lanes = List.copyOf(lanes);
        this.deadlines = deadlines;
        this.chores = chores;
        this.settings = settings;
    }

    synchronized void start() {
        if (isRunning()) {
            return;
        }
        List<Loop> started = new ArrayList<>();
        started.add(new Loop("jit-watch", chores::watch, () -> true));
        started.add(new Loop("jit-recheck", chores::recheck, () -> true));
        Loop dates = new Loop("jit-deadlines", deadlines::turn, () -> true);
        started.add(dates);
        Map<ProviderId, Loop> byProvider = new HashMap<>();
        for (Lane lane : lanes) {
            Loop loop = new Loop("jit-lane-" + lane.provider().id(), lane::pacedTurn, lane::isIdle);
            byProvider.put(lane.provider().id(), loop);
            started.add(loop);
            started.add(new Loop(
                    "jit-drift-" + lane.provider().id(),
                    stopping -> chores.scan(lane.provider(), stopping),
                    () -> true));
        }
        laneLoops = Map.copyOf(byProvider);
        deadlinesLoop = Optional.of(dates);
        loops = List.copyOf(started);
        started.forEach(Loop::start);
    }

    boolean isRunning() {
        return !loops.isEmpty();
    }

    /** Assignments or claims may be due, by a commit of this node. */
    void wakeLanes() {
        lanes.forEach(Lane::call);
        laneLoops.values().forEach(Loop::wake);
    }

    /** A call of this lane came back. */
    void wakeLane(ProviderId provider) {
        Loop loop = laneLoops.get(provider);
        if (loop != null) {
            loop.wake();
        }
    }

    /** A request or a grant will be due in so long, by a commit of this node; what comes later is found by polling. */
    void dueIn(Duration time) {
        if (time.compareTo(settings.poll()) < 0) {
            deadlinesLoop.ifPresent(Loop::wake);
        }
    }

    /** Stops: nothing new is taken, waiting calls are taken back, running ones get the grace. */
    synchronized void stop() {
        long end = System.nanoTime() + settings.stopGrace().toNanos();
        List<Loop> stopping = loops;
        stopping.forEach(loop -> loop.stop(end));
        stopping.forEach(Loop::join);
        loops = List.of();
        laneLoops = Map.of();
        deadlinesLoop = Optional.empty();
    }

    /** Does what is due, on this thread, until nothing is. */
    synchronized void runDue() {
        if (isRunning()) {
            throw new IllegalStateException("it runs by itself");
        }
        boolean busy = true;
        while (busy) {
            chores.watch(false);
            chores.recheck(false);
            deadlines.turn(false);
            busy = false;
            for (Lane lane : lanes) {
                chores.scan(lane.provider(), false);
                lane.call();
                while (lane.turn(false).isZero()) {
                    busy = true;
                }
            }
        }
    }

    /** How long a duration is, at least zero and at most the poll. */
    static Duration within(Duration until, Duration poll) {
        if (until.isNegative()) {
            return Duration.ZERO;
        }
        return until.compareTo(poll) < 0 ? until : poll;
    }
}
