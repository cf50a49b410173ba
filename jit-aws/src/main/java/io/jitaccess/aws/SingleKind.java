package io.jitaccess.aws;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.Observation;
import java.time.Instant;
import java.util.List;

/** A kind whose accesses have nothing to do with each other: each is looked at and changed by itself. */
abstract class SingleKind implements Kind {

    abstract Observation observe(AccessRef access);

    abstract ChangeOutcome assign(AccessRef access, Instant until, boolean ours);

    abstract ChangeOutcome revoke(AccessRef access);

    @Override
    public final String batchKey(AccessRef access) {
        return access.entitlement().kind() + ":" + access.assignment();
    }

    @Override
    public final List<Observation> look(List<AccessRef> accesses) {
        return accesses.stream().map(this::observe).toList();
    }

    @Override
    public final List<ChangeOutcome> apply(List<Change> changes) {
        return changes.stream()
                .map(change -> change.until()
                        .map(until -> assign(change.access(), until, change.ours()))
                        .orElseGet(() -> revoke(change.access())))
                .toList();
    }
}
