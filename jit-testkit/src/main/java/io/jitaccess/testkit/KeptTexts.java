package io.jitaccess.testkit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for secrets where none may be: every text that can be reached from an object, such as a whole {@link
 * io.jitaccess.testkit.store.InMemoryStore}, with the names of the library's types on the way. For tests that hand out a canary and
 * search for it. Not thread-safe: nothing may change meanwhile.
 */
public final class KeptTexts {

    private KeptTexts() {}

    /** The texts, bytes read as UTF-8, through the fields of types of the library and through the collections of the JDK. */
    public static List<String> of(Object from) {
        List<String> texts = new ArrayList<>();
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Object> open = new ArrayList<>(List.of(from));
        while (!open.isEmpty()) {
            Object next = open.remove(open.size() - 1);
            if (!seen.add(next)) {
                continue;
            }
            if (next instanceof byte[] bytes) {
                texts.add(new String(bytes, StandardCharsets.UTF_8));
            } else if (next instanceof Optional<?> maybe) {
                maybe.ifPresent(open::add);
            } else if (next instanceof Map<?, ?> map) {
                map.forEach((key, value) -> open.addAll(Arrays.asList(key, value)));
            } else if (next instanceof Iterable<?> many) {
                many.forEach(open::add);
            } else if (next.getClass().getName().startsWith("io.jitaccess.") && !(next instanceof Enum)) {
                texts.add(next.getClass().getName());
                open.addAll(fields(next));
            } else {
                texts.add(next.toString());
            }
        }
        return texts;
    }

    private static List<Object> fields(Object of) {
        List<Object> values = new ArrayList<>();
        for (Class<?> type = of.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    try {
                        Object value = field.get(of);
                        if (value != null) {
                            values.add(value);
                        }
                    } catch (IllegalAccessException impossible) {
                        throw new IllegalStateException(impossible);
                    }
                }
            }
        }
        return values;
    }
}
