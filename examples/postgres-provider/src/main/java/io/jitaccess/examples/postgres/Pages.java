package io.jitaccess.examples.postgres;

import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.ProviderException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Pages by the oid of the last row that was read. */
final class Pages {

    static final int SIZE = 1000;

    /**
     * A row of a listing.
     *
     * @param entry empty for a row that is passed over
     */
    record Row<T>(long oid, Optional<T> entry) {}

    /** Reads a bounded number of rows after an oid, by rising oid. */
    interface Query<T> {
        List<Row<T>> after(Tx tx, long oid) throws SQLException;
    }

    private Pages() {}

    /** @throws ProviderException when the server does not answer, or {@code from} is none of ours */
    static <T> List<Row<T>> read(Server server, Optional<String> from, Query<T> query) {
        long after;
        try {
            after = from.map(Long::parseLong).orElse(0L);
        } catch (NumberFormatException e) {
            throw new ProviderException("the page's beginning is none that was given out", e);
        }
        try {
            return server.read(tx -> query.after(tx, after));
        } catch (SQLException e) {
            throw new ProviderException(Faults.say(e), e);
        }
    }

    static <T> List<T> entries(List<Row<T>> rows) {
        return rows.stream().flatMap(row -> row.entry().stream()).toList();
    }

    static <T> Optional<String> next(List<Row<T>> rows, int size) {
        return rows.size() < size
                ? Optional.empty()
                : Optional.of(Long.toString(rows.get(rows.size() - 1).oid()));
    }

    static ListedAccess.Page list(Server server, Optional<String> from, Query<ListedAccess> query) {
        List<Row<ListedAccess>> rows = read(server, from, query);
        return new ListedAccess.Page(entries(rows), next(rows, SIZE));
    }
}
