package io.jitaccess.entra;

import java.time.Duration;

/**
 * How long things may take, all from the time-out of one request.
 *
 * @param tokenLifetime how long a token works that an application got before a change
 */
record Limits(Duration requestTimeout, Duration tokenLifetime) {

    /** A member that was added or removed may be read as it was for as long: the index of queries follows later. */
    static final Duration READ_LAG = Duration.ofMinutes(2);

    /** PIM may go on with what it accepted. */
    private static final Duration PROVISIONING = Duration.ofMinutes(5);

    /**
     * The requests that a change of members takes at most, those of others that it waits for included, with room for their
     * connections.
     */
    Duration plainCall() {
        return requestTimeout.multipliedBy(8).plus(Gathering.LONGEST);
    }

    /** The requests that a change through PIM takes at most, its looks at the status included. */
    Duration pimCall() {
        return requestTimeout.multipliedBy(16).plus(PimFollowing.LONGEST);
    }

    /** What Graph has taken in may be worked on for a minute more. */
    Duration plainHorizon() {
        return plainCall().plusMinutes(1);
    }

    Duration pimHorizon() {
        return pimCall().plus(PROVISIONING);
    }
}
