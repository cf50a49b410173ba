package io.jitaccess.jdbc;

import io.jitaccess.grant.Suspension;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.spi.store.SuspensionStore;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** {@code jit_suspension}. A row of {@code jit_control} is held, shared, by those who rely on the list. */
final class SuspensionTable implements SuspensionStore {

    private static final String CONTROL =
            "select revision, (select coalesce(max(number), 0) from jit_catalogue_revision)"
                    + " as catalogue from jit_control where name = 'suspensions' for share";
    private static final String LOCK = "select name from jit_control where name = 'suspensions' for update";

    /** The list as it was at a revision: the table changes the revision whenever it changes. Shared by all of a store. */
    static final class Known {
        private final AtomicReference<Optional<Revision>> last = new AtomicReference<>(Optional.empty());
    }

    private record Revision(UUID id, List<Suspension> list) {}

    private record Control(UUID revision, long catalogue) {}

    private final Sql sql;
    private final Known known;
    private final CatalogueTable catalogue;

    SuspensionTable(Sql sql, Known known, CatalogueTable catalogue) {
        this.sql = sql;
        this.known = known;
        this.catalogue = catalogue;
    }

    @Override
    public List<Suspension> list() {
        return sql.list(SuspensionTable::read, "select * from jit_suspension order by since, scope_kind, scope_value");
    }

    @Override
    public List<Suspension> listHolding() {
        if (sql.isH2()) {
            // no shared lock on rows, and no round trips to save
            sql.first(row -> row.text("name"), LOCK);
            return list();
        }
        Control control = sql.first(row -> new Control(row.uuid("revision"), row.number("catalogue")), CONTROL)
                .orElseThrow(() -> sql.refused("the row of jit_control for suspensions is missing"));
        catalogue.seen(control.catalogue());
        Optional<Revision> last =
                known.last.get().filter(revision -> revision.id().equals(control.revision()));
        if (last.isPresent()) {
            return last.get().list();
        }
        List<Suspension> list = list();
        known.last.set(Optional.of(new Revision(control.revision(), list)));
        return list;
    }

    @Override
    public void put(Suspension suspension) {
        sql.first(row -> row.text("name"), LOCK);
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
