package io.jitaccess.jdbc.baddays;

import io.jitaccess.Administration.KillCount;
import io.jitaccess.GrantView;
import io.jitaccess.JitAccess;
import io.jitaccess.KillScope;
import io.jitaccess.Requests.Extension;
import io.jitaccess.approval.Verdict;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.GrantState;
import io.jitaccess.grant.Suspension;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.problem.Outcome;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestDraft;
import io.jitaccess.request.RequestState;
import io.jitaccess.spi.store.GrantQuery;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.RequestQuery;
import io.jitaccess.spi.store.StoreException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** One user after the other, on one thread: asks, decides, extends, gives back, and what administrators do. */
final class Users implements Runnable {

    private static final PageRequest SOME = PageRequest.first(40);
    /** What one round does, in an order that is drawn anew for each round. */
    private static final String ROUND = "aaaaaadddddeerrvwccksn";

    private final JitAccess jit;
    private final Truth truth;
    private final Random random;
    private final Duration pace;
    private final Consumer<String> log;
    private volatile boolean over;
    private int edition;

    /** @param log told of each thing that the library said was done, and of each failure */
    Users(JitAccess jit, Truth truth, long seed, Duration pace, Consumer<String> log) {
        this.jit = jit;
        this.truth = truth;
        this.random = new Random(seed);
        this.pace = pace;
        this.log = log;
    }

    void stop() {
        over = true;
    }

    @Override
    public void run() {
        while (!over) {
            List<Integer> round =
                    new java.util.ArrayList<>(ROUND.chars().boxed().toList());
            java.util.Collections.shuffle(round, random);
            for (int act : round) {
                if (over) {
                    return;
                }
                try {
                    act((char) act);
                } catch (StoreException e) {
                    log.accept("FAILED " + (char) act + " " + e.getMessage()
                            + (e.isOutcomeUnknown() ? ", outcome unknown" : ""));
                } catch (RuntimeException e) {
                    log.accept("THREW " + (char) act + " " + e);
                }
                Until.rest(pace.multipliedBy(random.nextInt(50, 150)).dividedBy(100));
            }
        }
    }

    private void act(char what) {
        switch (what) {
            case 'a' -> ask();
            case 'd' -> decide();
            case 'e' -> live(GrantState.ACTIVE).ifPresent(this::extend);
            case 'r' ->
                live().ifPresent(grant ->
                        done("ended", jit.grants().release(grant.beneficiary(), grant.id(), "enough")));
            case 'v' ->
                live().ifPresent(grant -> done("ended", jit.administration().revoke(Company.ROOT, grant.id(), "now")));
            case 'w' -> pending().ifPresent(request -> jit.requests().withdraw(request.requester(), request.id()));
            case 'c' -> live(GrantState.ACTIVE).ifPresent(this::collect);
            case 'k' -> kill();
            case 's' -> suspend();
            case 'n' -> jit.administration().activate(Company.ROOT, Company.catalogue(++edition % 2));
            default -> throw new IllegalArgumentException("act " + what);
        }
    }

    private void ask() {
        IdentityId who = any(Company.PEOPLE);
        String target = any(Company.TARGETS);
        EligibilityId what = random.nextInt(4) == 0
                ? Company.bundle(target)
                : Company.eligibility(any(List.of(TruthKind.values())), target);
        String key = Long.toHexString(random.nextLong());
        RequestDraft draft = RequestDraft.of(what, Duration.ofSeconds(random.nextInt(1, 6)), "work")
                .withIdempotencyKey(key);
        if (random.nextInt(6) == 0) {
            draft = draft.startingAt(truth.time().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS));
        }
        Outcome<AccessRequest> asked;
        try {
            asked = jit.requests().request(who, draft);
        } catch (StoreException e) {
            // whoever does not know asks again: there is one request, whatever became of the first ask
            log.accept("FAILED a " + e.getMessage() + (e.isOutcomeUnknown() ? ", outcome unknown" : ""));
            asked = jit.requests().request(who, draft);
        }
        requested(asked);
    }

    private void requested(Outcome<AccessRequest> asked) {
        asked.fold(
                done -> {
                    AccessRequest request = done.value();
                    request(request);
                    return true;
                },
                refused -> false);
    }

    private void request(AccessRequest request) {
        log.accept("ACK request " + request.id() + " " + request.state() + " "
                + request.grant().map(Object::toString).orElse("-"));
    }

    private void done(String what, Outcome<Grant> outcome) {
        outcome.map(grant -> {
            log.accept("ACK " + what + " " + grant.id() + " " + grant.state() + " -");
            return grant;
        });
    }

    private void decide() {
        pending()
                .ifPresent(request -> requested(jit.requests()
                        .decide(
                                any(List.of(Company.LEAD, Company.DEPUTY)),
                                request.id(),
                                request.version(),
                                random.nextInt(8) == 0 ? Verdict.DENY : Verdict.APPROVE,
                                "seen")));
    }

    private void extend(Grant grant) {
        requested(jit.requests().extend(grant.beneficiary(), grant.id(), Extension.by(Duration.ofSeconds(2), "more")));
    }

    private void collect(Grant grant) {
        GrantView view = jit.grants().find(grant.beneficiary(), grant.id()).orElseThrow();
        view.items().stream()
                .filter(GrantView.Item::collectable)
                .forEach(item -> jit.grants().collect(grant.beneficiary(), grant.id(), item.index()));
    }

    private void kill() {
        IdentityId who = any(Company.PEOPLE);
        KillScope scope = new KillScope.OfIdentity(who);
        jit.administration()
                .count(Company.ROOT, scope)
                .map(KillCount::grants)
                .map(count -> jit.administration().revokeAll(Company.ROOT, scope, count + 5, "an incident"));
        jit.administration().resume(Company.ROOT, Suspension.Scope.of(who));
    }

    /** Suspends, and lifts whatever is suspended, for somebody who did not live to lift it himself, too. */
    private void suspend() {
        jit.administration().suspend(Company.ROOT, Suspension.Scope.of(any(Company.PEOPLE)), "to be sure");
        jit.administration()
                .suspensions(Company.ROOT)
                .orElseThrow()
                .forEach(one -> jit.administration().resume(Company.ROOT, one.scope()));
    }

    private Optional<Grant> live(GrantState... in) {
        GrantQuery query = in.length == 0 ? GrantQuery.ALL.live() : GrantQuery.ALL.in(in);
        return anyOf(jit.grants().all(Company.ROOT, query, SOME).orElseThrow().items());
    }

    private Optional<AccessRequest> pending() {
        return anyOf(jit.requests()
                .all(Company.ROOT, RequestQuery.ALL.in(RequestState.PENDING), SOME)
                .orElseThrow()
                .items());
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private <T> Optional<T> anyOf(List<T> of) {
        return of.isEmpty() ? Optional.empty() : Optional.of(any(of));
    }
}
