package io.jitaccess.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.JitAccess;
import io.jitaccess.Settings;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.testkit.InMemoryDirectory;
import io.jitaccess.testkit.provider.FakeProvider;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Years that a database cannot hold are the caller's mistake, and named; those that it can hold find what there is. */
class FarInstantsTest {

    private static final IdentityId ROOT = new IdentityId("root");

    @ParameterizedTest
    @EnumSource(Database.class)
    void theRecordIsAskedForWithinTheYears1To9999(Database database) throws Exception {
        try (TestDatabase test = TestDatabase.migrated(database);
                JitAccess jit = JitAccess.builder()
                        .store(JdbcStore.builder(test.dataSource()).build())
                        .directory(new InMemoryDirectory().person("root", "admins"))
                        .provider(FakeProvider.on(Clock.systemUTC()))
                        .settings(Settings.DEFAULTS.withRoles(Set.of(new GroupId("admins")), Set.of()))
                        .build()) {
            assertThat(fields(jit, Instant.MIN, Instant.MAX)).containsExactly("from", "to");
            assertThat(fields(
                            jit,
                            Instant.parse("-1000000-01-01T00:00:00Z"),
                            Instant.parse("+999999999-01-01T00:00:00Z")))
                    .containsExactly("from", "to");
            assertThat(fields(jit, Instant.EPOCH, Instant.parse("+10000-01-01T00:00:00Z")))
                    .containsExactly("to");
            assertThat(fields(
                            jit,
                            Instant.parse("0001-01-01T00:00:00Z"),
                            Instant.parse("9999-12-31T23:59:59.999999999Z")))
                    .isEmpty();
        }
    }

    private static List<String> fields(JitAccess jit, Instant from, Instant to) {
        return jit.audit(ROOT, AuditQuery.ALL.between(from, to), PageRequest.first(5))
                .fold(
                        done -> List.of(),
                        refused ->
                                refused.problems().stream().map(Problem::field).toList());
    }
}
