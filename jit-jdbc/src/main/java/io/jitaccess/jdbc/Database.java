package io.jitaccess.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** The databases that the store knows. */
public enum Database {
    /** PostgreSQL 13 or newer. */
    POSTGRESQL("postgresql"),
    /** H2 2.3 or newer, embedded: for trying out and for tests. */
    H2("h2");

    private final String folder;

    Database(String folder) {
        this.folder = folder;
    }

    String folder() {
        return folder;
    }

    static Database of(Connection connection) throws SQLException {
        String name = connection.getMetaData().getDatabaseProductName();
        return switch (name) {
            case "PostgreSQL" -> POSTGRESQL;
            case "H2" -> H2;
            default -> throw new IllegalArgumentException("the store runs on PostgreSQL and H2, not on " + name);
        };
    }
}
