package io.jitaccess.checks;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a user of a module can name, as sorted text: public types outside {@code internal} packages, their public and
 * protected members, generics, nullness, exceptions. The same on every JDK, and free of what every type has.
 */
final class PublicApi {

    private static final Set<String> EVERY_TYPE_HAS =
            Set.of("equals(Object)", "hashCode()", "toString()", "values()", "valueOf(String)");

    private PublicApi() {}

    static String of(Path classes) throws IOException {
        TreeMap<String, String> types = new TreeMap<>();
        try (Stream<Path> files = Files.walk(classes)) {
            files.map(file -> classes.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .map(file -> load(file.substring(0, file.length() - ".class".length())))
                    .filter(PublicApi::isPublic)
                    .forEach(type -> types.put(type.getName(), describe(type)));
        }
        return String.join("\n", types.values());
    }

    private static Class<?> load(String file) {
        String name = file.replace('/', '.');
        try {
            return Class.forName(name, false, PublicApi.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name + " is not on the class path of the checks", e);
        }
    }

    private static boolean isPublic(Class<?> type) {
        boolean seen = isVisible(type.getModifiers()) && !type.isSynthetic() && !type.isAnonymousClass();
        return seen
                && !(type.getPackageName() + ".").contains(".internal.")
                && (type.getDeclaringClass() == null || isPublic(type.getDeclaringClass()));
    }

    static String describe(Class<?> type) {
        TreeSet<String> members = new TreeSet<>();
        declaring(type).forEach(owner -> {
            Arrays.stream(owner.getDeclaredFields())
                    .filter(PublicApi::isApi)
                    .forEach(field -> members.add(text(field)));
            Arrays.stream(owner.getDeclaredMethods())
                    .filter(method -> isApi(method) && !isImplied(type, method))
                    .forEach(method -> members.add(text(method)));
        });
        Arrays.stream(type.getDeclaredConstructors())
                .filter(constructor -> isApi(constructor) && !isImplied(type, constructor))
                .forEach(constructor -> members.add(text(constructor)));
        String lines = members.stream().map(member -> "    " + member + "\n").collect(joining());
        return type.getPackageName() + "\n" + TypeText.declaration(type) + "\n" + lines;
    }

    /** The type and the hidden parents whose members it passes on as its own. */
    private static List<Class<?>> declaring(Class<?> type) {
        return Stream.<Class<?>>iterate(type, owner -> owner != null, Class::getSuperclass)
                .takeWhile(owner -> owner == type || !Modifier.isPublic(owner.getModifiers()))
                .toList();
    }

    private static boolean isApi(Member member) {
        return isVisible(member.getModifiers()) && !member.isSynthetic();
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static boolean isImplied(Class<?> type, Executable member) {
        if (member instanceof Constructor<?>) {
            return type.isRecord() && List.of(member.getParameterTypes()).equals(componentTypes(type));
        }
        String signature = member.getName()
                + Arrays.stream(member.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(joining(", ", "(", ")"));
        return EVERY_TYPE_HAS.contains(signature)
                || type.isRecord()
                        && Arrays.stream(type.getRecordComponents())
                                .anyMatch(component -> component.getAccessor().equals(member));
    }

    private static List<Class<?>> componentTypes(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .<Class<?>>map(component -> component.getType())
                .toList();
    }

    private static String text(Field field) {
        return field.isEnumConstant()
                ? TypeText.deprecated(field) + field.getName()
                : TypeText.modifiers(field) + TypeText.of(field.getAnnotatedType()) + " " + field.getName();
    }

    private static String text(Executable member) {
        String head = member instanceof Method method
                ? TypeText.of(method.getAnnotatedReturnType()) + " " + method.getName()
                : member.getDeclaringClass().getSimpleName();
        String exceptions = Arrays.stream(member.getAnnotatedExceptionTypes())
                .map(TypeText::of)
                .sorted(Comparator.naturalOrder())
                .collect(joining(", "));
        return TypeText.modifiers(member)
                + TypeText.parameters(member.getTypeParameters())
                + head
                + parameters(member)
                + (exceptions.isEmpty() ? "" : " throws " + exceptions);
    }

    private static String parameters(Executable member) {
        String all = Arrays.stream(member.getAnnotatedParameterTypes())
                .map(TypeText::of)
                .collect(joining(", "));
        return "(" + (member.isVarArgs() ? all.substring(0, all.length() - "[]".length()) + "..." : all) + ")";
    }
}
