package io.jitaccess.spring.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jitaccess.problem.Problem;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes a record of a JSON value, without any coercion, and lists everything that does not fit by field. A component is
 * needed unless it is {@link Nullable}, a list or a map, which are empty if left out.
 */
final class Binder {

    private static final int MOST_PROBLEMS = 100;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final List<Problem> problems = new ArrayList<>();

    private Binder() {}

    /** @throws ProblemException naming everything that does not fit */
    static <T> T bind(JsonNode json, Class<T> type) {
        Binder binder = new Binder();
        Object bound = binder.record("", json, type);
        if (bound == null || !binder.problems.isEmpty()) {
            throw new ProblemException(ProblemType.MALFORMED, binder.problems);
        }
        return type.cast(bound);
    }

    /** The value, or null after a problem was noted. */
    private @Nullable Object value(String path, JsonNode json, Type type) {
        if (type instanceof ParameterizedType of) {
            return of.getRawType() == List.class ? list(path, json, of.getActualTypeArguments()[0]) : texts(path, json);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return record(path, json, plain);
        }
        if (plain == Object.class) {
            return json;
        }
        if (plain == String.class) {
            return json.isString() ? json.asString() : wrong(path, "must be a text");
        }
        if (plain == Boolean.class) {
            return json.isBoolean() ? json.asBoolean() : wrong(path, "must be true or false");
        }
        if (plain == Long.class) {
            return json.isIntegralNumber() && json.canConvertToLong()
                    ? json.asLong()
                    : wrong(path, "must be a whole number");
        }
        if (plain == Integer.class) {
            return json.isIntegralNumber() && json.canConvertToInt()
                    ? json.asInt()
                    : wrong(path, "must be a whole number");
        }
        if (plain == Duration.class) {
            return parsed(path, json, Duration::parse, "must be an ISO-8601 duration such as PT2H");
        }
        if (plain == Instant.class) {
            return parsed(
                    path,
                    json,
                    Binder::instant,
                    "must be an ISO-8601 instant of the years 0001 to 9999, such as 2026-11-22T08:00:00Z");
        }
        if (plain.isEnum()) {
            return constant(path, json, plain);
        }
        throw new IllegalStateException("no rule for " + type.getTypeName());
    }

    private @Nullable Object record(String path, JsonNode json, Class<?> type) {
        if (!json.isObject()) {
            return wrong(path, "must be an object");
        }
        RecordComponent[] components = type.getRecordComponents();
        unknown(
                path,
                json,
                Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toSet()));
        @Nullable Object[] values = new @Nullable Object[components.length];
        int before = problems.size();
        for (int i = 0; i < components.length; i++) {
            values[i] = component(path, json, components[i]);
        }
        return problems.size() > before ? null : make(type, components, values);
    }

    private @Nullable Object component(String path, JsonNode json, RecordComponent component) {
        String inner = path.isEmpty() ? component.getName() : path + "." + component.getName();
        JsonNode value = json.get(component.getName());
        if (value != null && !value.isNull()) {
            return value(inner, value, component.getGenericType());
        }
        if (component.getType() == List.class) {
            return List.of();
        }
        if (component.getType() == Map.class) {
            return Map.of();
        }
        if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            note(inner, "required", "is needed");
        }
        return null;
    }

    private List<Object> list(String path, JsonNode json, Type of) {
        List<Object> values = new ArrayList<>();
        if (!json.isArray()) {
            wrong(path, "must be a list");
            return values;
        }
        for (int i = 0; i < json.size(); i++) {
            Object value = value(path + "[" + i + "]", json.get(i), of);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private Map<String, String> texts(String path, JsonNode json) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!json.isObject()) {
            wrong(path, "must be an object of texts");
            return values;
        }
        json.properties().forEach(entry -> {
            if (entry.getValue().isString()) {
                values.put(entry.getKey(), entry.getValue().asString());
            } else {
                wrong(path + "." + name(entry.getKey()), "must be a text");
            }
        });
        return values;
    }

    private @Nullable Object parsed(String path, JsonNode json, Function<String, Object> parse, String must) {
        try {
            return json.isString() ? parse.apply(json.asString()) : wrong(path, must);
        } catch (DateTimeException | ArithmeticException e) {
            return wrong(path, must);
        }
    }

    /** Years with more digits are no RFC 3339, and no database keeps them all. */
    private static Instant instant(String text) {
        Instant instant = Instant.parse(text);
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            throw new DateTimeException("out of range");
        }
        return instant;
    }

    private @Nullable Object constant(String path, JsonNode json, Class<?> type) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(word((Enum<?>) constant), constant);
        }
        Object named = json.isString() ? constants.get(json.asString()) : null;
        return named == null ? wrong(path, "must be one of " + String.join(", ", constants.keySet())) : named;
    }

    /** How a constant is written: by its name, unless it says otherwise. */
    private static String word(Enum<?> constant) {
        try {
            JsonProperty other =
                    constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class);
            return other == null ? constant.name() : other.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private void unknown(String path, JsonNode json, Set<String> known) {
        json.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> note(
                        path.isEmpty() ? name(name) : path + "." + name(name), "unknown", "there is no such field"));
    }

    private @Nullable Object wrong(String path, String message) {
        note(path, "wrong-type", message);
        return null;
    }

    private void note(String path, String code, String message) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new Problem(path.length() <= 300 ? path : path.substring(0, 300), code, message));
        }
    }

    /** A name that somebody else chose, fit to be shown. */
    private static String name(String foreign) {
        return (foreign.length() <= 64 ? foreign : foreign.substring(0, 64)).replaceAll("[^A-Za-z0-9._-]", "?");
    }

    private static Object make(Class<?> type, RecordComponent[] components, @Nullable Object[] values) {
        try {
            return type.getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the record " + type + " must not judge its values", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
