package io.jitaccess.benchmarks;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A Spring Boot web application with nothing in it. It says how long its JVM took until it was ready, and how many threads
 * it has; then it rests, and ends. What else is started is a matter of its class path.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class EmptyHost {

    /** For {@link #main}: {@code rest-seconds [spring property]...}. */
    public static void main(String[] arguments) throws SQLException {
        run(EmptyHost.class, arguments);
    }

    static void run(Class<?> host, String... arguments) throws SQLException {
        SpringApplication application = new SpringApplication(host);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        String[] properties = java.util.Arrays.copyOfRange(arguments, 1, arguments.length);
        try (ConfigurableApplicationContext context = application.run(properties)) {
            if (context.getEnvironment().containsProperty("spring.datasource.url")) {
                try (Connection connection = context.getBean(DataSource.class).getConnection()) {
                    connection.isValid(1);
                }
            }
            long ready = ManagementFactory.getRuntimeMXBean().getUptime();
            LockSupport.parkNanos(1_000_000_000);
            System.out.println("said:" + ready);
            System.out.println("said:" + ManagementFactory.getThreadMXBean().getThreadCount());
            LockSupport.parkNanos(Long.parseLong(arguments[0]) * 1_000_000_000);
            System.out.println("said:over");
        }
    }
}
