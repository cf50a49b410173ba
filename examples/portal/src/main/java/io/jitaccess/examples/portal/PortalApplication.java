package io.jitaccess.examples.portal;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The portal: the library's starter, a PostgreSQL of its own, sample people, and a page. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan
public class PortalApplication {

    /** Runs until it is stopped; the arguments are Spring Boot's. */
    public static void main(String[] args) {
        start(args);
    }

    /** Starts the portal and answers when it is up; closing the context stops it, the databases included. */
    public static ConfigurableApplicationContext start(String... args) {
        return SpringApplication.run(PortalApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
