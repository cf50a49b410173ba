package io.jitaccess.testkit.store;

import io.jitaccess.grant.Suspension;
import io.jitaccess.spi.store.SuspensionStore;
import java.util.List;

final class MemorySuspensions implements SuspensionStore {

    private final MemoryTables tables;

    MemorySuspensions(MemoryTables tables) {
        this.tables = tables;
    }

    @Override
    public List<Suspension> list() {
        return tables.suspensions.stream().toList();
    }

    @Override
    public List<Suspension> listHolding() {
        return list();
    }

    @Override
    public void put(Suspension suspension) {
        tables.suspensions.put(suspension.scope(), suspension);
    }

    @Override
    public boolean remove(Suspension.Scope scope) {
        return tables.suspensions.remove(scope);
    }
}
