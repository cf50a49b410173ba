package io.jitaccess.spi;

import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where eligibilities and policies come from: files, a program, a table. What it offers becomes the one active revision,
 * stored for all nodes, only if it has no problem at all.
 */
public interface EligibilitySource {

    /** What a reading gave. */
    sealed interface Reading {

        /**
         * A whole catalogue.
         *
         * @param where the place of a field, such as file, line and column, by its path, such as {@code
         *     eligibilities[debug].duration.longest}; of the nearest field around it where it is not written down;
         *     empty where there are no places
         */
        record Offered(Catalogue catalogue, Function<String, Optional<String>> where) implements Reading {

            /** A catalogue without places. */
            public Offered(Catalogue catalogue) {
                this(catalogue, field -> Optional.empty());
            }

            /** The problems with the place as {@code field}, where there is one, and the path in the message. */
            public List<Problem> placed(List<Problem> problems) {
                return problems.stream()
                        .map(problem -> where.apply(problem.field())
                                .map(place -> new Problem(place, problem.code(), problem.toString()))
                                .orElse(problem))
                        .toList();
            }
        }

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
