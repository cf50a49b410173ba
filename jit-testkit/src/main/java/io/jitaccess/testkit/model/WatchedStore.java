package io.jitaccess.testkit.model;

import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.UnitOfWork;
import java.util.function.Function;

/** A store that notes what each unit of work wrote, once it is committed. */
final class WatchedStore implements Store {

    private final Store store;
    private final String node;
    private final Journal journal;

    WatchedStore(Store store, String node, Journal journal) {
        this.store = store;
        this.node = node;
        this.journal = journal;
    }

    @Override
    public <T> T joining(Work<T> work) {
        // whether the host commits is for the host to know: such a unit keeps no place that others wait for
        return store.joining(new Watched<>(work, false));
    }

    @Override
    public <T> T separately(Work<T> work) {
        return watched(work, store::separately);
    }

    @Override
    public <T> T leasing(Work<T> work) {
        return watched(work, store::leasing);
    }

    @Override
    public <T> T reading(Work<T> work) {
        return store.reading(work);
    }

    private <T> T watched(Work<T> work, Function<Work<T>, T> run) {
        Watched<T> watched = new Watched<>(work, true);
        try {
            return run.apply(watched);
        } finally {
            journal.over(watched.place);
        }
    }

    /**
     * Takes its place in the order of commits as its last act: what wrote the same rows before it has committed by then,
     * and what will write them after it waits.
     */
    private final class Watched<T> implements Work<T> {

        private final Work<T> work;
        private final boolean awaited;
        private long place;

        /** @param awaited whether what comes after it is judged only when it is over */
        Watched(Work<T> work, boolean awaited) {
            this.work = work;
            this.awaited = awaited;
        }

        @Override
        public T run(UnitOfWork unit) {
            Commit commit = new Commit(node, unit.now());
            // the first action after commit, so that nothing that it wakes comes before it
            unit.afterCommit(() -> journal.committed(commit));
            T result = work.run(new WatchedUnit(unit, commit));
            journal.over(place);
            place = journal.takePlace(commit, awaited);
            return result;
        }
    }
}
