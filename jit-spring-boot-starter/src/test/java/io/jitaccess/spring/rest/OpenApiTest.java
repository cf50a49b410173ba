package io.jitaccess.spring.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The OpenAPI document in the jar is the one that the running controllers give. After a wanted change: {@code mvn -pl
 * jit-spring-boot-starter -am -Dtest=OpenApiTest -Dsurefire.failIfNoSpecifiedTests=false -Dopenapi.update=true test}.
 */
class OpenApiTest {

    private static final Path SHIPPED = Path.of("src/main/resources/META-INF/jit/openapi.json");

    @Test
    void the_document_in_the_jar_is_that_of_the_running_controllers() throws IOException {
        try (HttpApp app = HttpApp.start(ProblemTest.App.class, OpenApiDocument.SPRINGDOC)) {
            String document =
                    OpenApiDocument.of(app.get("ada", "/v3/api-docs").is(200).body(), records());
            if (Boolean.getBoolean("openapi.update")) {
                Files.createDirectories(SHIPPED.getParent());
                Files.writeString(SHIPPED, document);
            }
            assertThat(document)
                    .as("if the change is wanted, update the document as this class's comment says")
                    .isEqualTo(Files.readString(SHIPPED));
        }
    }

    /** Every record of the package: what springdoc names must be among them. */
    private static List<Class<?>> records() throws IOException {
        try (var files = Files.list(Path.of("target/classes/io/jitaccess/spring/rest"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Json.class") && !name.contains("$"))
                    .<Class<?>>map(name -> named(name.replace(".class", "")))
                    .filter(Class::isRecord)
                    .toList();
        }
    }

    private static Class<?> named(String simple) {
        try {
            return Class.forName("io.jitaccess.spring.rest." + simple);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
