package io.jitaccess.testkit.model;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.Attempt;
import io.jitaccess.grant.Claim;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.ClaimId;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.testkit.provider.CloudEffect;
import io.jitaccess.testkit.provider.CloudEffect.What;
import io.jitaccess.testkit.provider.CloudEffect.Who;
import io.jitaccess.testkit.provider.FakeCall;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Invariant 6: nothing is removed that is not ours, and what somebody takes away on purpose does not come back.
 *
 * <p>Access of others counts as ours only where the design says that nobody can tell: it was added while an assign of
 * ours was on record and unsettled, or between the look and the attempt of one lease, or while a node stood still with the
 * answer to an assign that could not have ended by itself.
 */
final class OwnershipCheck extends Check {

    /** How long before its native end access that is gone counts as ended by itself. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    /** Access that an outsider added. */
    private static final class Outside {
        private final Seen added;
        /** When every look sees it. */
        private final Instant visible;
        /** The leases under which a look may have come before it. */
        private final Map<AssignmentId, UUID> leases = new HashMap<>();

        private boolean ambiguous;

        Outside(Seen added, Instant visible) {
            this.added = added;
            this.visible = visible;
        }
    }

    /** Access of ours that an outsider took away, as its row stood. */
    private record Taken(long attempts, Optional<UUID> token, Set<ClaimId> holders) {}

    private final Map<Ledger.Spot, Outside> outside = new HashMap<>();
    private final Map<AssignmentId, Taken> taken = new HashMap<>();
    private final Map<UUID, Instant> leasedAt = new HashMap<>();

    OwnershipCheck(Findings findings) {
        super("nothing is removed that is not ours, nothing comes back that others removed", findings);
    }

    @Override
    void effect(Seen seen, Ledger before) {
        CloudEffect effect = seen.effect();
        if (effect.by() == Who.OUTSIDER && effect.what() == What.ADDED) {
            outside.put(seen.spot(), added(seen, before));
            before.rowsOf(seen.spot(), seen.providers()).forEach(row -> taken.remove(row.id()));
        } else if (effect.by() == Who.LIBRARY && !effect.entry().byLibrary()) {
            changedOthers(seen);
        } else if (effect.by() == Who.OUTSIDER && effect.what() == What.REMOVED) {
            before.live
                    .getOrDefault(seen.spot(), new Ledger.Live(effect.entry(), Optional.empty()))
                    .row()
                    .map(before.rows::get)
                    .ifPresent(row -> take(row, before));
        } else if (effect.by() == Who.LIBRARY && effect.what() == What.ADDED) {
            cameBack(seen, before);
        }
        if (effect.what() == What.REMOVED || effect.what() == What.EXPIRED) {
            outside.remove(seen.spot());
        }
    }

    private static Outside added(Seen seen, Ledger before) {
        Duration lag = kind(seen).map(KindDescriptor::readLag).orElse(Duration.ZERO);
        Outside entry = new Outside(seen, seen.effect().at().plus(lag));
        for (Assignment row : before.rowsOf(seen.spot(), seen.providers())) {
            entry.ambiguous |= row.ours() || has(row, Attempt.Kind.ASSIGN);
            row.lease().ifPresent(lease -> entry.leases.put(row.id(), lease.token()));
        }
        return entry;
    }

    private void changedOthers(Seen seen) {
        CloudEffect effect = seen.effect();
        Outside entry = outside.get(seen.spot());
        boolean told = kind(seen)
                .filter(kind -> kind.marks() == KindDescriptor.Marks.MARKED)
                .isPresent();
        if (told || entry == null || !entry.ambiguous) {
            broken(effect.at(), effect.what() + " of access of others: " + effect.entry() + " by " + effect.call());
        }
    }

    private void take(Assignment row, Ledger before) {
        if (row.ours() && row.seenPresent() && row.nextDueAt().isPresent() && !has(row, Attempt.Kind.REVOKE)) {
            taken.put(
                    row.id(),
                    new Taken(
                            row.attempts(),
                            row.lease().map(Assignment.Lease::token),
                            before.claimsOn(row.id()).map(Claim::id).collect(Collectors.toSet())));
        }
    }

    private void cameBack(Seen seen, Ledger before) {
        FakeCall call = seen.effect().call().orElseThrow();
        Assignment row = call.access()
                .map(access -> access.assignment())
                .map(before.rows::get)
                .orElse(null);
        Taken from = row == null ? null : taken.remove(row.id());
        if (row == null || from == null) {
            return;
        }
        Optional<Ledger.Try> last = before.tries(row.id()).stream()
                .filter(t -> t.attempt().kind() == Attempt.Kind.ASSIGN
                        && t.attempt().until().equals(call.until())
                        && !t.attempt().at().isAfter(call.at()))
                .reduce((one, next) -> next);
        boolean decidedLater = last.filter(t -> t.attempt().number() > from.attempts()
                        && (from.token().isEmpty() || !t.token().equals(from.token())))
                .isPresent();
        boolean heldByNew =
                before.claimsOn(row.id()).anyMatch(claim -> !from.holders().contains(claim.id()));
        boolean nativeEnd = row.carriedUntil()
                .filter(end -> !seen.effect().at().isBefore(end.minus(SKEW)))
                .isPresent();
        if (decidedLater && !heldByNew && !nativeEnd) {
            broken(seen.effect().at(), "access that somebody had taken away was made again: " + row);
        }
    }

    @Override
    void commit(Commit commit, Ledger before) {
        for (Assignment row : commit.assignments) {
            Assignment was = before.rows.get(row.id());
            row.lease().ifPresent(lease -> leasedAt.putIfAbsent(lease.token(), commit.at));
            if (was != null && row.attempts() > was.attempts() && has(row, Attempt.Kind.ASSIGN)) {
                outside.values().stream()
                        .filter(entry -> mayHaveBeenMissed(entry, row, before))
                        .forEach(entry -> entry.ambiguous = true);
            }
        }
        Set<AssignmentId> disputed = new HashSet<>();
        commit.events.stream()
                .filter(event -> event.action() == AuditAction.OWNERSHIP_DISPUTED)
                .forEach(event -> event.assignment().ifPresent(disputed::add));
        disputed.forEach(id -> reopened(id, commit, before));
        commit.events.stream().filter(event -> saysAlreadyThere(event, before)).forEach(event -> {
            AssignmentId id = event.assignment().orElseThrow();
            Assignment was = before.rows.get(id);
            boolean became =
                    commit.assignments.stream().anyMatch(row -> row.id().equals(id) && row.ours());
            // with several answers in one unit of work, an earlier one may have made it ours
            long answers = commit.events.stream()
                    .filter(other -> other.action() == AuditAction.ATTEMPT_ANSWERED
                            && other.assignment().equals(Optional.of(id)))
                    .count();
            if (was != null && !was.ours() && became && answers == 1 && !disputed.contains(id)) {
                broken(commit.at, "access that was there already became ours without a DISPUTED event: " + was);
            }
        });
    }

    /** The answer came after a look had settled the attempt: what was added since the attempt may be what it made. */
    private void reopened(AssignmentId id, Commit commit, Ledger before) {
        Assignment was = before.rows.get(id);
        if (was == null || was.ours()) {
            return;
        }
        before.tries(id).stream()
                .map(Ledger.Try::attempt)
                .filter(attempt -> attempt.kind() == Attempt.Kind.ASSIGN)
                .filter(attempt -> was.outstanding().stream().noneMatch(open -> open.number() == attempt.number()))
                .filter(attempt -> commit.on(was)
                        .anyMatch(event -> event.action() == AuditAction.ATTEMPT_ANSWERED
                                && Commit.detail("attempt", attempt.number()).test(event)))
                .forEach(attempt -> outside.values().stream()
                        .filter(entry -> !entry.added.effect().at().isBefore(attempt.at()))
                        .filter(entry -> isOf(entry, was, before) && !hasEnded(attempt, entry, commit.at))
                        .forEach(entry -> entry.ambiguous = true));
    }

    private static boolean hasEnded(Attempt attempt, Outside entry, Instant now) {
        return kind(entry.added)
                        .filter(kind -> kind.expiry() == KindDescriptor.Expiry.NATIVE)
                        .isPresent()
                && attempt.until()
                        .filter(until -> !now.isBefore(until.plus(SKEW)))
                        .isPresent();
    }

    private static boolean isOf(Outside entry, Assignment row, Ledger before) {
        return before.rowsOf(entry.added.spot(), entry.added.providers()).stream()
                .anyMatch(other -> other.id().equals(row.id()));
    }

    private static Optional<KindDescriptor> kind(Seen seen) {
        return seen.providers().stream()
                .flatMap(provider -> provider.kinds().stream())
                .filter(kind -> kind.kind().equals(seen.effect().entry().kind()))
                .findFirst();
    }

    /** Whether the look before this attempt may have come before the access, or may not have shown it yet. */
    private boolean mayHaveBeenMissed(Outside entry, Assignment row, Ledger before) {
        Optional<UUID> token = row.lease().map(Assignment.Lease::token);
        return isOf(entry, row, before)
                && (token.equals(Optional.ofNullable(entry.leases.get(row.id())))
                        || token.map(leasedAt::get)
                                .filter(entry.visible::isAfter)
                                .isPresent());
    }

    /** The answer to an assign: what a revoke is told says nothing of whose the access is. */
    private static boolean saysAlreadyThere(AuditEvent event, Ledger before) {
        return event.action() == AuditAction.ATTEMPT_ANSWERED
                && Commit.detail("effect", Effect.ALREADY_PRESENT).test(event)
                && event.assignment().stream()
                        .flatMap(row -> before.tries(row).stream())
                        .map(Ledger.Try::attempt)
                        .anyMatch(attempt -> attempt.kind() == Attempt.Kind.ASSIGN
                                && Commit.detail("attempt", attempt.number()).test(event));
    }

    private static boolean has(Assignment row, Attempt.Kind kind) {
        return row.outstanding().stream().anyMatch(attempt -> attempt.kind() == kind);
    }
}
