package io.jitaccess.aws;

import io.jitaccess.identity.Identity;
import io.jitaccess.spi.AccessRef;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the builder collected.
 *
 * @param store the identity store; blank where Identity Center is not used
 * @param instance the instance of Identity Center; blank where its permission sets are not handed out
 * @param userAttribute by which of its attributes users are found there
 * @param portal the access portal of Identity Center
 * @param account the library's own AWS account
 * @param mark begins the names of the policies that this installation writes
 * @param longestSession of a role that is assumed
 * @param endsSessions whether policies that end sessions may be written to roles
 * @param endsSetSessions whether inline policies of permission sets may be written to end their sessions
 * @param trail the regions whose CloudTrail is read
 * @param timeout how long one request over the network may take
 */
record Settings(
        String store,
        String instance,
        String userAttribute,
        Function<Identity, Optional<String>> userName,
        Function<Identity, Optional<String>> iamUserName,
        Optional<URI> portal,
        Optional<String> account,
        String mark,
        Duration longestSession,
        boolean endsSessions,
        boolean endsSetSessions,
        List<String> trail,
        Duration timeout,
        Clock clock) {

    /** A change makes at most this many requests. */
    private static final int REQUESTS = 5;

    /** A request that reached AWS is worked off long before this; no number is published. */
    private static final Duration WORK = Duration.ofSeconds(30);

    Settings {
        trail = List.copyOf(trail);
    }

    /** A session's own name, unique to its grant, by which CloudTrail finds it. */
    String sessionName(AccessRef access) {
        return mark + "-" + access.assignment();
    }

    Duration callTimeout() {
        return timeout.multipliedBy(REQUESTS);
    }

    Duration effectHorizon() {
        return callTimeout().plus(WORK);
    }
}
