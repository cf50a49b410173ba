package io.jitaccess.spi;

import io.jitaccess.internal.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** What a look at the provider saw. */
public sealed interface Observation {

    /**
     * The access is there.
     *
     * @param until when the provider will end it by itself; empty if never
     * @param mark for kinds with marks: whether it carries the assignment's id. A provider whose kind has marks answers
     *     {@link Absent} when only access without our mark is there and {@code assign} can add ours beside it
     */
    record Present(Optional<Instant> until, Mark mark) implements Observation {}

    /** The access is not there, and its parent (the group, the account, the role) was readable in the same pass. */
    record Absent() implements Observation {}

    /**
     * Nothing certain was seen: no answer, no right to read, parent unreadable. Never taken for absent.
     *
     * @param pause how long the provider asks to be left alone, if it said so; its queue rests for that long, at most a
     *     day
     */
    record Unclear(String message, Optional<Duration> pause) implements Observation {
        public Unclear {
            message = Text.printable(message, 500);
            pause.ifPresent(Pause::check);
        }
    }

    /** What a look says about whose access it is. */
    enum Mark {
        /** It carries this assignment's id. */
        OURS,
        /** It carries no mark, or the kind has none. */
        NONE
    }

    static Observation present() {
        return new Present(Optional.empty(), Mark.NONE);
    }

    static Observation absent() {
        return new Absent();
    }

    static Observation unclear(String message) {
        return new Unclear(message, Optional.empty());
    }

    /** The provider asks to be left alone for that long. */
    static Observation throttled(Duration pause) {
        return new Unclear("throttled for " + pause, Optional.of(pause));
    }

    default <R> R fold(Function<Present, R> present, Function<Absent, R> absent, Function<Unclear, R> unclear) {
        if (this instanceof Present p) {
            return present.apply(p);
        }
        if (this instanceof Absent a) {
            return absent.apply(a);
        }
        return unclear.apply((Unclear) this);
    }
}
