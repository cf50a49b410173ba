package io.jitaccess.testkit.model;

import io.jitaccess.spi.store.Store;

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
        return store.joining(watched(work));
    }

    @Override
    public <T> T separately(Work<T> work) {
        return store.separately(watched(work));
    }

    private <T> Work<T> watched(Work<T> work) {
        return unit -> {
            Commit commit = new Commit(node, unit.now());
            // the first action after commit, so that nothing that it wakes comes before it
            unit.afterCommit(() -> journal.committed(commit));
            return work.run(new WatchedUnit(unit, commit));
        };
    }
}
