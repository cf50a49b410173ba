package io.jitaccess;

import io.jitaccess.spi.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Acts on requests and grants when their time has come. */
final class Deadlines {

    private static final int MOST_BATCHES = 50;
    /** What is due and was not handled is locked by another node. */
    private static final Duration SHORTEST_REST = Duration.ofMillis(5);

    private final Store store;
    private final RequestDeadlines requests;
    private final GrantDeadlines grants;
    private final Duration poll;

    Deadlines(Store store, RequestDeadlines requests, GrantDeadlines grants, Duration poll) {
        this.store = store;
        this.requests = requests;
        this.grants = grants;
        this.poll = poll;
    }

    Duration turn(boolean stopping) {
        if (stopping) {
            return poll;
        }
        Next next = next();
        if (next.untilFirst().isZero()) {
            // grants first: what is over matters more than what is asked
            for (int i = 0; next.untilGrant().isZero() && i < MOST_BATCHES && grants.run(); i++) {}
            for (int i = 0; next.untilRequest().isZero() && i < MOST_BATCHES && requests.run(); i++) {}
            next = next();
        }
        return next.untilFirst().compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : next.untilFirst();
    }

    /** How long nothing will be due; zero where something is. */
    private record Next(Duration untilGrant, Duration untilRequest) {

        Duration untilFirst() {
            return untilGrant.compareTo(untilRequest) < 0 ? untilGrant : untilRequest;
        }
    }

    private Next next() {
        return store.separately(unit -> new Next(
                until(unit.now(), unit.grants().nextDue()),
                until(unit.now(), unit.requests().nextDue())));
    }

    private Duration until(Instant now, Optional<Instant> due) {
        return due.map(at -> Reconciler.within(Duration.between(now, at), poll)).orElse(poll);
    }
}
