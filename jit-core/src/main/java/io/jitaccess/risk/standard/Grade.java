package io.jitaccess.risk.standard;

import io.jitaccess.internal.Text;
import io.jitaccess.risk.RiskFactor;
import java.util.Comparator;

/**
 * What an attribute says on the scale from low to critical.
 *
 * @param thirds of the factor's points
 */
record Grade(int thirds, String explanation) {

    static final Comparator<Grade> BY_HEIGHT = Comparator.comparingInt(Grade::thirds);

    static final Grade NOT_STATED = new Grade(1, "not stated, counts as medium");

    static Grade read(String value) {
        return switch (value) {
            case "low" -> new Grade(0, value);
            case "medium" -> new Grade(1, value);
            case "high" -> new Grade(2, value);
            case "critical" -> new Grade(3, value);
            default -> new Grade(3, "\"" + Text.printable(value, 60) + "\" is not a grade, counts as critical");
        };
    }

    RiskFactor factor(String name, int most) {
        return new RiskFactor(name, most * thirds / 3, explanation);
    }
}
