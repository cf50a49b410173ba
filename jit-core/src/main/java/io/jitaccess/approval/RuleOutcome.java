package io.jitaccess.approval;

import io.jitaccess.internal.Durations;
import io.jitaccess.internal.Text;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What a rule decides when its condition holds. */
public sealed interface RuleOutcome {

    /** Nothing lasts longer, however it is approved. */
    Duration LONGEST_AUTOMATIC = Duration.ofDays(366);

    /**
     * Nobody needs to agree, up to a limit of its own.
     *
     * @param upTo extensions included, in whole seconds, at most {@link #LONGEST_AUTOMATIC}
     */
    record Automatic(Duration upTo) implements RuleOutcome {
        public Automatic {
            Durations.within(upTo, "upTo", Duration.ofSeconds(1), LONGEST_AUTOMATIC);
        }
    }

    /** Nobody may have this. */
    record Denied(String message) implements RuleOutcome {
        public Denied {
            Text.line(message, "message", 300);
        }
    }

    /**
     * These stages, in order.
     *
     * @param lapseAfter how long the request as a whole may wait before it lapses, in whole seconds, at most 90 days
     */
    record Staged(List<Stage> stages, Duration lapseAfter) implements RuleOutcome {

        public static final Duration DEFAULT_LAPSE = Duration.ofHours(24);

        public Staged {
            stages = List.copyOf(stages);
            if (stages.isEmpty() || stages.size() > 10) {
                throw new IllegalArgumentException("1 to 10 stages, not " + stages.size());
            }
            Durations.within(lapseAfter, "lapseAfter", Duration.ofSeconds(1), Duration.ofDays(90));
            Set<String> names = new HashSet<>();
            for (Stage stage : stages) {
                if (!names.add(stage.name())) {
                    throw new IllegalArgumentException("two stages are named " + stage.name());
                }
            }
        }
    }

    default <R> R fold(Function<Automatic, R> automatic, Function<Denied, R> denied, Function<Staged, R> staged) {
        if (this instanceof Automatic a) {
            return automatic.apply(a);
        }
        if (this instanceof Denied d) {
            return denied.apply(d);
        }
        return staged.apply((Staged) this);
    }
}
