package io.jitaccess.gcp;

import java.time.Duration;

/** How long things may take, all from the time-out of one request. */
record Limits(Duration requestTimeout) {

    /** A call starts no write after that. */
    Duration patience() {
        return requestTimeout.multipliedBy(3);
    }

    /** What was begun within the patience: a read and a write, each with its connection. */
    Duration callTimeout() {
        return requestTimeout.multipliedBy(6);
    }

    /** A request that Google has taken in may be worked on for a minute more. */
    Duration effectHorizon() {
        return callTimeout().plusMinutes(1);
    }
}
