package io.jitaccess.jdbc.baddays;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How one invariant fared: how often the run put it to the test, and where it did not hold. */
final class Judgement {

    private static final int MOST_SHOWN = 10;
    private final String invariant;
    private final List<String> violations = new ArrayList<>();
    private long exercised;
    private final List<Duration> measured = new ArrayList<>();

    Judgement(String invariant) {
        this.invariant = invariant;
    }

    /** Puts it to the test once. */
    void expect(boolean held, String otherwise) {
        exercised++;
        if (!held) {
            violations.add(otherwise);
        }
    }

    /** Takes down how long something took that has to be short. */
    void took(Duration time) {
        measured.add(time);
    }

    List<Duration> measured() {
        return List.copyOf(measured);
    }

    /** The half, all but a hundredth, and all of the times. */
    static String spread(List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        return times.isEmpty()
                ? "nothing measured"
                : "p50 " + seconds(sorted.get(sorted.size() / 2)) + ", p99 "
                        + seconds(sorted.get((int) (sorted.size() * 0.99))) + ", longest "
                        + seconds(sorted.get(sorted.size() - 1));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0);
    }

    long exercised() {
        return exercised;
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    String invariant() {
        return invariant;
    }

    @Override
    public String toString() {
        String verdict = violations.isEmpty() ? "held" : "BROKEN " + violations.size() + " times";
        String note = measured.isEmpty() ? "" : ", " + spread(measured);
        StringBuilder text =
                new StringBuilder(String.format("%-55s %6d times, %s%s", invariant, exercised, verdict, note));
        violations.stream()
                .limit(MOST_SHOWN)
                .forEach(one -> text.append("\n    ").append(one));
        return text.toString();
    }
}
