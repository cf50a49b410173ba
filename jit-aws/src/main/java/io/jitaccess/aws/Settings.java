package io.jitaccess.aws;

import io.jitaccess.identity.Identity;
import io.jitaccess.spi.AccessRef;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What the builder collected.
 *
 * @param partition AWS's own part of the world that the region is of, such as {@code aws-cn}
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
        String partition,
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

    /** After so many time-outs a call begins no further request. A change of most kinds makes two or three. */
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

    /** What needs rights besides those of the kinds. */
    Set<Operation.Extra> extras() {
        Set<Operation.Extra> extras = EnumSet.noneOf(Operation.Extra.class);
        if (endsSessions) {
            extras.add(Operation.Extra.ROLE_SESSIONS);
        }
        if (endsSetSessions) {
            extras.add(Operation.Extra.SET_SESSIONS);
        }
        if (!trail.isEmpty()) {
            extras.add(Operation.Extra.ACTIVITY);
        }
        return extras;
    }

    /** After so long a call begins no further request. */
    Duration patience() {
        return timeout.multipliedBy(REQUESTS);
    }

    /** Of a call with that patience: the last request may have begun at its end. */
    Duration callTimeout(Duration patience) {
        return patience.plus(AwsClients.longestRequest(timeout));
    }

    /** How long after its begin a call with that patience may still take effect. */
    Duration effectHorizon(Duration patience) {
        return callTimeout(patience).plus(WORK);
    }
}
