package io.jitaccess.checks;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Java types as a reader writes them: without packages, nested ones behind the outer, {@code @Nullable} in its place. */
final class TypeText {

    private TypeText() {}

    static String declaration(Class<?> type) {
        List<String> words = new ArrayList<>();
        words.add(deprecated(type) + access(type.getModifiers()));
        if (type.getDeclaringClass() != null && Modifier.isStatic(type.getModifiers())) {
            words.add("static");
        }
        boolean plainClass = !type.isInterface() && !type.isEnum() && !type.isRecord();
        if (plainClass && Modifier.isAbstract(type.getModifiers())) {
            words.add("abstract");
        }
        if (plainClass && Modifier.isFinal(type.getModifiers())) {
            words.add("final");
        }
        if (type.isSealed() && !type.isEnum()) {
            words.add("sealed");
        }
        words.add(kind(type));
        words.add(name(type) + parameters(type.getTypeParameters()).strip() + components(type));
        if (plainClass && type.getSuperclass() != null && type.getSuperclass() != Object.class) {
            words.add("extends " + of(type.getAnnotatedSuperclass()));
        }
        String interfaces =
                Arrays.stream(type.getAnnotatedInterfaces()).map(TypeText::of).collect(joining(", "));
        if (!interfaces.isEmpty() && !type.isAnnotation()) {
            words.add((type.isInterface() ? "extends " : "implements ") + interfaces);
        }
        if (type.isSealed() && !type.isEnum()) {
            words.add("permits "
                    + Arrays.stream(type.getPermittedSubclasses())
                            .map(TypeText::name)
                            .sorted()
                            .collect(joining(", ")));
        }
        return String.join(" ", words);
    }

    static String modifiers(Member member) {
        int bits = member.getModifiers();
        boolean inInterface = member.getDeclaringClass().isInterface();
        return Stream.of(
                        deprecated((AnnotatedElement) member).strip(),
                        access(bits),
                        Modifier.isStatic(bits) ? "static" : "",
                        Modifier.isAbstract(bits) && !inInterface ? "abstract" : "",
                        member instanceof Method method && method.isDefault() ? "default" : "",
                        Modifier.isFinal(bits) && !inInterface ? "final" : "")
                .filter(word -> !word.isEmpty())
                .collect(joining(" ", "", " "));
    }

    static String deprecated(AnnotatedElement element) {
        return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
    }

    static String parameters(TypeVariable<?>[] variables) {
        return variables.length == 0
                ? ""
                : Arrays.stream(variables).map(TypeText::variable).collect(joining(", ", "<", "> "));
    }

    static String of(AnnotatedType type) {
        if (type instanceof AnnotatedArrayType array) {
            String nullable = nullable(array);
            return of(array.getAnnotatedGenericComponentType()) + (nullable.isEmpty() ? "" : " " + nullable) + "[]";
        }
        if (type instanceof AnnotatedParameterizedType generic) {
            Class<?> raw = (Class<?>) ((ParameterizedType) generic.getType()).getRawType();
            return nullable(type)
                    + name(raw)
                    + Arrays.stream(generic.getAnnotatedActualTypeArguments())
                            .map(TypeText::of)
                            .collect(joining(", ", "<", ">"));
        }
        if (type instanceof AnnotatedWildcardType wildcard) {
            return "?" + bound(" super ", wildcard.getAnnotatedLowerBounds())
                    + bound(" extends ", wildcard.getAnnotatedUpperBounds());
        }
        if (type instanceof AnnotatedTypeVariable variable) {
            return nullable(type) + variable.getType().getTypeName();
        }
        return nullable(type) + name((Class<?>) type.getType());
    }

    private static String access(int modifiers) {
        return Modifier.isPublic(modifiers) ? "public" : "protected";
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "@interface";
        }
        if (type.isInterface()) {
            return "interface";
        }
        if (type.isEnum()) {
            return "enum";
        }
        return type.isRecord() ? "record" : "class";
    }

    private static String components(Class<?> type) {
        return type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .map(component -> of(component.getAnnotatedType()) + " " + component.getName())
                        .collect(joining(", ", "(", ")"))
                : "";
    }

    private static String name(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return (outer == null ? "" : name(outer) + ".") + type.getSimpleName();
    }

    private static String variable(TypeVariable<?> variable) {
        return variable.getName() + bound(" extends ", variable.getAnnotatedBounds());
    }

    private static String bound(String word, AnnotatedType[] bounds) {
        String all = Arrays.stream(bounds).map(TypeText::of).collect(joining(" & "));
        return all.isEmpty() || all.equals("Object") ? "" : word + all;
    }

    private static String nullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
    }
}
