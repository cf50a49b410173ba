package io.jitaccess.jdbc;

class PostgresStoreContractTest extends JdbcStoreContract {

    PostgresStoreContractTest() {
        super(Database.POSTGRESQL);
    }
}
