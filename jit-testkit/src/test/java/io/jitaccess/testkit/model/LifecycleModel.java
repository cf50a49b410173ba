package io.jitaccess.testkit.model;

import io.jitaccess.Administration.KillCount;
import io.jitaccess.KillScope;
import io.jitaccess.Requests.Extension;
import io.jitaccess.approval.Verdict;
import io.jitaccess.audit.AuditAction;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.GrantState;
import io.jitaccess.grant.Suspension;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.problem.Outcome;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestDraft;
import io.jitaccess.request.RequestState;
import io.jitaccess.spi.CredentialIssuer.Credential;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.spi.store.GrantQuery;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.RequestQuery;
import io.jitaccess.testkit.InMemoryDirectory;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.model.Move.Arm;
import io.jitaccess.testkit.model.Move.Ask;
import io.jitaccess.testkit.model.Move.Collect;
import io.jitaccess.testkit.model.Move.Decide;
import io.jitaccess.testkit.model.Move.Extend;
import io.jitaccess.testkit.model.Move.Kill;
import io.jitaccess.testkit.model.Move.Outside;
import io.jitaccess.testkit.model.Move.Pass;
import io.jitaccess.testkit.model.Move.People;
import io.jitaccess.testkit.model.Move.Publish;
import io.jitaccess.testkit.model.Move.Release;
import io.jitaccess.testkit.model.Move.Resume;
import io.jitaccess.testkit.model.Move.Revoke;
import io.jitaccess.testkit.model.Move.Run;
import io.jitaccess.testkit.model.Move.Suspend;
import io.jitaccess.testkit.model.Move.Withdraw;
import io.jitaccess.testkit.provider.CloudSession;
import io.jitaccess.testkit.provider.FakeCloud;
import io.jitaccess.testkit.provider.FakeKind;
import io.jitaccess.testkit.provider.FakeProvider;
import io.jitaccess.testkit.store.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Plays a story: several nodes on one store and one cloud, driven by hand on one thread, so that a story always goes the
 * same way. A node that pauses lets the rest of the world go on inside its own call. After each move the oracle judges;
 * at the end everything calms down and has to come to rest.
 */
final class LifecycleModel {

    private static final Duration TICK = Duration.ofNanos(1000);

    private final Story story;
    private final TestClock clock = new TestClock(Instant.parse("2030-01-01T00:00:00.300Z"));
    private final InMemoryStore store = new InMemoryStore(clock);
    private final InMemoryDirectory directory = Company.directory();
    private final Oracle oracle = new Oracle();
    private final FakeProvider provider = oracle.watch(FakeProvider.builder(new FakeCloud(clock.asClock()))
            .kinds(Company.kinds().toArray(FakeKind[]::new))
            .build());
    private final Company company = new Company(provider);
    private final Cluster cluster;
    private final List<CloudSession> sessions = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private int depth;

    LifecycleModel(Story story) {
        this.story = story;
        this.cluster = new Cluster(story, store, directory, oracle, provider, clock, this::meanwhile);
        cluster.with(0, jit -> jit.administration().activate(Company.ROOT, company.catalogue(0)));
    }

    /** What happened, move by move. */
    List<String> log() {
        return log;
    }

    boolean holds(String target) {
        return provider.cloud().holds(new PrincipalId("ann"), company.target(target));
    }

    long audited(AuditAction action) {
        return store.joining(unit -> unit.audit().page(AuditQuery.ALL.of(action), PageRequest.first(100)))
                .items()
                .size();
    }

    /** Plays the story to its end; throws what is wrong with how it went. */
    void play() {
        try {
            for (Move move : story.moves()) {
                make(move);
                oracle.check();
            }
            calmDown();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(e + "\n" + String.join("\n", log), e);
        }
    }

    /** As {@link #play}, and the first grant is in this state after the last move. */
    void play(GrantState expected) {
        story.moves().forEach(this::make);
        GrantState actual = store.joining(unit -> unit.grants().page(GrantQuery.ALL, PageRequest.first(1)))
                .items()
                .get(0)
                .state();
        if (actual != expected) {
            throw new AssertionError("the grant is " + actual + "\n" + String.join("\n", log));
        }
        calmDown();
    }

    private void meanwhile(List<Move> moves) {
        depth++;
        try {
            moves.forEach(this::make);
        } finally {
            depth--;
        }
    }

    private void make(Move move) {
        clock.advance(TICK);
        String at = "  ".repeat(depth) + clock.now() + " " + move;
        int line = log.size();
        log.add(at);
        String result = apply(move);
        log.set(line, result.isEmpty() ? at : at + " -> " + result);
    }

    private String apply(Move move) {
        if (move instanceof Run m) {
            clock.advance(Duration.ofSeconds(m.seconds()));
            return cluster.run(m.node());
        } else if (move instanceof Pass m) {
            clock.advance(Duration.ofSeconds(m.seconds()));
            return "";
        } else if (move instanceof Arm m) {
            cluster.node(m.node()).mishaps.add(m.mishap());
            return "";
        } else if (move instanceof Outside m) {
            return outside(m);
        } else if (move instanceof People m) {
            return people(m);
        } else if (move instanceof Ask m) {
            return ask(m);
        } else if (move instanceof Decide m) {
            return decide(m);
        }
        return administer(move);
    }

    private String administer(Move move) {
        if (move instanceof Withdraw m) {
            return pick(requests(), m.which())
                    .map(request ->
                            cluster.with(m.node(), jit -> jit.requests().withdraw(request.requester(), request.id())))
                    .orElse("none");
        } else if (move instanceof Extend m) {
            return pick(grants(), m.which())
                    .map(grant -> cluster.with(
                            m.node(),
                            jit -> jit.requests()
                                    .extend(
                                            grant.beneficiary(),
                                            grant.id(),
                                            Extension.by(Duration.ofSeconds(m.seconds()), "more"))))
                    .orElse("none");
        } else if (move instanceof Release m) {
            return pick(grants(), m.which())
                    .map(grant ->
                            cluster.with(m.node(), jit -> jit.grants().release(grant.requester(), grant.id(), "")))
                    .orElse("none");
        } else if (move instanceof Revoke m) {
            return pick(grants(), m.which()).map(grant -> revoke(m, grant)).orElse("none");
        } else if (move instanceof Kill m) {
            KillScope scope = killScope(m.scope());
            return cluster.with(
                    m.node(),
                    jit -> jit.administration()
                            .count(Company.ROOT, scope)
                            .fold(
                                    done -> jit.administration()
                                            .revokeAll(
                                                    Company.ROOT,
                                                    scope,
                                                    done.value().grants(),
                                                    "kill"),
                                    refused -> Outcome.<KillCount>refused(refused.refusal(), refused.problems())));
        } else if (move instanceof Suspend m) {
            return cluster.with(m.node(), jit -> jit.administration().suspend(Company.ROOT, scope(m.scope()), "stop"));
        } else if (move instanceof Resume m) {
            return cluster.with(m.node(), jit -> jit.administration().resume(Company.ROOT, scope(m.scope())));
        } else if (move instanceof Publish m) {
            return cluster.with(
                    m.node(),
                    jit -> jit.administration()
                            .activate(Company.ROOT, company.catalogue(m.edition() % Company.EDITIONS)));
        } else if (move instanceof Collect m) {
            return pick(grants(), m.which()).map(grant -> collect(m, grant)).orElse("none");
        }
        throw new IllegalArgumentException("no such move " + move);
    }

    // ---- use cases

    private String ask(Ask m) {
        String who = Company.HOLDERS.get(m.who() % Company.HOLDERS.size());
        String forWhom = Company.HOLDERS.get(m.forWhom() % Company.HOLDERS.size());
        RequestDraft draft = RequestDraft.of(
                        new EligibilityId(Company.ELIGIBILITIES.get(m.eligibility() % Company.ELIGIBILITIES.size())),
                        Duration.ofSeconds(m.seconds()),
                        "because")
                .forBeneficiary(new IdentityId(forWhom));
        RequestDraft later = m.start() == 0
                ? draft
                : draft.startingAt(clock.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(m.start()));
        RequestDraft keyed = m.key() == 0 ? later : later.withIdempotencyKey("key " + m.key());
        // who may not ask for others asks through a lead
        IdentityId caller = new IdentityId(who.equals(forWhom) || forWhom.equals("robot") ? who : "max");
        return cluster.with(m.node(), jit -> jit.requests().request(caller, keyed));
    }

    private String decide(Decide m) {
        return pick(requests(), m.which())
                .map(request -> cluster.with(
                        m.node(),
                        jit -> jit.requests()
                                .decide(
                                        new IdentityId(Company.DECIDERS.get(m.who() % Company.DECIDERS.size())),
                                        request.id(),
                                        request.version() - (m.stale() ? 1 : 0),
                                        m.approve() ? Verdict.APPROVE : Verdict.DENY,
                                        "")))
                .orElse("none");
    }

    private String revoke(Revoke m, Grant grant) {
        String result = cluster.with(m.node(), jit -> {
            Outcome<Grant> outcome = jit.administration().revoke(Company.ROOT, grant.id(), "enough");
            boolean known = outcome.fold(done -> true, refused -> isUnknown());
            if (!known) {
                throw new AssertionError("a revoke was refused: " + outcome);
            }
            return outcome;
        });
        return result;
    }

    private boolean isUnknown() {
        return directory.find(Company.ROOT).fold(found -> false, unknown -> true);
    }

    private String collect(Collect m, Grant grant) {
        return cluster.with(m.node(), jit -> {
            Outcome<Credential> outcome = jit.grants().collect(grant.beneficiary(), grant.id(), m.item() % 2);
            outcome.fold(
                    done -> provider.cloud().logIn(done.value().fields()).map(sessions::add),
                    refused -> Optional.<Boolean>empty());
            return outcome;
        });
    }

    private Suspension.Scope scope(int which) {
        return switch (which % 4) {
            case 0 -> Suspension.Scope.EVERYTHING;
            case 1 -> Suspension.Scope.of(new EligibilityId("group"));
            case 2 -> Suspension.Scope.of(new IdentityId("ann"));
            default -> Suspension.Scope.of(provider.id());
        };
    }

    private KillScope killScope(int which) {
        return switch (which % 4) {
            case 0 -> new KillScope.OfEntitlement(company.target("group:g1"));
            case 1 -> new KillScope.OfEligibility(new EligibilityId("group"));
            case 2 -> new KillScope.OfIdentity(new IdentityId("ann"));
            default -> new KillScope.OfProvider(provider.id());
        };
    }

    // ---- the world

    private String outside(Outside m) {
        PrincipalId principal = new PrincipalId(Company.PRINCIPALS.get(m.principal() % Company.PRINCIPALS.size()));
        Entitlement target = company.target(Company.TARGETS.get(m.target() % Company.TARGETS.size()));
        Optional<Instant> until =
                m.seconds() == 0 ? Optional.empty() : Optional.of(clock.now().plusSeconds(m.seconds()));
        FakeCloud cloud = provider.cloud();
        switch (m.act()) {
            case ADDS -> cloud.outsiderAdds(principal, target, until);
            case REMOVES -> {
                return cloud.outsiderRemoves(principal, target) ? target + " of " + principal : "nothing";
            }
            case CHANGES_END -> {
                return cloud.outsiderChangesExpiry(principal, target, until) ? target + " of " + principal : "nothing";
            }
            case HIDES -> cloud.hide(target);
            case SHOWS -> cloud.show(target);
        }
        return target + " of " + principal;
    }

    private String people(People m) {
        String who = Company.HOLDERS.get(m.who() % Company.HOLDERS.size());
        IdentityId id = new IdentityId(who);
        switch (m.change()) {
            case OUTAGE -> directory.unreachable(true);
            case BACK -> directory.unreachable(false);
            case DISABLED -> directory.disable(who);
            case REMOVED -> directory.remove(who);
            case RETURNS -> Company.returns(directory, who);
            case UNCLEAR_ACCOUNT -> provider.hasUnclearAccount(id);
            case NO_ACCOUNT -> provider.hasNoAccount(id);
            case ACCOUNT -> provider.hasAccount(id);
        }
        return who;
    }

    private List<AccessRequest> requests() {
        return oldestFirst(() -> store.joining(unit -> unit.requests()
                .page(RequestQuery.ALL.in(RequestState.PENDING), PageRequest.first(100))
                .items()));
    }

    private List<Grant> grants() {
        return oldestFirst(() -> store.joining(unit -> unit.grants()
                .page(GrantQuery.ALL.live(), PageRequest.first(100))
                .items()));
    }

    private static <T> List<T> oldestFirst(Supplier<List<T>> newestFirst) {
        List<T> items = new ArrayList<>(newestFirst.get());
        java.util.Collections.reverse(items);
        return items;
    }

    private static <T> Optional<T> pick(List<T> items, int which) {
        return items.isEmpty() ? Optional.empty() : Optional.of(items.get(which % items.size()));
    }

    // ---- the end

    /** No more trouble, no more outsiders, one healthy node: everything has to come to rest, then to an end. */
    private void calmDown() {
        cluster.calmDown();
        directory.unreachable(false);
        Company.HOLDERS.forEach(who -> provider.hasAccount(new IdentityId(who)));
        Company.TARGETS.forEach(target -> provider.cloud().show(company.target(target)));
        for (int scope = 0; scope < 4; scope++) {
            make(new Resume(0, scope));
        }
        steps(6, Duration.ofSeconds(1));
        steps(12, Duration.ofSeconds(10));
        // a node that died during a drift scan keeps that job for ten minutes
        steps(16, Duration.ofMinutes(1));
        log.add("calm");
        oracle.checkSettled(Duration.ofMinutes(3));
        steps(16, Duration.ofMinutes(30));
        steps(12, Duration.ofSeconds(15));
        log.add("over");
        oracle.checkSettled(Duration.ofMinutes(3));
        store.joining(unit -> unit.grants().page(GrantQuery.ALL.live(), PageRequest.first(100)))
                .items()
                .forEach(grant -> {
                    throw new AssertionError("a grant is still live: " + grant);
                });
        provider.cloud().entries().stream().filter(entry -> entry.byLibrary()).forEach(entry -> {
            throw new AssertionError("access by us is still there: " + entry);
        });
        if (sessions.stream().anyMatch(CloudSession::works)) {
            throw new AssertionError("a session outlived the access that it was opened with");
        }
    }

    private void steps(int steps, Duration step) {
        for (int i = 0; i < steps; i++) {
            clock.advance(step);
            String result = cluster.run(0);
            if (!result.equals(cluster.node(0).name)) {
                throw new AssertionError("a healthy node failed: " + result);
            }
            oracle.check();
        }
    }
}
