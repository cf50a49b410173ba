package io.jitaccess.spring;

import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.StoreException;

/** A store that tests can cut off. */
public final class SilentStore implements Store {

    private final Store inner;
    private volatile boolean silent;

    public SilentStore(Store inner) {
        this.inner = inner;
    }

    public void silent(boolean is) {
        silent = is;
    }

    @Override
    public <T> T joining(Work<T> work) {
        check();
        return inner.joining(work);
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
        check();
        return inner.separately(work);
    }

    private void check() {
        if (silent) {
            throw new StoreException("no answer", new IllegalStateException("cut off"), false);
        }
    }
}
