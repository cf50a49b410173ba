package io.jitaccess.examples.postgres;

import io.jitaccess.spi.SessionEnder.SessionEnding;
import java.sql.SQLException;
import java.util.List;

/** Ends the sessions of a login, told by the oid with which they began: SET ROLE does not hide them. */
final class Sessions {

    private static final long[] PATIENCE_MILLIS = {500, 2000};

    private static final String SIGNAL = """
            select pid, pg_terminate_backend(pid) as signalled from pg_stat_activity
            where usesysid = ?::bigint::oid and pid <> pg_backend_pid()
            """;

    private static final String WAIT = """
            select pid, pg_terminate_backend(pid, ?) as ended from pg_stat_activity
            where usesysid = ?::bigint::oid and pid = any (string_to_array(?, ',')::int[])
            """;

    private Sessions() {}

    /**
     * Tells every session of the login to end.
     *
     * @return their process ids
     */
    static List<String> signal(Tx tx, long login) throws SQLException {
        return tx.rows(SIGNAL, row -> row.getString("pid"), login);
    }

    /**
     * Ends the sessions that there are, and waits for their end.
     *
     * @param mayReturn whether the logins may begin new ones, which then do not count
     */
    static SessionEnding end(Server server, List<Long> logins, boolean mayReturn) {
        int ended = 0;
        try {
            for (long login : logins) {
                List<String> pids = server.read(tx -> signal(tx, login));
                boolean gone = pids.isEmpty() || await(server, login, pids);
                boolean others =
                        !mayReturn && !server.read(tx -> signal(tx, login)).isEmpty();
                if (!gone || others) {
                    return new SessionEnding.Failed("sessions did not end when told to");
                }
                ended += pids.size();
            }
            return new SessionEnding.Ended(ended);
        } catch (SQLException e) {
            return new SessionEnding.Failed(Faults.say(e));
        }
    }

    /** Whether those sessions are gone. */
    private static boolean await(Server server, long login, List<String> pids) throws SQLException {
        for (long millis : PATIENCE_MILLIS) {
            List<Boolean> ended = server.read(
                    tx -> tx.rows(WAIT, row -> row.getBoolean("ended"), millis, login, String.join(",", pids)));
            if (!ended.contains(false)) {
                return true;
            }
        }
        return false;
    }
}
