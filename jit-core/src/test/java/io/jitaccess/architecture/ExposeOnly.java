package io.jitaccess.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** What a caller or implementer can see: the type's parents, its public and protected members, their annotations. */
final class ExposeOnly extends ArchCondition<JavaClass> {

    private final DescribedPredicate<JavaClass> allowed;

    ExposeOnly(DescribedPredicate<JavaClass> allowed) {
        super("expose only what will " + allowed.getDescription());
        this.allowed = allowed;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        if (!isExposed(type)) {
            return;
        }
        Stream<JavaType> parents = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
        report(type.getDescription(), Stream.concat(parents, annotations(type.getAnnotations())), type, events);
        for (JavaMember member : type.getMembers()) {
            if (isVisible(member)) {
                Stream<JavaType> all = Stream.concat(typesOf(member), annotations(member.getAnnotations()));
                report(member.getDescription(), all, type, events);
            }
        }
    }

    private void report(String where, Stream<JavaType> types, JavaClass owner, ConditionEvents events) {
        types.flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .map(JavaClass::getBaseComponentType)
                .filter(type -> !type.isPrimitive() && !allowed.test(type))
                .distinct()
                .forEach(
                        type -> events.add(SimpleConditionEvent.violated(owner, where + " exposes " + type.getName())));
    }

    private static Stream<JavaType> typesOf(JavaMember member) {
        if (member instanceof JavaCodeUnit code) {
            return Stream.of(
                            Stream.of(code.getReturnType()),
                            code.getParameterTypes().stream(),
                            code.getExceptionTypes().stream().map(JavaType.class::cast))
                    .flatMap(types -> types);
        }
        return member.getAllInvolvedRawTypes().stream().map(JavaType.class::cast);
    }

    private static Stream<JavaType> annotations(Iterable<? extends JavaAnnotation<?>> annotations) {
        Stream.Builder<JavaType> types = Stream.builder();
        annotations.forEach(annotation -> types.add(annotation.getRawType()));
        return types.build();
    }

    private static boolean isVisible(JavaMember member) {
        return !member.getModifiers().contains(JavaModifier.SYNTHETIC)
                && (member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED));
    }

    private static boolean isExposed(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ExposeOnly::isExposed).orElse(true);
    }
}
