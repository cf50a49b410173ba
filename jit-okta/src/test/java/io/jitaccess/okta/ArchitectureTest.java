package io.jitaccess.okta;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The module knows the core's SPI and values, Okta's SDK, and nothing else of the library. */
class ArchitectureTest {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.jitaccess.okta");

    @Test
    void it_depends_on_the_core_alone() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.jitaccess.jdbc..",
                        "io.jitaccess.testkit..",
                        "io.jitaccess.spring..",
                        "io.jitaccess.spi.store..",
                        "io.jitaccess.internal..",
                        "org.springframework..",
                        "com.sun.."))
                .check(MODULE);
    }

    @Test
    void only_the_provider_its_builder_and_its_credential_are_public() {
        classes()
                .that()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .should()
                .haveSimpleNameStartingWith("OktaProvider")
                .orShould()
                .haveSimpleName("OktaCredential")
                .check(MODULE);
    }

    @Test
    void time_comes_from_the_clock_that_was_given() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(MODULE);
    }
}
