package io.jitaccess.okta;

import java.time.Duration;

/** How long things may take, all from the time-out of one wait: for a connection, for an answer. */
record Limits(Duration timeout) {

    /** A call begins no request after that. */
    Duration patience() {
        return timeout.multipliedBy(4);
    }

    /** What was begun within the patience: a change with the reads right before it, and a new token. */
    Duration callTimeout() {
        return timeout.multipliedBy(14);
    }

    /** A request that Okta has taken in may be worked on for a minute more. */
    Duration effectHorizon() {
        return callTimeout().plusMinutes(1);
    }

    /** Begins a call. */
    Deadline begin() {
        return new Deadline(System.nanoTime() + patience().toNanos());
    }

    /** Until when a call may begin requests. */
    record Deadline(long nanos) {
        boolean isOver() {
            return Thread.currentThread().isInterrupted() || System.nanoTime() - nanos > 0;
        }
    }
}
