package io.jitaccess.catalogue;

import io.jitaccess.problem.Problem;
import java.util.List;

/**
 * What is wrong with a catalogue whose every value is well formed. The field of a problem is a path such as {@code
 * eligibilities[debug].duration.longest} or {@code policies[standard].rules[0].stages[1].quorum}; {@link
 * io.jitaccess.spi.EligibilitySource.Reading.Offered#placed} turns it into file, line and column.
 *
 * @param errors each refuses the catalogue as a whole
 * @param warnings what works, but hardly as it was meant
 */
public record LintReport(List<Problem> errors, List<Problem> warnings) {

    public LintReport {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    /** Whether the catalogue must not come into force. */
    public boolean refuses() {
        return !errors.isEmpty();
    }
}
