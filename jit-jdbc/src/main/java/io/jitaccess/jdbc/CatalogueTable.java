package io.jitaccess.jdbc;

import io.jitaccess.eligibility.CatalogueRevision;
import io.jitaccess.spi.store.CatalogueStore;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code jit_catalogue_revision}: the highest number is in force. */
final class CatalogueTable implements CatalogueStore {

    private final Sql sql;
    private OptionalLong seen = OptionalLong.empty();

    CatalogueTable(Sql sql) {
        this.sql = sql;
    }

    /** The number in force, as another look of the same unit of work found it. */
    void seen(long number) {
        seen = OptionalLong.of(number);
    }

    @Override
    public long activeNumber() {
        return seen.isPresent()
                ? seen.getAsLong()
                : sql.number("select coalesce(max(number), 0) as n from jit_catalogue_revision");
    }

    @Override
    public Optional<CatalogueRevision> active() {
        return latest(1).stream().findFirst();
    }

    @Override
    public List<CatalogueRevision> latest(int limit) {
        return sql.list(
                CatalogueTable::read, "select * from jit_catalogue_revision order by number desc limit ?", limit);
    }

    @Override
    public CatalogueRevision activate(String source, String document) {
        seen = OptionalLong.empty();
        sql.first(row -> row.text("name"), "select name from jit_control where name = 'catalogue' for update");
        Optional<CatalogueRevision> inForce = active();
        if (inForce.map(CatalogueRevision::document).filter(document::equals).isPresent()) {
            return inForce.get();
        }
        CatalogueRevision next = new CatalogueRevision(
                inForce.map(CatalogueRevision::number).orElse(0L) + 1, sql.now(), source, document);
        sql.change(
                "insert into jit_catalogue_revision (number, accepted_at, source, document) values (?, ?, ?, ?)",
                next.number(),
                sql.now(),
                source,
                document);
        return next;
    }

    private static CatalogueRevision read(Row row) throws SQLException {
        return new CatalogueRevision(
                row.number("number"), row.instant("accepted_at"), row.text("source"), row.text("document"));
    }
}
