package io.jitaccess.azure;

import java.time.Duration;

/** How long things may take, all from the time-out of one request. */
record Limits(Duration requestTimeout) {

    /** A change makes at most six requests, each of which may take its time once for the answer and once for the body. */
    private static final int REQUESTS = 12;

    /** Reads may show what was for this long after a write. Azure names no time; its caches last seconds. */
    static final Duration READ_LAG = Duration.ofMinutes(1);

    /** "Up to 10 minutes" for given and for removed roles: "Troubleshoot Azure RBAC". */
    static final Duration PROPAGATION = Duration.ofMinutes(10);

    /** How far a node's clock may be ahead before a look takes for ended what has not ended; below the lag. */
    static final Duration CLOCK_ERROR = Duration.ofSeconds(30);

    /**
     * Role assignments of ours that ended by themselves are cleared away right after their end. What is still there this long
     * after it was missed, as the answer that made it was lost; longer than that takes with all its looks.
     */
    static final Duration MISSED = Duration.ofMinutes(15);

    Duration callTimeout() {
        return requestTimeout.multipliedBy(REQUESTS);
    }

    /** Azure answers within a minute, or cuts the request off. */
    Duration effectHorizon() {
        return callTimeout().plusMinutes(1);
    }
}
