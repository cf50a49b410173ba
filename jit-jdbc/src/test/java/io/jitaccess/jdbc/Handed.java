package io.jitaccess.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Hands out real connections and remembers them, with what was called on them; keeps them open until it is closed. */
final class Handed implements AutoCloseable {

    private final DataSource from;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final List<Connection> closed = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile @Nullable String failing;

    Handed(DataSource from) {
        this.from = from;
    }

    /** From now on the call of this name on any connection fails as if the network did, after it was made. */
    void failAfter(String method) {
        failing = method;
    }

    DataSource asDataSource() {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, called, arguments) -> open());
    }

    private Connection open() throws SQLException {
        Connection real = from.getConnection();
        connections.add(real);
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, called, arguments) -> {
                    calls.add(called.getName());
                    if (called.getName().equals("close")) {
                        closed.add(real);
                        return null;
                    }
                    try {
                        Object answer = called.invoke(real, arguments);
                        if (called.getName().equals(failing)) {
                            throw new SQLException("the network is gone", "08006");
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    List<Connection> connections() {
        return connections;
    }

    List<Connection> notClosed() {
        List<Connection> open = new ArrayList<>(connections);
        open.removeAll(closed);
        return open;
    }

    List<String> calls() {
        return calls;
    }

    @Override
    public void close() {
        connections.forEach(connection -> {
            try {
                connection.close();
            } catch (SQLException cutBefore) {
                assertThat(cutBefore.getMessage()).contains("closed");
            }
        });
    }
}
