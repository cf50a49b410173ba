package io.jitaccess.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.identity.Actor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppendOnlyTest {

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, update jit_audit_event set details = '{}'",
        "POSTGRESQL, delete from jit_audit_event",
        "POSTGRESQL, truncate jit_audit_event cascade",
        "H2, update jit_audit_event set details = '{}'",
        "H2, delete from jit_audit_event"
    })
    void theDatabaseRefusesToChangeTheRecord(Database database, String change) {
        try (TestDatabase test = TestDatabase.migrated(database)) {
            JdbcStore store = JdbcStore.builder(test.dataSource()).build();
            store.separately(unit -> {
                unit.audit().append(List.of(AuditEvent.of(unit.now(), AuditAction.GRANT_CREATED, Actor.SYSTEM)));
                return true;
            });

            assertThatThrownBy(() -> test.execute(change)).hasStackTraceContaining("append only");

            assertThat(test.number("select count(*) from jit_audit_event where details = '{}'"))
                    .isOne();
        }
    }
}
