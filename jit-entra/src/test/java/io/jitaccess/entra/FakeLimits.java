package io.jitaccess.entra;

import io.jitaccess.entra.FakeGraph.Refusal;
import io.jitaccess.entra.FakeGraph.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * How long Graph takes and how much it lets through, by learn.microsoft.com/graph/throttling-limits, "Identity and access
 * service limits", for one application in one tenant of more than 500 users: 8,000 resource units in ten seconds and 3,000
 * writes in 150 seconds, each a bucket that fills evenly. Every request of a batch counts by itself
 * (learn.microsoft.com/graph/throttling, "Throttling and batching"). Nothing is refused unless somebody switches it on.
 */
final class FakeLimits {

    /** Of the table's base costs those of requests that this module makes; "any not listed" costs 1. */
    private static int cost(FakeRequest request) {
        int base = switch (request.route()) {
            case MEMBERS_READ -> 3;
            case USER_FIND -> 2;
            default -> 1;
        };
        boolean few = request.query("$top").matches("1?[0-9]");
        return Math.max(1, base - (request.query("$select").isEmpty() ? 0 : 1) - (few ? 1 : 0));
    }

    private static final class Bucket {
        private final double holds;
        private final double perSecond;
        private double left;
        private Instant at = Instant.EPOCH;

        Bucket(double holds, Duration in) {
            this.holds = holds;
            this.perSecond = holds / in.toSeconds();
            this.left = holds;
        }

        void fill(Instant now) {
            double since =
                    at.equals(Instant.EPOCH) ? 0 : Duration.between(at, now).toMillis() / 1e3;
            left = Math.min(holds, left + since * perSecond);
            at = now;
        }

        /** Seconds until there is so much. */
        long until(double much) {
            return (long) Math.ceil((much - left) / perSecond);
        }
    }

    private final Clock clock;
    private final Bucket units = new Bucket(8_000, Duration.ofSeconds(10));
    private final Bucket writes = new Bucket(3_000, Duration.ofSeconds(150));
    private final Map<String, Integer> counts = new TreeMap<>();
    private Duration reading = Duration.ZERO;
    private Duration writing = Duration.ZERO;
    private boolean on;

    FakeLimits(Clock clock) {
        this.clock = clock;
    }

    /** From now on calls that read and calls that write take so long, and the limits hold. */
    synchronized void inEarnest(Duration read, Duration write) {
        reading = read;
        writing = write;
        on = true;
    }

    void call(String name, boolean changes) {
        LockSupport.parkNanos(counted(name, changes).toNanos());
    }

    private synchronized Duration counted(String name, boolean changes) {
        counts.merge(name + (changes ? ", with writes" : ", reads alone"), 1, Integer::sum);
        return changes ? writing : reading;
    }

    /** A refusal where there is no room for the request. */
    synchronized Optional<Reply> take(FakeRequest request) {
        counts.merge("of these: " + request.route().api(), 1, Integer::sum);
        if (!on) {
            return Optional.empty();
        }
        int cost = cost(request);
        int write = request.route().writes() ? 1 : 0;
        units.fill(clock.instant());
        writes.fill(clock.instant());
        long wait = Math.max(units.until(cost), writes.until(write));
        if (wait > 0) {
            counts.merge("429", 1, Integer::sum);
            return Optional.of(
                    new Refusal(429, "TooManyRequests", "Too many requests.").reply(Optional.of(String.valueOf(wait))));
        }
        units.left -= cost;
        writes.left -= write;
        counts.merge("resource units", cost, Integer::sum);
        return Optional.empty();
    }

    /** Calls, the requests in them, and refusals, since the last time. */
    synchronized Map<String, Integer> takeCounts() {
        Map<String, Integer> taken = new TreeMap<>(counts);
        counts.clear();
        return taken;
    }
}
