package io.jitaccess.testkit.store;

import io.jitaccess.spi.store.Store;
import io.jitaccess.testkit.TestClock;
import java.time.Duration;

class InMemoryStoreContractTest extends StoreContract {

    private final TestClock clock = new TestClock();
    private final Store store = new InMemoryStore(clock);

    @Override
    protected Store store() {
        return store;
    }

    @Override
    protected void advance(Duration by) {
        clock.advance(by);
    }

    @Override
    protected boolean runsUnitsAtOnce() {
        return false;
    }
}
