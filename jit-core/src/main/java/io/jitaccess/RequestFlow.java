package io.jitaccess;

import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.approval.Stage;
import io.jitaccess.approval.Verdict;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.internal.Text;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Problem;
import io.jitaccess.problem.Refusal;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestDraft;
import io.jitaccess.request.RequestState;
import io.jitaccess.spi.Lookup;
import io.jitaccess.spi.TicketVerifier;
import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.RequestQuery;
import io.jitaccess.spi.store.RequestStore.Before;
import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.UnitOfWork;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asking: fetches what judging needs, judges, and stores what came of it. */
final class RequestFlow implements Requests {

    /** How many pending requests one identity may have: what nobody can decide is no use to anybody. */
    static final int MOST_PENDING = 200;

    private final Store store;
    private final People people;
    private final Rulebook rulebook;
    private final Explaining explaining;
    private final NewRequests newRequests;
    private final DecisionFlow decisions;
    private final @Nullable TicketVerifier tickets;

    RequestFlow(
            Store store,
            People people,
            Rulebook rulebook,
            Explaining explaining,
            NewRequests newRequests,
            DecisionFlow decisions,
            @Nullable TicketVerifier tickets) {
        this.store = store;
        this.people = people;
        this.rulebook = rulebook;
        this.explaining = explaining;
        this.newRequests = newRequests;
        this.decisions = decisions;
        this.tickets = tickets;
    }

    @Override
    public Outcome<List<Offer>> offers(IdentityId caller) {
        return people.asCaller(caller, identity -> {
            Suspensions suspensions = rulebook.suspensions();
            Rulebook.Revision revision = rulebook.current();
            // mostly nothing stands in anybody's way: no need to look into each eligibility
            boolean free =
                    revision.disabled().isEmpty() && suspensions.inForce().isEmpty();
            return Outcome.done(revision.index().of(identity).stream()
                    .map(eligibility -> new Offer(
                            eligibility,
                            free ? Optional.empty() : blocked(revision, suspensions, identity, eligibility)))
                    .toList());
        });
    }

    private static Optional<String> blocked(
            Rulebook.Revision revision, Suspensions suspensions, Identity identity, Eligibility eligibility) {
        return revision.disabled(eligibility.id())
                .or(() -> suspensions.blocking(identity.id(), eligibility.id(), eligibility.entitlements()));
    }

    @Override
    public Outcome<Explanation> explain(IdentityId caller, RequestDraft draft) {
        return asking(
                caller,
                draft,
                asked -> store.joining(unit -> {
                    Ask ask = ask(unit, asked, draft, Optional.empty());
                    return Outcome.done(explaining.explain(ask));
                }));
    }

    @Override
    public Outcome<AccessRequest> request(IdentityId caller, RequestDraft draft) {
        return asking(
                caller,
                draft,
                asked -> store.joining(unit -> earlier(unit, caller, draft.idempotencyKey())
                        .map(Outcome::done)
                        .orElseGet(() -> newRequests.store(unit, ask(unit, asked, draft, Optional.empty())))));
    }

    @Override
    public Outcome<Optional<AccessRequest>> askedWith(IdentityId caller, String idempotencyKey) {
        try {
            Text.line(idempotencyKey, "idempotencyKey", AskLimits.LONGEST_KEY);
        } catch (IllegalArgumentException e) {
            return Outcome.refused(Refusal.INVALID, "idempotencyKey", "malformed", String.valueOf(e.getMessage()));
        }
        return people.asCaller(
                caller,
                identity -> Outcome.done(store.joining(unit -> earlier(unit, caller, Optional.of(idempotencyKey)))));
    }

    @Override
    public Outcome<Explanation> explainExtension(IdentityId caller, GrantId grant, Extension extension) {
        return extending(
                caller,
                grant,
                extension,
                draft -> asking(
                        caller,
                        draft,
                        asked -> store.joining(unit -> {
                            Optional<Grant> found = unit.grants().find(grant);
                            return cannotExtend(unit, found)
                                    .<Outcome<Explanation>>map(p -> Outcome.refused(Refusal.CONFLICT, List.of(p)))
                                    .orElseGet(() -> Outcome.done(explaining.explain(ask(unit, asked, draft, found))));
                        })));
    }

    @Override
    public Outcome<AccessRequest> extend(IdentityId caller, GrantId grant, Extension extension) {
        return extending(
                caller,
                grant,
                extension,
                draft -> asking(
                        caller,
                        draft,
                        asked -> store.joining(unit -> {
                            Optional<AccessRequest> before = earlier(unit, caller, draft.idempotencyKey());
                            if (before.isPresent()) {
                                return Outcome.done(before.get());
                            }
                            Optional<Grant> found = unit.grants().lock(grant);
                            return cannotExtend(unit, found)
                                    .<Outcome<AccessRequest>>map(p -> Outcome.refused(Refusal.CONFLICT, List.of(p)))
                                    .orElseGet(() -> newRequests.store(unit, ask(unit, asked, draft, found)));
                        })));
    }

    @Override
    public Outcome<AccessRequest> decide(
            IdentityId caller, RequestId request, long seen, Verdict verdict, String comment) {
        return decisions.decide(caller, request, seen, verdict, comment);
    }

    @Override
    public Outcome<AccessRequest> withdraw(IdentityId caller, RequestId request) {
        return decisions.withdraw(caller, request);
    }

    @Override
    public Outcome<AccessRequest> find(IdentityId caller, RequestId request) {
        return people.asCaller(
                caller,
                identity -> store.joining(unit -> unit.requests().find(request))
                        .filter(found -> maySee(identity, found))
                        .map(Outcome::done)
                        .orElseGet(() -> DecisionFlow.notFound(request)));
    }

    private boolean maySee(Identity identity, AccessRequest request) {
        return request.requester().equals(identity.id())
                || request.beneficiary().equals(identity.id())
                || Stages.isOpenTo(request, identity)
                || request.decisions().stream().anyMatch(d -> d.approver().equals(identity.id()))
                || people.mayReadAll(identity);
    }

    @Override
    public Outcome<Page<AccessRequest>> mine(IdentityId caller, PageRequest page) {
        return people.asCaller(caller, identity -> page(RequestQuery.ALL.involving(caller), page));
    }

    @Override
    public Outcome<Page<AccessRequest>> awaiting(IdentityId caller, PageRequest page) {
        return people.asCaller(
                caller,
                identity -> page(
                        RequestQuery.ALL.in(RequestState.PENDING).awaiting(identity.id(), identity.groups()), page));
    }

    @Override
    public Outcome<Page<AccessRequest>> all(IdentityId caller, RequestQuery query, PageRequest page) {
        return people.asReader(caller, identity -> page(query, page));
    }

    private Outcome<Page<AccessRequest>> page(RequestQuery query, PageRequest page) {
        return Reading.page(() -> store.joining(unit -> unit.requests().page(query, page)));
    }

    /** Who asks for whom: what is looked up outside, before the unit of work begins. */
    private record Asked(
            Identity caller, Optional<Identity> beneficiary, Colleagues colleagues, boolean ticketVerified) {}

    private <T> Outcome<T> asking(IdentityId caller, RequestDraft draft, Function<Asked, Outcome<T>> next) {
        return people.asCaller(caller, identity -> {
            IdentityId who = draft.beneficiary().orElse(caller);
            return who.equals(caller)
                    ? asking(identity, Optional.of(identity), draft, next)
                    : people.with(who, found -> asking(identity, found, draft, next));
        });
    }

    private <T> Outcome<T> asking(
            Identity caller, Optional<Identity> beneficiary, RequestDraft draft, Function<Asked, Outcome<T>> next) {
        boolean verified = beneficiary.isPresent() && verified(draft, beneficiary.orElseThrow());
        return beneficiary
                .map(who -> colleagues(who, draft))
                .orElseGet(() -> Lookup.known(Colleagues.UNKNOWN))
                .fold(
                        colleagues -> next.apply(new Asked(caller, beneficiary, colleagues, verified)),
                        People::unavailable);
    }

    private Lookup<Colleagues> colleagues(Identity beneficiary, RequestDraft draft) {
        Catalogue catalogue = rulebook.current().catalogue();
        return catalogue
                .eligibility(draft.eligibility())
                .filter(eligibility -> eligibility.who().include(beneficiary))
                .map(eligibility -> {
                    List<Stage> first = catalogue.policyOf(eligibility).rules().stream()
                            .map(Rule::then)
                            .filter(RuleOutcome.Staged.class::isInstance)
                            .map(staged ->
                                    ((RuleOutcome.Staged) staged).stages().get(0))
                            .toList();
                    return Colleagues.of(people, beneficiary, first, eligibility.entitlements());
                })
                .orElseGet(() -> Lookup.known(Colleagues.UNKNOWN));
    }

    private boolean verified(RequestDraft draft, Identity beneficiary) {
        TicketVerifier verifier = tickets;
        return verifier != null
                && draft.ticket()
                        .filter(AskLimits::isKey)
                        .map(key -> verifier.verify(key, beneficiary).fold(yes -> yes, unknown -> false))
                        .orElse(false);
    }

    private <T> Outcome<T> extending(
            IdentityId caller, GrantId id, Extension extension, Function<RequestDraft, Outcome<T>> next) {
        Optional<RequestDraft> draft = store.joining(unit -> unit.grants()
                .find(id)
                .filter(grant ->
                        grant.beneficiary().equals(caller) || grant.requester().equals(caller))
                .map(grant -> new RequestDraft(
                        grant.eligibility(),
                        Optional.of(grant.beneficiary()),
                        unit.grants().claims(id).stream()
                                .map(Claim::entitlement)
                                .toList(),
                        extension.by(),
                        Optional.empty(),
                        extension.reason(),
                        extension.ticket(),
                        extension.idempotencyKey())));
        return draft.map(next).orElseGet(() -> people.asCaller(caller, identity -> GrantFlow.notFound(id)));
    }

    private static Optional<Problem> cannotExtend(UnitOfWork unit, Optional<Grant> grant) {
        if (grant.isEmpty()
                || !grant.get().state().isLive()
                || !unit.now().isBefore(grant.get().endsAt())) {
            return Optional.of(new Problem("", "over", "the grant is over"));
        }
        boolean pending = unit.requests()
                        .count(
                                RequestQuery.ALL
                                        .in(RequestState.PENDING)
                                        .extending(grant.get().id()),
                                1)
                > 0;
        return pending
                ? Optional.of(new Problem("", "pending-extension", "an extension of this grant is pending already"))
                : Optional.empty();
    }

    private static Optional<AccessRequest> earlier(
            UnitOfWork unit, IdentityId caller, Optional<String> idempotencyKey) {
        return idempotencyKey
                .filter(AskLimits::isKey)
                .flatMap(key -> unit.requests().findByIdempotencyKey(caller, key));
    }

    private Ask ask(UnitOfWork unit, Asked asked, RequestDraft draft, Optional<Grant> extending) {
        // held first: whoever suspends from here on sees what comes of this
        Suspensions suspensions = Suspensions.of(unit.suspensions().listHolding());
        IdentityId caller = asked.caller().id();
        Before before = unit.requests()
                .before(
                        caller,
                        asked.beneficiary().map(Identity::id).orElse(caller),
                        draft.eligibility(),
                        MOST_PENDING);
        return new Ask(
                asked.caller(),
                asked.beneficiary(),
                asked.colleagues(),
                draft,
                extending,
                rulebook.inForce(unit),
                suspensions,
                asked.beneficiary().isPresent() ? (int) before.granted() : 0,
                before.pending(),
                asked.ticketVerified(),
                unit.now());
    }
}
