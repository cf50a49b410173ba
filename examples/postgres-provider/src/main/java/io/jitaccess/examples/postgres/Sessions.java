package io.jitaccess.examples.postgres;

import io.jitaccess.spi.SessionEnder.SessionEnding;
import java.sql.SQLException;
import java.util.List;

/** Ends the sessions of a login, told by the oid with which they began: SET ROLE does not hide them. */
final class Sessions {

    /** The second pass waits for those that the first has signalled. */
    private static final int[] PATIENCE_MILLIS = {0, 1000, 2000};

    private static final String END = """
            select pid, pg_terminate_backend(pid, ?) as ended from pg_stat_activity
            where usesysid = ?::bigint::oid and pid <> pg_backend_pid() limit 1000
            """;

    private Sessions() {}

    /** Ends what it finds, until it finds none. */
    static SessionEnding end(Server server, List<Long> logins) {
        int ended = 0;
        try {
            for (long login : logins) {
                int found = 0;
                int left = 0;
                for (int millis : PATIENCE_MILLIS) {
                    left = signal(server, login, millis);
                    found = Math.max(found, left);
                    if (left == 0) {
                        break;
                    }
                }
                if (left > 0 && count(server, login) > 0) {
                    return new SessionEnding.Failed("sessions did not end when told to");
                }
                ended += found;
            }
            return new SessionEnding.Ended(ended);
        } catch (SQLException e) {
            return new SessionEnding.Failed(Faults.say(e));
        }
    }

    private static int signal(Server server, long login, int millis) throws SQLException {
        return server.read(tx ->
                tx.rows(END, row -> row.getInt("pid"), (long) millis, login).size());
    }

    private static long count(Server server, long login) throws SQLException {
        return server.read(tx -> tx.first(
                        "select count(*) as n from pg_stat_activity where usesysid = ?::bigint::oid",
                        row -> row.getLong("n"),
                        login)
                .orElse(0L));
    }
}
