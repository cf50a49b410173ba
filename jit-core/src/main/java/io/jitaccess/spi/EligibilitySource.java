package io.jitaccess.spi;

import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * Where eligibilities and policies come from: files, a program, a table. What it offers becomes the one active revision,
 * stored for all nodes, only if it has no problem at all.
 */
public interface EligibilitySource {

    /** What a reading gave. */
    sealed interface Reading {

        /** A whole catalogue. */
        record Offered(Catalogue catalogue) implements Reading {}

        /** Every problem at once; {@code field} names file, line and column where there are some. */
        record Unreadable(List<Problem> problems) implements Reading {
            public Unreadable {
                problems = List.copyOf(problems);
            }
        }
    }

    /** Names the source in the record, such as a path; at most 500 characters. */
    String name();

    /** Reads everything anew. Called by one thread at a time; may block on the disk or network. */
    Reading read();

    /**
     * Says whether {@link #read()} is worth calling again: a cheap check, called about once a second. Empty when nothing
     * changed since {@code seen}, else a new stamp to pass at the next call.
     */
    Optional<String> changed(Optional<String> seen);
}
