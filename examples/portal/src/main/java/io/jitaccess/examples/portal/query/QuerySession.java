package io.jitaccess.examples.portal.query;

import io.jitaccess.GrantView;
import io.jitaccess.entitlement.PrincipalId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One open connection with somebody's own login. It keeps the connection, never the password. */
final class QuerySession implements AutoCloseable {

    private static final int MOST_ROWS = 200;
    private static final int MOST_COLUMNS = 50;
    private static final int LONGEST_CELL = 300;
    private static final int LONGEST_STATEMENT_SECONDS = 5;

    /** What a statement gave. */
    record Rows(List<String> columns, List<List<@Nullable String>> rows, boolean truncated, int updated, long millis) {}

    /** How the server ended the connection. */
    record Cut(Instant at, String message) {}

    private final String login;
    private final Connection connection;
    private final Clock clock;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private volatile @Nullable Cut cut;

    private QuerySession(String login, Connection connection, Clock clock) {
        this.login = login;
        this.connection = connection;
        this.clock = clock;
    }

    static QuerySession open(String url, String login, String password, Clock clock) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", login);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "portal query box");
        properties.setProperty("loginTimeout", "5");
        properties.setProperty("socketTimeout", "15");
        properties.setProperty("maxResultBuffer", "4M");
        return new QuerySession(login, DriverManager.getConnection(url, properties), clock);
    }

    /**
     * Whether the login is the grant's: one that was made for it, which the provider notes in the role's comment, or the
     * person's own one, which the grant put into a role.
     */
    boolean belongsTo(GrantView held) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select oid::text, coalesce(shobj_description(oid, 'pg_authid'), '') from pg_roles"
                                + " where rolname = session_user")) {
            row.next();
            String oid = row.getString(1);
            List<String> notes = List.of(row.getString(2).split(" "));
            return notes.contains("grant=" + held.grant().id())
                    || held.items().stream()
                            .anyMatch(item ->
                                    item.principal().map(PrincipalId::value).equals(Optional.of(oid)));
        }
    }

    String login() {
        return login;
    }

    Rows run(String sql) throws SQLException {
        long began = System.nanoTime();
        oneAtATime.lock();
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(MOST_ROWS + 1);
            statement.setQueryTimeout(LONGEST_STATEMENT_SECONDS);
            boolean isResult = statement.execute(sql);
            if (!isResult) {
                return new Rows(List.of(), List.of(), false, Math.max(statement.getUpdateCount(), 0), since(began));
            }
            try (ResultSet result = statement.getResultSet()) {
                return rows(result, began);
            }
        } catch (SQLException e) {
            noteIfCut(e);
            throw e;
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Asks the server whether the connection still lives, unless a statement runs on it now. */
    Optional<Cut> look() {
        if (cut == null && oneAtATime.tryLock()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("");
            } catch (SQLException e) {
                noteIfCut(e);
            } finally {
                oneAtATime.unlock();
            }
        }
        return Optional.ofNullable(cut);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // the server had closed it already
        }
    }

    private void noteIfCut(SQLException e) {
        if (cut == null && isClosed()) {
            String reason = e.getMessage() == null ? "connection closed" : e.getMessage();
            cut = new Cut(clock.instant(), reason);
        }
    }

    private boolean isClosed() {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    private static Rows rows(ResultSet result, long began) throws SQLException {
        ResultSetMetaData form = result.getMetaData();
        int width = Math.min(form.getColumnCount(), MOST_COLUMNS);
        List<String> columns = new ArrayList<>();
        for (int column = 1; column <= width; column++) {
            columns.add(form.getColumnLabel(column));
        }
        List<List<@Nullable String>> rows = new ArrayList<>();
        boolean more = false;
        while (result.next()) {
            if (rows.size() == MOST_ROWS) {
                more = true;
                break;
            }
            List<@Nullable String> row = new ArrayList<>();
            for (int column = 1; column <= width; column++) {
                row.add(shortened(result.getString(column)));
            }
            rows.add(row);
        }
        return new Rows(columns, rows, more || width < form.getColumnCount(), 0, since(began));
    }

    private static @Nullable String shortened(@Nullable String value) {
        return value == null || value.length() <= LONGEST_CELL ? value : value.substring(0, LONGEST_CELL) + "…";
    }

    private static long since(long began) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }
}
