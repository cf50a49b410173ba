package io.jitaccess.spring.rest;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that tests can cut off. */
final class SilentDataSource extends DelegatingDataSource {

    private volatile boolean silent;

    SilentDataSource(DataSource target) {
        super(target);
    }

    void silent(boolean is) {
        silent = is;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (silent) {
            throw new SQLException("cut off", "08006");
        }
        return super.getConnection();
    }
}
