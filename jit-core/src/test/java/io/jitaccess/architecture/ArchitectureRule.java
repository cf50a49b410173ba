package io.jitaccess.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Locale;

/** One rule each, stated below a base package, so that it can be shown examples elsewhere. */
public enum ArchitectureRule {

    /** The core runs without Spring, without SQL and without any vendor: what it may use is listed, the rest is not. */
    DEPENDENCIES {
        @Override
        public ArchRule under(String base) {
            return classes()
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage(
                                    base + "..",
                                    "java..",
                                    "javax.crypto..",
                                    "org.jspecify.annotations",
                                    "org.slf4j..",
                                    "tools.jackson..",
                                    "com.fasterxml.jackson.annotation",
                                    "com.github.benmanes.caffeine..")
                            .and(not(resideInAnyPackage("java.sql..", "java.awt..", "java.rmi.."))));
        }
    },

    /** A feature can be read, tested and reused without the engine that drives it. */
    DIRECTION {
        @Override
        public ArchRule under(String base) {
            String engine = base + ".reconcile..";
            return noClasses()
                    .that(resideInAPackage(base + "..").and(not(resideInAnyPackage(base, engine))))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(base, engine));
        }
    },

    CYCLES {
        @Override
        public ArchRule under(String base) {
            return slices().assignedFrom(new EachPackage()).should().beFreeOfCycles();
        }
    },

    /** What is decided or stored has the unit of work's time; the one default clock is the builder's. */
    TIME {
        @Override
        public ArchRule under(String base) {
            return noClasses().should().accessTargetWhere(new ReadsSystemTime());
        }
    },

    /** In a security SPI a silent default is a hole; a new ability is a new small interface. */
    SPI_DEFAULTS {
        @Override
        public ArchRule under(String base) {
            return methods()
                    .that()
                    .areDeclaredInClassesThat(resideInAPackage(base + ".spi..").and(JavaClass.Predicates.INTERFACES))
                    .should(new HaveNoDefault());
        }
    },

    NULL_MARKED {
        @Override
        public ArchRule under(String base) {
            return classes().should(new LieInANullMarkedPackage());
        }
    },

    PUBLIC_FIELDS {
        @Override
        public ArchRule under(String base) {
            return fields().that().arePublic().or().areProtected().should().beFinal();
        }
    },

    STATIC_STATE {
        @Override
        public ArchRule under(String base) {
            return fields().that().areStatic().should(new HoldNoState());
        }
    },

    /** A library in a signature is a promise that its next major version would break. */
    PUBLIC_SIGNATURES {
        @Override
        public ArchRule under(String base) {
            return classes()
                    .that(resideInAPackage(base + "..").and(not(resideInAPackage(base + ".internal.."))))
                    .should(new ExposeOnly(resideInAnyPackage("java..", "org.jspecify.annotations", base + "..")
                            .and(not(resideInAPackage(base + ".internal..")))));
        }
    };

    /** The rule for what lies in this package and below. */
    public abstract ArchRule under(String base);

    /** The package with classes that break ({@code Breaks...}) and keep ({@code Keeps...}) this rule. */
    public String examples() {
        return ArchitectureRule.class.getPackageName() + "."
                + name().toLowerCase(Locale.ROOT).replace("_", "");
    }

    private static final class EachPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
