package io.jitaccess.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.JitAccess;
import io.jitaccess.testkit.InMemoryDirectory;
import io.jitaccess.testkit.provider.FakeProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node with nothing to do asks the database little: when something is due, and nothing more. */
class IdleStatementsTest {

    private static final String NEXT_DUE = "select min(ready_at)";
    private static final int TURNS = 6;

    private final Map<String, Integer> statements = new ConcurrentSkipListMap<>();
    private final CountDownLatch turns = new CountDownLatch(TURNS);

    private Connection counting(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        String sql = (String) arguments[0];
                        statements.merge(sql, 1, Integer::sum);
                        if (sql.startsWith(NEXT_DUE)) {
                            turns.countDown();
                        }
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private ConnectionSource counting(DataSource dataSource) {
        return new ConnectionSource() {
            @Override
            public Connection open() throws SQLException {
                return counting(dataSource.getConnection());
            }

            @Override
            public Optional<HostTransaction> current() {
                return Optional.empty();
            }
        };
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void anIdleLaneLeasesNothing(Database database) throws Exception {
        try (TestDatabase test = TestDatabase.migrated(database);
                JitAccess jit = JitAccess.builder()
                        .store(JdbcStore.builder(counting(test.dataSource())).build())
                        .directory(new InMemoryDirectory())
                        .provider(FakeProvider.on(Clock.systemUTC()))
                        .build()) {
            jit.start();
            assertThat(turns.await(60, TimeUnit.SECONDS)).isTrue();
        }
        Map<String, Integer> leases = new TreeMap<>(statements);
        leases.keySet().removeIf(sql -> !sql.contains("unwanted_ready_at <= ?"));
        // the first turns take without looking, as there may be a backlog
        assertThat(leases.values().stream().mapToInt(Integer::intValue).max().orElse(0))
                .as("%s in %d turns of the lane", statements, TURNS)
                .isBetween(1, TURNS / 2);
    }
}
