package io.jitaccess.benchmarks;

import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.Directory;
import java.sql.SQLException;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The same with the library in it: the starter, and the two beans that it asks for. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class LibraryHost {

    /** As {@link EmptyHost#main}. */
    public static void main(String[] arguments) throws SQLException {
        EmptyHost.run(LibraryHost.class, arguments);
    }

    /** People. */
    @Bean
    public Directory directory() {
        return new Crowd();
    }

    /** A provider. */
    @Bean
    public AccessProvider provider() {
        return InstantProvider.empty();
    }
}
