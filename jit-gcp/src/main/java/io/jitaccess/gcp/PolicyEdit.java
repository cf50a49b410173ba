package io.jitaccess.gcp;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Works many changes into one policy, revokes before grants. Bindings without our mark stay what and where they are.
 *
 * @param next the policy to be written
 * @param outcomes what each change comes to if {@code next} is written, in the order of the changes
 * @param changed whether there is anything to write
 */
record PolicyEdit(Policy next, List<ChangeOutcome> outcomes, boolean changed) {

    /** How long ago an end must be before what is left of it is cleared away: a node's clock may be wrong. */
    private static final Duration CLEARED_AFTER = Duration.ofHours(1);

    /** Conditional bindings in one policy, members in one policy, bindings of one role and member: Google's limits. */
    private static final int MOST_CONDITIONAL = 100;

    private static final int MOST_MEMBERS = 1_500;
    private static final int MOST_ALIKE = 20;

    static PolicyEdit of(Policy policy, List<Change> changes, String mark, Instant now) {
        return new Work(policy, mark).all(changes, now);
    }

    /** The bindings while they are worked on. */
    private static final class Work {
        private final Policy policy;
        private final String mark;
        private final List<Binding> bindings;
        private boolean changed;

        Work(Policy policy, String mark) {
            this.policy = policy;
            this.mark = mark;
            this.bindings = new ArrayList<>(policy.bindings());
        }

        PolicyEdit all(List<Change> changes, Instant now) {
            @Nullable ChangeOutcome[] outcomes = new ChangeOutcome[changes.size()];
            for (int i = 0; i < outcomes.length; i++) {
                if (changes.get(i).until().isEmpty()) {
                    outcomes[i] = revoke(changes.get(i).access());
                }
            }
            boolean grants = changes.stream().anyMatch(change -> change.until().isPresent());
            if (changed || grants) {
                clear(changes, now);
            }
            for (int i = 0; i < outcomes.length; i++) {
                Optional<Instant> until = changes.get(i).until();
                if (until.isPresent()) {
                    outcomes[i] = assign(
                            changes.get(i).access(), until.get(), changes.get(i).ours());
                }
            }
            return new PolicyEdit(
                    policy.with(bindings),
                    Arrays.stream(outcomes).map(Objects::requireNonNull).toList(),
                    changed);
        }

        private ChangeOutcome revoke(AccessRef access) {
            String title = title(access);
            boolean removed = bindings.removeIf(binding -> binding.title().equals(title));
            changed |= removed;
            return ChangeOutcome.done(removed ? Effect.REMOVED : Effect.ALREADY_ABSENT);
        }

        private ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
            String title = title(access);
            Condition ends = new Condition(until, Targets.prefix(access.entitlement()));
            Binding wanted = Binding.of(
                    title,
                    Targets.role(access.entitlement()),
                    access.principal().value(),
                    ends);
            List<Binding> found =
                    bindings.stream().filter(b -> b.title().equals(title)).toList();
            if (found.isEmpty()) {
                Optional<String> full = full(wanted);
                if (full.isPresent()) {
                    return new ChangeOutcome.Refused(full.get());
                }
                bindings.add(wanted);
                changed = true;
                return ChangeOutcome.done(Effect.CREATED);
            }
            if (!ours || (found.size() == 1 && gives(found.get(0), wanted))) {
                return ChangeOutcome.done(Effect.ALREADY_PRESENT);
            }
            int place = bindings.indexOf(found.get(0));
            bindings.removeAll(found);
            bindings.add(place, wanted);
            changed = true;
            return ChangeOutcome.done(Effect.UPDATED);
        }

        /** Removes what is left of access of ours that ended long ago and that no change of this batch is about. */
        private void clear(List<Change> changes, Instant now) {
            Set<String> asked =
                    changes.stream().map(change -> title(change.access())).collect(Collectors.toSet());
            Instant longAgo = now.minus(CLEARED_AFTER);
            changed |= bindings.removeIf(binding -> binding.assignment(mark).isPresent()
                    && binding.endedBefore(longAgo)
                    && !asked.contains(binding.title()));
        }

        private Optional<String> full(Binding wanted) {
            if (bindings.stream().filter(Binding::isConditional).count() >= MOST_CONDITIONAL) {
                return Optional.of("the policy is full: it has " + MOST_CONDITIONAL + " conditional bindings");
            }
            if (bindings.stream().mapToInt(b -> b.members().size()).sum() >= MOST_MEMBERS) {
                return Optional.of("the policy is full: it names " + MOST_MEMBERS + " members");
            }
            long alike = bindings.stream()
                    .filter(b -> b.role().equals(wanted.role())
                            && b.members().stream().anyMatch(wanted.members().get(0)::equalsIgnoreCase))
                    .count();
            return alike >= MOST_ALIKE
                    ? Optional.of("the policy has " + MOST_ALIKE + " bindings of this role and member")
                    : Optional.empty();
        }

        private static boolean gives(Binding found, Binding wanted) {
            return found.role().equals(wanted.role())
                    && found.condition().equals(wanted.condition())
                    && found.members().size() == 1
                    && found.members().get(0).equalsIgnoreCase(wanted.members().get(0));
        }

        private String title(AccessRef access) {
            return mark + ":" + access.assignment();
        }
    }
}
