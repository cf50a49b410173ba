package io.jitaccess.jdbc;

class H2StoreContractTest extends JdbcStoreContract {

    H2StoreContractTest() {
        super(Database.H2);
    }
}
