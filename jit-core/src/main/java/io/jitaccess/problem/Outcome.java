package io.jitaccess.problem;

import java.util.List;
import java.util.function.Function;

/**
 * The answer of a use case: done, or refused with every problem at once. A refusal has changed nothing.
 *
 * @param <T> what was done
 */
public sealed interface Outcome<T> {

    /** It was done (or, inside a host's transaction, will be when that commits). */
    record Done<T>(T value) implements Outcome<T> {}

    /** It was refused, and nothing changed. */
    record Refused<T>(Refusal refusal, List<Problem> problems) implements Outcome<T> {
        public Refused {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("a refusal names at least one problem");
            }
        }
    }

    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Outcome<T> refused(Refusal refusal, List<Problem> problems) {
        return new Refused<>(refusal, problems);
    }

    static <T> Outcome<T> refused(Refusal refusal, String field, String code, String message) {
        return new Refused<>(refusal, List.of(new Problem(field, code, message)));
    }

    default <R> R fold(Function<Done<T>, R> done, Function<Refused<T>, R> refused) {
        if (this instanceof Done<T> d) {
            return done.apply(d);
        }
        return refused.apply((Refused<T>) this);
    }

    default <R> Outcome<R> map(Function<T, R> change) {
        return fold(d -> new Done<>(change.apply(d.value())), r -> new Refused<>(r.refusal(), r.problems()));
    }

    default boolean isDone() {
        return this instanceof Done<T>;
    }

    /**
     * The value, for callers to whom a refusal is a fault.
     *
     * @throws RefusedException with the refusal and its problems
     */
    default T orElseThrow() {
        return fold(Done::value, r -> {
            throw new RefusedException(r.refusal(), r.problems());
        });
    }
}
