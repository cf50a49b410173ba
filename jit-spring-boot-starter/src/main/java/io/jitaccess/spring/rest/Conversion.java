package io.jitaccess.spring.rest;

import io.jitaccess.problem.Problems;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes values of the domain of texts, and collects what does not fit by field. Not thread-safe. */
final class Conversion {

    private final Problems problems = new Problems();

    /** Empty for no text, or after a problem was noted. */
    <T> Optional<T> of(String field, @Nullable String text, Function<String, T> make) {
        return text == null ? Optional.empty() : make(field, () -> make.apply(text));
    }

    /** As {@link #of}, for a form that is read by a function that answers empty. */
    <T> Optional<T> parsed(String field, @Nullable String text, Function<String, Optional<T>> parse) {
        Optional<T> value = Optional.ofNullable(text).flatMap(parse);
        if (text != null && value.isEmpty()) {
            problems.add(field, "malformed", "is not an id");
        }
        return value;
    }

    /** Empty after a problem was noted. */
    <T> Optional<T> make(String field, Supplier<T> make) {
        try {
            return Optional.of(make.get());
        } catch (IllegalArgumentException e) {
            problems.add(field, "malformed", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    Conversion note(String field, String code, String message) {
        problems.add(field, code, message);
        return this;
    }

    /** Whether everything fitted so far. */
    boolean isEmpty() {
        return problems.isEmpty();
    }

    /** @throws ProblemException naming everything that did not fit */
    void check() {
        if (!problems.isEmpty()) {
            throw new ProblemException(ProblemType.MALFORMED, problems.list());
        }
    }
}
