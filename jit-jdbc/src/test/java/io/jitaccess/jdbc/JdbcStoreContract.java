package io.jitaccess.jdbc;

import io.jitaccess.spi.store.Store;
import io.jitaccess.testkit.store.StoreContract;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The contract on one database, which is emptied before each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JdbcStoreContract extends StoreContract {

    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
    private final Database database;
    private TestDatabase test;
    private JdbcStore store;

    JdbcStoreContract(Database database) {
        this.database = database;
    }

    @BeforeAll
    void open() {
        test = TestDatabase.migrated(database);
        store = JdbcStore.builder(test.dataSource()).timeOffset(offset::get).build();
    }

    @BeforeEach
    void clear() {
        test.clear();
    }

    @AfterAll
    void close() {
        test.close();
    }

    @Override
    protected Store store() {
        return store;
    }

    @Override
    protected void advance(Duration by) {
        offset.updateAndGet(by::plus);
    }
}
