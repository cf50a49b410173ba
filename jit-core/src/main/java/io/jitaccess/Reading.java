package io.jitaccess;

import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Refusal;
import io.jitaccess.spi.store.Page;
import java.util.function.Supplier;

/** Reads pages: a cursor that is none is the caller's mistake, not a fault. */
final class Reading {

    private Reading() {}

    static <T> Outcome<Page<T>> page(Supplier<Page<T>> read) {
        try {
            return Outcome.done(read.get());
        } catch (IllegalArgumentException e) {
            return Outcome.refused(Refusal.INVALID, "after", "no-such-page", "there is no such page");
        }
    }
}
