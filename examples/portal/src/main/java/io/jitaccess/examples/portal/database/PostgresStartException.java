package io.jitaccess.examples.portal.database;

/** The embedded PostgreSQL did not start. */
public final class PostgresStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PostgresStartException(Exception cause) {
        super("The embedded PostgreSQL did not start: " + cause.getMessage(), cause);
    }
}
