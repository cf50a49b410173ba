package io.jitaccess.examples.portal;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the portal. */
@SpringBootApplication
public class PortalApplication {

    /** Runs until it is stopped; the arguments are Spring Boot's. */
    public static void main(String[] args) {
        SpringApplication.run(PortalApplication.class, args);
    }
}
