package io.jitaccess;

import io.jitaccess.Verdict.Act;
import io.jitaccess.Verdict.Claims;
import io.jitaccess.Verdict.Finding;
import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.AssignmentChange;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.grant.Attempt;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.Actor;
import io.jitaccess.internal.Backoff;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.SessionEnder;
import io.jitaccess.spi.store.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes down what came back from a provider: many rows in one unit of work. A row that was changed since it was leased
 * takes only the evidence of effects from it; a row that was not is judged, written, and its claims and grants move on.
 */
final class Settlement {

    /** What a flight does next. */
    record Next(Assignment row, Act act, Optional<Attempt> attempt, Instant at) {}

    /**
     * What was written.
     *
     * @param next what each flight does next; without flights that are over
     * @param untilDue when the first of the other rows is due
     */
    record Settled(Map<Flight, Next> next, Optional<Duration> untilDue) {}

    private final Providers providers;
    private final Recorder recorder;
    private final GrantProgress progress;
    private final Backoff backoff;
    private final Duration lease;
    private final Duration overdueAfter;

    Settlement(
            Providers providers,
            Recorder recorder,
            GrantProgress progress,
            Backoff backoff,
            Duration lease,
            Duration overdueAfter) {
        this.providers = providers;
        this.recorder = recorder;
        this.progress = progress;
        this.backoff = backoff;
        this.lease = lease;
        this.overdueAfter = overdueAfter;
    }

    Settled settle(UnitOfWork unit, List<Landing.OfFlight> landings) {
        List<AssignmentId> ids =
                landings.stream().map(l -> l.flight().row.id()).distinct().toList();
        List<Grant> grants = unit.grants().lockHolders(ids);
        Map<AssignmentId, Assignment> rows =
                unit.assignments().lockAll(ids).stream().collect(Collectors.toMap(Assignment::id, row -> row));
        List<Claim> claims = unit.grants().claimsOfHolders(ids);

        Map<AssignmentId, Assignment> changed = new LinkedHashMap<>();
        Map<AssignmentId, Verdict> verdicts = new HashMap<>();
        Map<AssignmentId, Flight> flights = new HashMap<>();
        List<AuditEvent> events = new ArrayList<>();
        for (Landing.OfFlight landing : landings) {
            Flight flight = landing.flight();
            Assignment stored = rows.get(flight.row.id());
            if (stored == null) {
                continue;
            }
            Assignment row = changed.getOrDefault(stored.id(), stored);
            boolean current = !(landing instanceof Landing.Late)
                    && !changed.containsKey(stored.id())
                    && stored.version() == flight.row.version()
                    && stored.isHeldBy(flight.token);
            Verdict verdict = current ? judge(landing, row, unit.now()) : evidence(landing, row, unit.now());
            Verdict alarmed = alarm(verdict, unit.now());
            changed.put(row.id(), leased(alarmed, flight, unit.now()));
            verdict.findings().forEach(finding -> events.add(event(row, finding, unit.now())));
            alarmed.findings().stream()
                    .skip(verdict.findings().size())
                    .forEach(finding -> events.add(event(row, finding, unit.now())));
            if (current) {
                verdicts.put(row.id(), alarmed);
                flights.put(row.id(), flight);
            }
        }
        List<Assignment> written = unit.assignments().updateAll(List.copyOf(changed.values()));
        recorder.record(unit, name(events, claims, grants));
        progress.apply(unit, verdicts, claims, grants);

        Map<Flight, Next> next = new HashMap<>();
        for (Assignment row : written) {
            Verdict verdict = verdicts.get(row.id());
            Flight flight = flights.get(row.id());
            if (verdict != null && flight != null && verdict.act() != Act.REST) {
                boolean changes = verdict.act() == Act.ASSIGN || verdict.act() == Act.REVOKE;
                next.put(
                        flight,
                        new Next(
                                row,
                                verdict.act(),
                                changes ? Optional.of(verdict.attempt()) : Optional.empty(),
                                unit.now()));
            }
        }
        Optional<Duration> untilDue = written.stream()
                .filter(row -> row.lease().isEmpty())
                .flatMap(row -> row.nextDueAt().stream())
                .min(Instant::compareTo)
                .map(due -> Duration.between(unit.now(), due));
        return new Settled(next, untilDue);
    }

    private Verdict judge(Landing.OfFlight landing, Assignment row, Instant now) {
        Optional<KindDescriptor> kind = providers.kind(row.entitlement());
        if (kind.isEmpty()) {
            return new Step(row, now, false, false, backoff).failed("the provider no longer declares this kind");
        }
        return judge(landing, row, kind.get(), providers.get(row.provider()) instanceof SessionEnder, now);
    }

    /** Judges what landed for a row that was not changed since it was leased. */
    Verdict judge(Landing.OfFlight landing, Assignment row, KindDescriptor kind, boolean endsSessions, Instant now) {
        Flight flight = landing.flight();
        Convergence rules = new Convergence(kind, endsSessions, lease, backoff);
        boolean mayAct = flight.acts < Flight.MOST_ACTS;
        if (landing instanceof Landing.Looked looked) {
            Attempt attempt = flight.attempt;
            ChangeOutcome.Done done = flight.unverified;
            if (done == null || attempt == null) {
                return rules.look(row, looked.seen(), flight.from, now, mayAct);
            }
            Verdict answered = Answer.merge(begun(row, kind, now), attempt, done, now, backoff);
            return joined(answered, rules.look(answered.next(), looked.seen(), flight.from, now, mayAct));
        }
        if (landing instanceof Landing.Blind) {
            return rules.blind(row, now, mayAct);
        }
        if (landing instanceof Landing.Changed changed) {
            Verdict answered = Answer.merge(begun(row, kind, now), changed.attempt(), changed.outcome(), now, backoff);
            if (changed.attempt().kind() == Attempt.Kind.REVOKE) {
                answered = bounded(answered, row, kind);
            }
            boolean unseen = kind.sight() == KindDescriptor.Sight.UNOBSERVABLE;
            return unseen && answered.act() == Act.LOOK
                    ? joined(answered, rules.blind(answered.next(), now, mayAct))
                    : answered;
        }
        if (landing instanceof Landing.SessionsEnded sessions) {
            return bounded(Answer.sessions(row, sessions.ending(), now, backoff), row, kind);
        }
        return evidence(landing, row, now);
    }

    /**
     * What was handed out and nobody can see works until the earlier of two instants: its own end, as it was collected, and
     * what the provider says at the removal. Nothing that was never collected works at all.
     */
    private static Verdict bounded(Verdict answered, Assignment row, KindDescriptor kind) {
        if (kind.sight() != KindDescriptor.Sight.UNOBSERVABLE) {
            return answered;
        }
        Optional<Instant> latest = row.credentialsIssued() == 0
                ? row.latestUsable()
                : Stream.concat(row.latestUsable().stream(), answered.next().latestUsable().stream())
                        .min(Instant::compareTo);
        return new Verdict(
                answered.next().change().latestUsable(latest).build(),
                answered.act(),
                answered.claims(),
                answered.why(),
                answered.findings());
    }

    /** The row of a call that came back: it was begun by now, so its horizon ends no later than counted from now. */
    private static Assignment begun(Assignment row, KindDescriptor kind, Instant now) {
        Instant latest = now.plus(kind.settleTime());
        return row.settleAfter().filter(latest::isBefore).isPresent()
                ? row.change().settleAfter(Optional.of(latest)).build()
                : row;
    }

    /** What a row that has moved on takes from an answer: what happened to the attempt, and nothing else. */
    Verdict evidence(Landing.OfFlight landing, Assignment row, Instant now) {
        Flight flight = landing.flight();
        Verdict verdict = null;
        if (landing instanceof Landing.Changed changed) {
            verdict = evidence(row, changed.attempt(), changed.outcome(), now);
        } else if (landing instanceof Landing.Late late) {
            verdict = evidence(row, late.attempt(), late.outcome(), now);
        } else if (flight.unverified != null && flight.attempt != null) {
            // also where a call was not made: that was the look, and the attempt is done
            verdict = evidence(row, flight.attempt, flight.unverified, now);
        } else if (landing instanceof Landing.NotMade not && not.attempt().isPresent()) {
            verdict = Answer.notMade(row, not.attempt().get(), now, backoff);
        }
        if (verdict != null) {
            return new Verdict(verdict.next(), Act.REST, Claims.UNCHANGED, Optional.empty(), verdict.findings());
        }
        AssignmentChange again = row.change();
        boolean atRest = row.nextDueAt().isEmpty();
        return new Verdict(
                atRest ? row : again.nextDueAt(Optional.of(now)).build(),
                Act.REST,
                Claims.UNCHANGED,
                Optional.empty(),
                List.of());
    }

    private Verdict evidence(Assignment row, Attempt attempt, ChangeOutcome outcome, Instant now) {
        if (isSpent(row, attempt, now)) {
            return Answer.spent(row, attempt, outcome, now, backoff);
        }
        if (outcome instanceof ChangeOutcome.Done || outcome instanceof ChangeOutcome.Unknown) {
            return Answer.merge(row, attempt, outcome, now, backoff);
        }
        return outcome instanceof ChangeOutcome.Pending
                ? new Step(row, now, false, false, backoff).waitUntil(now)
                : Answer.notMade(row, attempt, now, backoff);
    }

    /** Whether a settle look took the assign off, and what it may have made since has ended by itself. */
    private boolean isSpent(Assignment row, Attempt attempt, Instant now) {
        return attempt.until()
                        .filter(until -> !now.isBefore(until.plus(Convergence.CLOCK_SKEW)))
                        .isPresent()
                && row.outstanding().stream().noneMatch(open -> open.number() == attempt.number())
                && providers
                        .kind(row.entitlement())
                        .filter(kind -> kind.expiry() == KindDescriptor.Expiry.NATIVE)
                        .isPresent();
    }

    private static Verdict joined(Verdict first, Verdict second) {
        List<Finding> findings = new ArrayList<>(first.findings());
        findings.addAll(second.findings());
        return new Verdict(second.next(), second.act(), second.claims(), second.why(), findings);
    }

    /** Access that outlives its end beyond the threshold is recorded once. */
    private Verdict alarm(Verdict verdict, Instant now) {
        Assignment row = verdict.next();
        boolean overdue = row.nextDueAt().isPresent()
                && row.state() != AssignmentState.STANDING
                && verdict.claims() == Claims.UNCHANGED
                && !row.overdueAlarmed()
                && now.isAfter(row.wantedUntil().plus(overdueAfter));
        if (!overdue) {
            return verdict;
        }
        List<Finding> findings = new ArrayList<>(verdict.findings());
        findings.add(new Finding(
                AuditAction.REVOCATION_OVERDUE,
                Map.of(
                        "since",
                        row.wantedUntil().toString(),
                        "error",
                        row.lastError().orElse("none"))));
        return new Verdict(
                row.change().overdueAlarmed(true).build(), verdict.act(), verdict.claims(), verdict.why(), findings);
    }

    /** The row as it is written: under its lease as long as there is something to do for it. */
    Assignment leased(Verdict verdict, Flight flight, Instant now) {
        Assignment row = verdict.next();
        if (!row.isHeldBy(flight.token)) {
            return row;
        }
        Optional<Assignment.Lease> held = verdict.act() == Act.REST
                ? Optional.empty()
                : Optional.of(new Assignment.Lease(flight.token, now.plus(lease)));
        return row.change().lease(held).build();
    }

    private static AuditEvent event(Assignment row, Finding finding, Instant now) {
        return AuditEvent.of(now, finding.action(), Actor.SYSTEM)
                .on(row.id())
                .with("entitlement", row.entitlement())
                .with("principal", row.principal())
                .withAll(finding.details());
    }

    /** Says whose grant an event is about, where one grant alone holds the assignment. */
    private static List<AuditEvent> name(List<AuditEvent> events, List<Claim> claims, List<Grant> grants) {
        Map<GrantId, Grant> byId = grants.stream().collect(Collectors.toMap(Grant::id, grant -> grant));
        return events.stream()
                .map(event -> {
                    List<Grant> holding = claims.stream()
                            .filter(claim -> claim.state() != ClaimState.ENDED)
                            .filter(claim -> claim.assignment().equals(event.assignment()))
                            .map(claim -> byId.get(claim.grant()))
                            .filter(grant -> grant != null)
                            .distinct()
                            .toList();
                    return holding.size() == 1
                            ? event.about(holding.get(0).beneficiary())
                                    .on(holding.get(0).request())
                                    .on(holding.get(0).id())
                            : event;
                })
                .toList();
    }
}
