package io.jitaccess;

import io.jitaccess.entitlement.ProviderId;
import java.time.Duration;
import java.util.Optional;

/** Wakes the reconciler, which is made after everything that wakes it. Does nothing before. Thread-safe. */
final class Waker {

    private volatile Optional<Reconciler> reconciler = Optional.empty();

    void wakes(Reconciler made) {
        reconciler = Optional.of(made);
    }

    /** Assignments or claims may be due, by a commit of this node. */
    void lanes() {
        reconciler.ifPresent(Reconciler::wakeLanes);
    }

    /** A call to this provider came back. */
    void lane(ProviderId provider) {
        reconciler.ifPresent(made -> made.wakeLane(provider));
    }

    /** A request or a grant will be due in so long, by a commit of this node. */
    void dueIn(Duration time) {
        reconciler.ifPresent(made -> made.dueIn(time));
    }
}
