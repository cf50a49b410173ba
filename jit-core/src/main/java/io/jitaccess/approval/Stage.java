package io.jitaccess.approval;

import io.jitaccess.internal.Durations;
import io.jitaccess.internal.Text;
import java.time.Duration;
import java.util.Optional;

/**
 * One step of an approval: so many distinct people out of these approvers must agree.
 *
 * @param name shown to people, unique within its rule
 * @param approvers who may decide
 * @param quorum how many distinct people must approve, 1 to 20
 * @param denials how many distinct people must deny to end the request, 1 to 20; 1 means that any deny ends it
 * @param remindAfter when silent approvers are reminded, in whole seconds from the stage's start, at most 90 days; once
 * @param escalation when and to whom a silent stage is widened
 */
public record Stage(
        String name,
        Approvers approvers,
        int quorum,
        int denials,
        Optional<Duration> remindAfter,
        Optional<Escalation> escalation) {

    /**
     * Further approvers, who join the stage's own.
     *
     * @param after in whole seconds from the stage's start, at most 90 days
     */
    public record Escalation(Duration after, Approvers to) {
        public Escalation {
            positive(after, "escalation after");
            if (to.isEmpty()) {
                throw new IllegalArgumentException("an escalation names approvers");
            }
        }
    }

    public Stage {
        Text.line(name, "stage name", 100);
        if (approvers.isEmpty()) {
            throw new IllegalArgumentException("a stage names approvers");
        }
        inRange(quorum, "quorum");
        inRange(denials, "denials");
        remindAfter.ifPresent(after -> positive(after, "remindAfter"));
    }

    public static Stage of(String name, Approvers approvers, int quorum) {
        return new Stage(name, approvers, quorum, 1, Optional.empty(), Optional.empty());
    }

    private static void positive(Duration duration, String what) {
        Durations.within(duration, what, Duration.ofSeconds(1), Duration.ofDays(90));
    }

    private static void inRange(int number, String what) {
        if (number < 1 || number > 20) {
            throw new IllegalArgumentException(what + " must be 1 to 20, not " + number);
        }
    }
}
