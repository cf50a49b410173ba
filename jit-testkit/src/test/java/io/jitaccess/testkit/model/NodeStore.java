package io.jitaccess.testkit.model;

import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.StoreException;
import io.jitaccess.testkit.model.Mishap.Where;

/** The store as one node reaches it: transactions may break, and the node may stop around them. */
final class NodeStore implements Store {

    /** No honest run needs so many transactions to come to rest while time stands still. */
    private static final int SPINNING = 20_000;

    private final Store store;
    private final Mishaps mishaps;
    private int transactions;

    NodeStore(Store store, Mishaps mishaps) {
        this.store = store;
        this.mishaps = mishaps;
    }

    void rested() {
        transactions = 0;
    }

    @Override
    public <T> T joining(Work<T> work) {
        return separately(work);
    }

    @Override
    public <T> T leasing(Work<T> work) {
        return separately(work);
    }

    @Override
    public <T> T reading(Work<T> work) {
        return separately(work);
    }

    @Override
    public <T> T separately(Work<T> work) {
        if (++transactions > SPINNING) {
            throw new AssertionError("the node spins: it comes to no rest while time stands still");
        }
        mishaps.alive();
        var now = mishaps.inStore();
        if (now.filter(m -> m.where() != Where.AFTER).isPresent()) {
            mishaps.strike(now.get().then(), "before a transaction", () -> {
                throw new StoreException("scripted: rolled back", new IllegalStateException(), false);
            });
        }
        T result = store.separately(work);
        if (now.filter(m -> m.where() == Where.AFTER).isPresent()) {
            mishaps.strike(now.get().then(), "after a commit", () -> {
                throw new StoreException(
                        "scripted: committed, and the answer was lost", new IllegalStateException(), true);
            });
        }
        return result;
    }
}
