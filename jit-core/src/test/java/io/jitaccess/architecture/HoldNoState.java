package io.jitaccess.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Two embedded libraries in one process share their classes: what is static must be final and cannot change inside. */
final class HoldNoState extends ArchCondition<JavaField> {

    HoldNoState() {
        super("be final and hold nothing that changes");
    }

    @Override
    public void check(JavaField field, ConditionEvents events) {
        boolean synthetic = field.getModifiers().contains(JavaModifier.SYNTHETIC);
        boolean stateless = field.getModifiers().contains(JavaModifier.FINAL) && !canChange(field.getRawType());
        events.add(new SimpleConditionEvent(
                field, synthetic || stateless, field.getDescription() + " is static and can change"));
    }

    private static boolean canChange(JavaClass type) {
        boolean immutableByConvention = List.of(List.class, Set.class, Map.class, Collection.class).stream()
                .anyMatch(type::isEquivalentTo);
        return type.isArray()
                || type.getPackageName().equals("java.util.concurrent.atomic")
                || type.isEquivalentTo(StringBuilder.class)
                || type.isAssignableTo(ThreadLocal.class)
                || !immutableByConvention && (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class));
    }
}
