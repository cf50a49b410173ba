package io.jitaccess.jdbc;

import io.jitaccess.grant.Suspension;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.spi.store.SuspensionStore;
import java.sql.SQLException;
import java.util.List;

/** {@code jit_suspension}. A row of {@code jit_control} is held, shared, by those who rely on the list. */
final class SuspensionTable implements SuspensionStore {

    private static final String CONTROL = "select name from jit_control where name = 'suspensions' for ";

    private final Sql sql;

    SuspensionTable(Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<Suspension> list() {
        return sql.list(SuspensionTable::read, "select * from jit_suspension order by since, scope_kind, scope_value");
    }

    @Override
    public List<Suspension> listHolding() {
        // H2 has no shared lock on rows
        sql.first(row -> row.text("name"), CONTROL + (sql.isH2() ? "update" : "share"));
        return list();
    }

    @Override
    public void put(Suspension suspension) {
        sql.first(row -> row.text("name"), CONTROL + "update");
        remove(suspension.scope());
        sql.change(
                "insert into jit_suspension (scope_kind, scope_value, since, by_identity, reason)"
                        + " values (?, ?, ?, ?, ?)",
                suspension.scope().kind(),
                suspension.scope().value(),
                suspension.since(),
                suspension.by().identity().map(IdentityId::value),
                suspension.reason());
    }

    @Override
    public boolean remove(Suspension.Scope scope) {
        return sql.change(
                        "delete from jit_suspension where scope_kind = ? and scope_value = ?",
                        scope.kind(),
                        scope.value())
                > 0;
    }

    private static Suspension read(Row row) throws SQLException {
        return new Suspension(
                new Suspension.Scope(row.constant("scope_kind", Suspension.Kind.class), row.text("scope_value")),
                row.instant("since"),
                row.actor("by_identity"),
                row.text("reason"));
    }
}
