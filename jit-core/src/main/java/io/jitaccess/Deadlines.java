package io.jitaccess;

import io.jitaccess.spi.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** Acts on requests and grants when their time has come. */
final class Deadlines {

    private static final int MOST_BATCHES = 50;

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
        // grants first: what is over matters more than what is asked
        for (int i = 0; i < MOST_BATCHES && grants.run(); i++) {}
        for (int i = 0; i < MOST_BATCHES && requests.run(); i++) {}
        return store.separately(unit -> {
            Instant now = unit.now();
            return Stream.of(unit.grants().nextDue(), unit.requests().nextDue())
                    .flatMap(due -> due.stream())
                    .map(due -> Reconciler.within(Duration.between(now, due), poll))
                    .min(Duration::compareTo)
                    .orElse(poll);
        });
    }
}
