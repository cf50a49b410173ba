package io.jitaccess.examples.postgres;

import io.jitaccess.spi.AccessRef;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * Where holders of an issued login reach the server.
 *
 * @param database where a credential leads when its entitlement names none
 * @param databases all that an entitlement may name
 */
record Endpoint(String host, int port, String database, Set<String> databases) {

    Endpoint {
        databases = Set.copyOf(databases);
    }

    Map<String, String> fields(AccessRef access, String username, String password) {
        String name = access.entitlement().attribute(Targets.DATABASE).orElse(database);
        String path = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return Map.of(
                "username", username,
                "password", password,
                "host", host,
                "port", Integer.toString(port),
                "database", name,
                "jdbcUrl", "jdbc:postgresql://" + host + ":" + port + "/" + path);
    }
}
