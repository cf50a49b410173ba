package io.jitaccess.testkit.store;

import io.jitaccess.spi.store.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

final class MemoryJobs implements JobStore {

    /** When a job can be taken next: when it is due, or when its lease is over. */
    record Row(Instant readyAt) {}

    private final MemoryTables tables;
    private final Instant now;

    MemoryJobs(MemoryTables tables, Instant now) {
        this.tables = tables;
        this.now = now;
    }

    @Override
    public boolean take(String name, Duration lease) {
        if (nextDue(name).isPresent()) {
            return false;
        }
        tables.jobs.put(name, new Row(now.plus(lease)));
        return true;
    }

    @Override
    public void done(String name, Duration again) {
        tables.jobs.get(name).ifPresent(taken -> tables.jobs.put(name, new Row(now.plus(again))));
    }

    @Override
    public Optional<Instant> nextDue(String name) {
        return tables.jobs.get(name).map(Row::readyAt).filter(now::isBefore);
    }
}
