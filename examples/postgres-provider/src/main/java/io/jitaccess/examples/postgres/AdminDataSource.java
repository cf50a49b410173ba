package io.jitaccess.examples.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections of the administrator, in bounded time and with the password of the moment. */
final class AdminDataSource extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;
    private static final int CONNECT_SECONDS = 5;
    private static final int SOCKET_SECONDS = 8;

    private final String administrator;
    private final transient Supplier<String> secret;

    AdminDataSource(String jdbcUrl, String user, Supplier<String> password) {
        setUrl(jdbcUrl);
        setConnectTimeout(CONNECT_SECONDS);
        setLoginTimeout(CONNECT_SECONDS);
        setSocketTimeout(SOCKET_SECONDS);
        setTcpKeepAlive(true);
        setApplicationName("jit-access");
        this.administrator = user;
        this.secret = password;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(administrator, secret.get());
    }
}
