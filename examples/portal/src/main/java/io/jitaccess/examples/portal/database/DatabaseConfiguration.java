package io.jitaccess.examples.portal.database;

import com.zaxxer.hikari.HikariDataSource;
import io.jitaccess.examples.portal.PortalProperties;
import io.jitaccess.examples.postgres.PostgresProvider;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The embedded server, the store's connections, and the provider that hands out access to the orders database. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final int STORE_CONNECTIONS = 10;

    @Bean(destroyMethod = "close")
    PortalPostgres portalPostgres(PortalProperties properties) {
        return PortalPostgres.start(Optional.ofNullable(properties.data()), properties.postgresPort());
    }

    /** The library's store. The starter makes its tables. */
    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(PortalPostgres server) throws SQLException {
        Password password = new PortalDatabases(server).store();
        HikariDataSource connections = new HikariDataSource();
        connections.setPoolName("store");
        connections.setJdbcUrl(server.url(PortalDatabases.STORE));
        connections.setUsername(PortalDatabases.STORE_LOGIN);
        connections.setPassword(password.value());
        connections.setMaximumPoolSize(STORE_CONNECTIONS);
        return connections;
    }

    @Bean
    PostgresProvider ordersProvider(PortalPostgres server) throws SQLException {
        Password password = new PortalDatabases(server).orders();
        return PostgresProvider.builder("orders-db")
                .admin(server.url(PortalDatabases.ORDERS), PortalDatabases.PROVIDER_LOGIN, password::value)
                .allowRoles("app_read", "app_write")
                .prefix("jit_")
                .endpoint("localhost", server.port(), PortalDatabases.ORDERS)
                .build();
    }

    @Bean
    OrdersDatabase ordersDatabase(PortalPostgres server) {
        return new OrdersDatabase(
                "localhost", server.port(), PortalDatabases.ORDERS, server.url(PortalDatabases.ORDERS));
    }
}
