package io.jitaccess.testkit.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One run of the model.
 *
 * @param percent how many calls of the provider go wrong out of the blue
 * @param seed which of them, and how
 */
record Story(int percent, long seed, List<Move> moves) {

    Story {
        moves = List.copyOf(moves);
    }

    @Override
    public String toString() {
        return "Story " + percent + " % of calls in trouble, seed " + seed
                + moves.stream().map(move -> "\n  " + move).collect(Collectors.joining());
    }
}
