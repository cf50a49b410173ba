package io.jitaccess;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
        started.add(new Loop("jit-deadlines", deadlines::turn, () -> true));
        for (Lane lane : lanes) {
            started.add(new Loop("jit-lane-" + lane.provider().id(), lane::turn, lane::isIdle));
            started.add(new Loop(
                    "jit-drift-" + lane.provider().id(),
                    stopping -> chores.scan(lane.provider(), stopping),
                    () -> true));
        }
        loops = List.copyOf(started);
        started.forEach(Loop::start);
    }

    boolean isRunning() {
        return !loops.isEmpty();
    }

    /** Something may be due: by a commit of this node, or by a call that came back. */
    void wake() {
        loops.forEach(Loop::wake);
    }

    /** Stops: nothing new is taken, waiting calls are taken back, running ones get the grace. */
    synchronized void stop() {
        long end = System.nanoTime() + settings.stopGrace().toNanos();
        List<Loop> stopping = loops;
        stopping.forEach(loop -> loop.stop(end));
        stopping.forEach(Loop::join);
        loops = List.of();
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
