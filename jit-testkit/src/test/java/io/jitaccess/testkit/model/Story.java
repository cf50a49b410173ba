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

    /** One in which nothing goes wrong but what is told. */
    static Story of(Move... moves) {
        return new Story(0, 0, List.of(moves));
    }

    static List<Move> moves(Move... moves) {
        return List.of(moves);
    }

    /** Throws what is wrong with how it went. */
    void play() {
        new LifecycleModel(this).play();
    }

    @Override
    public String toString() {
        return "Story " + percent + " % of calls in trouble, seed " + seed
                + moves.stream().map(move -> "\n  " + move).collect(Collectors.joining());
    }
}
