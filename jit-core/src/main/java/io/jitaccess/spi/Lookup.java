package io.jitaccess.spi;

import io.jitaccess.internal.Text;
import java.util.function.Function;

/**
 * A directory's answer: known, or unknown because it could not be reached.
 *
 * @param <T> what is known
 */
public sealed interface Lookup<T> {

    record Known<T>(T value) implements Lookup<T> {}

    record Unknown<T>(String message) implements Lookup<T> {
        public Unknown {
            message = Text.printable(message, 300);
        }
    }

    static <T> Lookup<T> known(T value) {
        return new Known<>(value);
    }

    static <T> Lookup<T> unknown(String message) {
        return new Unknown<>(message);
    }

    default <R> R fold(Function<T, R> known, Function<String, R> unknown) {
        if (this instanceof Known<T> k) {
            return known.apply(k.value());
        }
        return unknown.apply(((Unknown<T>) this).message());
    }
}
