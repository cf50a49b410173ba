package io.jitaccess.examples.portal.database;

/**
 * The database whose access is handed out.
 *
 * @param host where clients on this machine find it
 * @param url its JDBC address, without any login
 */
public record OrdersDatabase(String host, int port, String name, String url) {}
