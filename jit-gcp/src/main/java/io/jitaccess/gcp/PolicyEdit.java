package io.jitaccess.gcp;

import io.jitaccess.id.AssignmentId;
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

    /**
     * How long a binding that ended by itself is left in the policy when nothing else is to be written, so that what
     * ends within that time goes in one write. Shorter than a look takes an ended binding for one that may not have ended.
     */
    static final Duration GATHERED = Duration.ofSeconds(20);

    /** Conditional bindings in one policy, members in one policy, bindings of one role and member: Google's limits. */
    private static final int MOST_CONDITIONAL = 100;

    private static final int MOST_MEMBERS = 1_500;
    private static final int MOST_ALIKE = 20;

    /** @param left what was to be revoked before, had ended by itself and was left for the next write */
    static PolicyEdit of(Policy policy, List<Change> changes, Set<AssignmentId> left, String mark, Instant now) {
        return new Work(policy, mark, now).all(changes, left);
    }

    /** The bindings while they are worked on. */
    private static final class Work {
        private final Policy policy;
        private final String mark;
        private final Instant now;
        private final List<Binding> bindings;
        private boolean changed;

        Work(Policy policy, String mark, Instant now) {
            this.policy = policy;
            this.mark = mark;
            this.now = now;
            this.bindings = new ArrayList<>(policy.bindings());
        }

        PolicyEdit all(List<Change> changes, Set<AssignmentId> left) {
            @Nullable ChangeOutcome[] outcomes = new ChangeOutcome[changes.size()];
            boolean grants = changes.stream().anyMatch(change -> change.until().isPresent());
            List<Integer> resting = new ArrayList<>();
            for (int i = 0; i < outcomes.length; i++) {
                if (changes.get(i).until().isEmpty()) {
                    if (endedJustNow(changes.get(i).access()).isPresent()) {
                        resting.add(i);
                    } else {
                        outcomes[i] = revoke(changes.get(i).access());
                    }
                }
            }
            boolean writes = changed || grants;
            for (int i : resting) {
                AccessRef access = changes.get(i).access();
                outcomes[i] = writes
                        ? revoke(access)
                        : new ChangeOutcome.Pending(Duration.between(
                                now, endedJustNow(access).orElse(now).plus(GATHERED)));
            }
            if (writes) {
                clear(changes, left);
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

        /** When what is there of an access ended, if it did so by itself a moment ago. */
        private Optional<Instant> endedJustNow(AccessRef access) {
            String title = title(access);
            List<Binding> found =
                    bindings.stream().filter(b -> b.title().equals(title)).toList();
            boolean ended = found.stream().allMatch(b -> b.endedBefore(now.plusNanos(1)));
            return ended
                    ? found.stream()
                            .flatMap(b -> b.condition().stream())
                            .map(Condition::until)
                            .max(Instant::compareTo)
                            .filter(end -> now.isBefore(end.plus(GATHERED)))
                    : Optional.empty();
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

        /** Removes what has ended: what was left for this write, and of ours what ended long ago. */
        private void clear(List<Change> changes, Set<AssignmentId> left) {
            Set<String> asked =
                    changes.stream().map(change -> title(change.access())).collect(Collectors.toSet());
            Instant longAgo = now.minus(CLEARED_AFTER);
            changed |= bindings.removeIf(binding -> !asked.contains(binding.title())
                    && binding.assignment(mark)
                            .filter(ours -> binding.endedBefore(left.contains(ours) ? now.plusNanos(1) : longAgo))
                            .isPresent());
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
