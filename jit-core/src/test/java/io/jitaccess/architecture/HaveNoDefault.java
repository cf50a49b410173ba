package io.jitaccess.architecture;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** A closed answer may fold its own cases: nobody else implements it. */
final class HaveNoDefault extends ArchCondition<JavaMethod> {

    HaveNoDefault() {
        super("have no default");
    }

    @Override
    public void check(JavaMethod method, ConditionEvents events) {
        boolean closed = method.getOwner().reflect().isSealed();
        boolean isDefault = !closed
                && !method.getModifiers().contains(JavaModifier.ABSTRACT)
                && !method.getModifiers().contains(JavaModifier.STATIC)
                && !method.getModifiers().contains(JavaModifier.PRIVATE)
                && !method.getModifiers().contains(JavaModifier.SYNTHETIC);
        events.add(new SimpleConditionEvent(method, !isDefault, method.getDescription() + " has a default"));
    }
}
