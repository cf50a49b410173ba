package io.jitaccess;

import static java.util.stream.Collectors.partitioningBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.jitaccess.architecture.ArchitectureRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The inner order of this module. Each rule is also shown classes that break it, in a package of the rule's own below
 * {@code io.jitaccess.architecture}: a rule that cannot fail guards nothing.
 */
class ArchitectureTest {

    private static final String BASE = "io.jitaccess";

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    @Test
    void theRulesSeeTheWholeModule() {
        assertThat(CORE.stream().map(JavaClass::getPackageName).distinct())
                .contains(
                        "io.jitaccess.identity",
                        "io.jitaccess.eligibility",
                        "io.jitaccess.approval",
                        "io.jitaccess.request",
                        "io.jitaccess.grant",
                        "io.jitaccess.spi");
    }

    @ParameterizedTest
    @EnumSource
    void theModuleKeepsTheRule(ArchitectureRule rule) {
        rule.under(BASE).check(CORE);
    }

    @ParameterizedTest
    @EnumSource
    void aClassThatBreaksTheRuleIsRejected(ArchitectureRule rule) {
        JavaClasses examples = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                .importPackages(rule.examples());
        Map<Boolean, List<JavaClass>> byVerdict = examples.stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .filter(JavaClass::isTopLevelClass)
                .collect(partitioningBy(type -> type.getSimpleName().startsWith("Breaks")));

        String report = String.join(
                "\n",
                rule.under(rule.examples())
                        .evaluate(examples)
                        .getFailureReport()
                        .getDetails());

        assertThat(byVerdict.get(true)).as("classes that break %s", rule).isNotEmpty();
        assertThat(byVerdict.get(true)).allSatisfy(type -> assertThat(report).contains(type.getName()));
        assertThat(byVerdict.get(false))
                .filteredOn(type -> type.getSimpleName().startsWith("Keeps"))
                .allSatisfy(type -> assertThat(report).doesNotContain(type.getName()));
    }
}
