package io.jitaccess.jdbc.baddays;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a node is started.
 *
 * @param name of the node, in what it leaves at the truth
 * @param store the JDBC URL of the store's database
 * @param truth the JDBC URL of the truth's database
 * @param seed of its users and of its providers' faults
 * @param faults how many of a hundred provider calls go wrong
 * @param slow how many of a hundred other changes are slow
 * @param clock how wrong its clock is
 * @param users how many users act on it at once
 * @param pace how long a user rests between two acts, about
 * @param crashAt the crash point at which it ends itself
 * @param crashFile where it writes the point's name just before
 */
public record NodeOptions(
        String name,
        String store,
        String truth,
        long seed,
        int faults,
        int slow,
        Duration clock,
        int users,
        Duration pace,
        Optional<String> crashAt,
        String crashFile) {

    /** A node with two users and nothing wrong. */
    public static NodeOptions of(String name, String store, String truth, long seed) {
        return new NodeOptions(
                name, store, truth, seed, 0, 0, Duration.ZERO, 2, Duration.ofMillis(100), Optional.empty(), "");
    }

    public NodeOptions seeded(long other) {
        return new NodeOptions(name, store, truth, other, faults, slow, clock, users, pace, crashAt, crashFile);
    }

    public NodeOptions onStore(String url) {
        return new NodeOptions(name, url, truth, seed, faults, slow, clock, users, pace, crashAt, crashFile);
    }

    public NodeOptions withFaults(int ofAHundred, int slowOfAHundred) {
        return new NodeOptions(
                name, store, truth, seed, ofAHundred, slowOfAHundred, clock, users, pace, crashAt, crashFile);
    }

    public NodeOptions withClock(Duration wrong) {
        return new NodeOptions(name, store, truth, seed, faults, slow, wrong, users, pace, crashAt, crashFile);
    }

    public NodeOptions withUsers(int atOnce, Duration restingAbout) {
        return new NodeOptions(name, store, truth, seed, faults, slow, clock, atOnce, restingAbout, crashAt, crashFile);
    }

    public NodeOptions crashingAt(String point, String file) {
        return new NodeOptions(name, store, truth, seed, faults, slow, clock, users, pace, Optional.of(point), file);
    }

    List<String> arguments() {
        return List.of(
                name,
                store,
                truth,
                String.valueOf(seed),
                String.valueOf(faults),
                String.valueOf(slow),
                clock.toString(),
                String.valueOf(users),
                pace.toString(),
                crashAt.orElse("-"),
                crashFile);
    }

    static NodeOptions of(String[] arguments) {
        return new NodeOptions(
                arguments[0],
                arguments[1],
                arguments[2],
                Long.parseLong(arguments[3]),
                Integer.parseInt(arguments[4]),
                Integer.parseInt(arguments[5]),
                Duration.parse(arguments[6]),
                Integer.parseInt(arguments[7]),
                Duration.parse(arguments[8]),
                Optional.of(arguments[9]).filter(point -> !point.equals("-")),
                arguments[10]);
    }
}
