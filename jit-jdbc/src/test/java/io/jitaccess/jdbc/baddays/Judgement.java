package io.jitaccess.jdbc.baddays;

import java.util.ArrayList;
import java.util.List;

/** How one invariant fared: how often the run put it to the test, and where it did not hold. */
final class Judgement {

    private static final int MOST_SHOWN = 10;
    private final String invariant;
    private final List<String> violations = new ArrayList<>();
    private long exercised;
    private String note = "";

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

    void note(String text) {
        note = ", " + text;
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
        StringBuilder text =
                new StringBuilder(String.format("%-55s %6d times, %s%s", invariant, exercised, verdict, note));
        violations.stream()
                .limit(MOST_SHOWN)
                .forEach(one -> text.append("\n    ").append(one));
        return text.toString();
    }
}
