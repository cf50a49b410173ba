package io.jitaccess;

import io.jitaccess.approval.Ballot;
import io.jitaccess.approval.Decision;
import io.jitaccess.approval.Verdict;
import io.jitaccess.audit.AuditAction;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.Actor;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.internal.Text;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Refusal;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestState;
import io.jitaccess.spi.Lookup;
import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.UnitOfWork;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Deciding and withdrawing. Rights are checked on the locked request, with the directory's answers of just before. */
final class DecisionFlow {

    private final Store store;
    private final People people;
    private final Rulebook rulebook;
    private final Recorder recorder;
    private final Approving approving;

    DecisionFlow(Store store, People people, Rulebook rulebook, Recorder recorder, Approving approving) {
        this.store = store;
        this.people = people;
        this.rulebook = rulebook;
        this.recorder = recorder;
        this.approving = approving;
    }

    static <T> Outcome<T> notFound(RequestId request) {
        return Outcome.refused(Refusal.NOT_FOUND, "request", "unknown", "there is no request " + request + " for you");
    }

    Outcome<AccessRequest> decide(IdentityId caller, RequestId id, long seen, Verdict verdict, String comment) {
        // whatever is no approval would count as a denial
        Objects.requireNonNull(verdict, "verdict");
        try {
            Text.paragraph(comment, "comment", 1000);
        } catch (IllegalArgumentException e) {
            return Outcome.refused(Refusal.INVALID, "comment", "malformed", String.valueOf(e.getMessage()));
        }
        return people.asCaller(caller, approver -> {
            Optional<AccessRequest> found =
                    store.joining(unit -> unit.requests().find(id));
            if (found.isEmpty()) {
                return notFound(id);
            }
            return people.with(found.get().requester(), requester -> {
                Lookup<Optional<Identity>> beneficiary = people.find(found.get().beneficiary());
                Lookup<Colleagues> colleagues = colleagues(found.get(), beneficiary);
                return store.joining(unit -> unit.requests()
                        .lock(id)
                        .map(request -> decide(
                                unit,
                                request,
                                new Voter(approver, requester, beneficiary, colleagues),
                                seen,
                                verdict,
                                comment))
                        .orElseGet(() -> notFound(id)));
            });
        });
    }

    /** Who may decide the stages after the open one. */
    private Lookup<Colleagues> colleagues(AccessRequest request, Lookup<Optional<Identity>> beneficiary) {
        Optional<Identity> holder = beneficiary.fold(found -> found, unknown -> Optional.empty());
        if (holder.isEmpty() || request.stage() + 1 >= request.stages().size()) {
            return Lookup.known(Colleagues.UNKNOWN);
        }
        List<Entitlement> eligible = rulebook.current()
                .catalogue()
                .eligibility(request.eligibility())
                .map(Eligibility::entitlements)
                .orElse(List.of());
        return Colleagues.of(
                people,
                holder.get(),
                request.stages().subList(request.stage() + 1, request.stages().size()),
                eligible);
    }

    /** Who decides about whose access, as the directory knows them. */
    private record Voter(
            Identity approver,
            Optional<Identity> requester,
            Lookup<Optional<Identity>> beneficiary,
            Lookup<Colleagues> colleagues) {

        Optional<Identity> holder() {
            return beneficiary.fold(found -> found, unknown -> Optional.empty());
        }
    }

    private Outcome<AccessRequest> decide(
            UnitOfWork unit, AccessRequest request, Voter voter, long seen, Verdict verdict, String comment) {
        boolean open = Stages.isOpenTo(request, voter.approver());
        boolean decidedBefore = request.decisions().stream()
                .anyMatch(d -> d.person().equals(voter.approver().person()));
        if (!open && !decidedBefore && !people.mayReadAll(voter.approver()) && !isParty(request, voter.approver())) {
            return notFound(request.id());
        }
        Optional<Outcome<AccessRequest>> refused = refused(request, voter, seen, open, decidedBefore);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (verdict == Verdict.APPROVE) {
            if (voter.beneficiary() instanceof Lookup.Unknown<Optional<Identity>> unknown) {
                return People.unavailable(unknown.message());
            }
            if (voter.colleagues() instanceof Lookup.Unknown<Colleagues> unknown) {
                return People.unavailable(unknown.message());
            }
            Optional<String> suspended = Suspensions.of(unit.suspensions().listHolding())
                    .blocking(request.beneficiary(), request.eligibility(), request.entitlements());
            if (suspended.isPresent()) {
                return Outcome.refused(Refusal.SUSPENDED, "", "suspended", suspended.get());
            }
        }
        return Outcome.done(record(unit, request, voter, verdict, comment));
    }

    private static boolean isParty(AccessRequest request, Identity identity) {
        return request.requester().equals(identity.id())
                || request.beneficiary().equals(identity.id());
    }

    private Optional<Outcome<AccessRequest>> refused(
            AccessRequest request, Voter voter, long seen, boolean open, boolean decidedBefore) {
        if (request.state() != RequestState.PENDING) {
            return refusal(Refusal.CONFLICT, "", "decided", "the request is " + request.state() + " already");
        }
        if (request.version() != seen) {
            return refusal(
                    Refusal.CONFLICT,
                    "version",
                    "stale",
                    "the request is at version " + request.version() + ", you saw " + seen);
        }
        if (isOwnAccess(request, voter)) {
            return refusal(Refusal.FORBIDDEN, "", "own-access", "nobody decides about their own access");
        }
        if (decidedBefore) {
            return refusal(Refusal.CONFLICT, "", "decided-before", "you have decided on this request already");
        }
        if (!open) {
            return refusal(Refusal.FORBIDDEN, "", "not-approver", "this stage is not yours to decide");
        }
        return Optional.empty();
    }

    /** As requester, beneficiary or owner of either, by any account of the same person. */
    private static boolean isOwnAccess(AccessRequest request, Voter voter) {
        Identity approver = voter.approver();
        if (isParty(request, approver)) {
            return true;
        }
        // who is unknown to the directory by now has no owner to look for; the ids above were compared
        Set<IdentityId> interested = new HashSet<>();
        voter.requester().ifPresent(r -> interested.addAll(Stages.interested(r, r)));
        voter.holder().ifPresent(b -> interested.addAll(Stages.interested(b, b)));
        return interested.contains(approver.id())
                || interested.contains(approver.person())
                || request.requester().equals(approver.person())
                || request.beneficiary().equals(approver.person());
    }

    private AccessRequest record(UnitOfWork unit, AccessRequest request, Voter voter, Verdict verdict, String comment) {
        Actor by = Actor.of(voter.approver().id());
        Decision decision = new Decision(
                request.stage(),
                voter.approver().id(),
                voter.approver().person(),
                verdict,
                comment,
                unit.now(),
                request.version());
        AccessRequest decided = unit.requests().update(RequestChange.decided(request, decision));
        recorder.record(
                unit,
                Approving.event(request, AuditAction.DECISION_MADE, by, unit.now())
                        .with("stage", request.openStage().name())
                        .with("verdict", verdict)
                        .with("risk", request.risk().level())
                        .with("comment", comment));
        return switch (Ballot.count(decided.openStage(), decided.stage(), decided.decisions())) {
            case OPEN -> decided;
            case FAILED -> approving.deny(unit, decided, by, comment.isBlank() ? "denied by an approver" : comment);
            case PASSED -> passed(unit, decided, voter, by);
        };
    }

    private AccessRequest passed(UnitOfWork unit, AccessRequest request, Voter voter, Actor by) {
        Rulebook.Revision revision = rulebook.inForce(unit);
        Rulebook.Standing standing =
                rulebook.standing(revision, request.eligibility(), voter.beneficiary(), request.entitlements());
        Optional<Eligibility> eligibility = revision.catalogue().eligibility(request.eligibility());
        if (standing.holds() != Rulebook.Holds.YES
                || eligibility.isEmpty()
                || voter.requester().isEmpty()) {
            return approving.deny(
                    unit,
                    request,
                    Actor.SYSTEM,
                    standing.why().isEmpty() ? "the requester is unknown by now" : standing.why());
        }
        if (!voter.requester().get().active()) {
            return approving.deny(unit, request, Actor.SYSTEM, "the requester is disabled");
        }
        if (request.duration().compareTo(eligibility.get().duration().longest()) > 0) {
            return approving.deny(
                    unit,
                    request,
                    Actor.SYSTEM,
                    "the eligibility now allows at most "
                            + eligibility.get().duration().longest());
        }
        if (request.stage() + 1 < request.stages().size()) {
            Set<IdentityId> not =
                    Stages.interested(voter.requester().get(), voter.holder().orElseThrow());
            request.decisions().forEach(decision -> not.add(decision.person()));
            return approving.openNext(
                    unit,
                    request,
                    eligibility.get(),
                    voter.colleagues().fold(known -> known, unknown -> Colleagues.UNKNOWN),
                    not);
        }
        return approving.approve(unit, request, eligibility.get(), by);
    }

    Outcome<AccessRequest> withdraw(IdentityId caller, RequestId id) {
        return people.asCaller(
                caller,
                identity -> store.joining(unit -> unit.requests()
                        .lock(id)
                        .filter(request -> isParty(request, identity))
                        .map(request -> withdraw(unit, request, Actor.of(caller)))
                        .orElseGet(() -> notFound(id))));
    }

    private Outcome<AccessRequest> withdraw(UnitOfWork unit, AccessRequest request, Actor by) {
        return request.state() == RequestState.PENDING
                ? Outcome.done(
                        approving.end(unit, request, RequestState.WITHDRAWN, AuditAction.REQUEST_WITHDRAWN, by, ""))
                : Outcome.refused(Refusal.CONFLICT, "", "decided", "the request is " + request.state() + " already");
    }

    private static <T> Optional<Outcome<T>> refusal(Refusal refusal, String field, String code, String message) {
        return Optional.of(Outcome.refused(refusal, field, code, message));
    }
}
