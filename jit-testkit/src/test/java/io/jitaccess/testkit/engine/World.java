package io.jitaccess.testkit.engine;

import io.jitaccess.GrantView;
import io.jitaccess.JitAccess;
import io.jitaccess.Settings;
import io.jitaccess.approval.ApprovalPolicy;
import io.jitaccess.approval.Approvers;
import io.jitaccess.approval.Condition;
import io.jitaccess.approval.PolicyId;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.approval.Stage;
import io.jitaccess.approval.Verdict;
import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.DurationLimits;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.eligibility.ReasonRule;
import io.jitaccess.eligibility.Subjects;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.problem.Outcome;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestDraft;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.Store;
import io.jitaccess.testkit.InMemoryDirectory;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.model.Oracle;
import io.jitaccess.testkit.provider.FakeCloud;
import io.jitaccess.testkit.provider.FakeKind;
import io.jitaccess.testkit.provider.FakeProvider;
import io.jitaccess.testkit.store.InMemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A small company: ann and ben develop, lea and max lead, root administrates, aud audits. */
final class World {

    static final IdentityId ANN = new IdentityId("ann");
    static final IdentityId BEN = new IdentityId("ben");
    static final IdentityId LEA = new IdentityId("lea");
    static final IdentityId MAX = new IdentityId("max");
    static final IdentityId ROOT = new IdentityId("root");
    static final IdentityId AUD = new IdentityId("aud");
    static final Approvers LEADS = Approvers.groups(new GroupId("leads"));

    final TestClock clock = new TestClock();
    final Oracle oracle;
    final Store store;
    final InMemoryDirectory directory = new InMemoryDirectory()
            .personManagedBy("lea", "ann", "dev")
            .personManagedBy("lea", "ben", "dev")
            .person("lea", "leads")
            .person("max", "leads")
            .person("root", "admins")
            .person("aud", "auditors")
            .service("ann", "robot", "robots");
    final FakeProvider provider;
    final JitAccess jit;
    private final List<ApprovalPolicy> policies = new ArrayList<>();
    private final List<Eligibility> eligibilities = new ArrayList<>();

    /** One that nobody watches but the test itself. */
    World() {
        this(new Oracle());
    }

    /** One whose invariants are checked after the test, where the oracle is the test's own. */
    World(Oracle oracle) {
        this(oracle, Settings.DEFAULTS);
    }

    World(Oracle oracle, Settings settings) {
        this(oracle, settings, FakeKind.all());
    }

    World(Oracle oracle, Settings settings, List<FakeKind> kinds) {
        this.oracle = oracle;
        store = oracle.watch(new InMemoryStore(clock));
        provider = oracle.watch(FakeProvider.builder(new FakeCloud(clock.asClock()))
                .kinds(kinds.toArray(FakeKind[]::new))
                .build());
        jit = JitAccess.builder()
                .store(store)
                .directory(directory)
                .provider(provider)
                .settings(settings.withRoles(Set.of(new GroupId("admins")), Set.of(new GroupId("auditors"))))
                .build();
    }

    /** Anybody in dev may have these, at once, for up to two hours, four in all. */
    World automatic(String id, Entitlement... entitlements) {
        return offer(id, new RuleOutcome.Automatic(Duration.ofHours(4)), BundleMode.ALL_OR_NOTHING, entitlements);
    }

    World staged(String id, Stage stage, Entitlement... entitlements) {
        return offer(
                id,
                new RuleOutcome.Staged(List.of(stage), RuleOutcome.Staged.DEFAULT_LAPSE),
                BundleMode.ALL_OR_NOTHING,
                entitlements);
    }

    World offer(String id, RuleOutcome outcome, BundleMode bundle, Entitlement... entitlements) {
        return offer(id, List.of(new Rule("only", new Condition.Always(), outcome)), bundle, entitlements);
    }

    World offer(String id, List<Rule> rules, BundleMode bundle, Entitlement... entitlements) {
        return offer(id, Subjects.groups(new GroupId("dev")), rules, bundle, entitlements);
    }

    World offer(String id, Subjects who, List<Rule> rules, BundleMode bundle, Entitlement... entitlements) {
        PolicyId policy = new PolicyId(id);
        policies.add(new ApprovalPolicy(policy, rules));
        eligibilities.add(new Eligibility(
                new EligibilityId(id),
                id,
                "",
                who,
                Set.of(new GroupId("leads")),
                List.of(entitlements),
                new DurationLimits(Duration.ofSeconds(1), Duration.ofHours(2), Duration.ofHours(4)),
                policy,
                ReasonRule.OPTIONAL,
                false,
                bundle,
                Duration.ofDays(7),
                true,
                Map.of()));
        return activate();
    }

    World offer(ApprovalPolicy policy, Eligibility eligibility) {
        policies.add(policy);
        eligibilities.add(eligibility);
        return activate();
    }

    World activate() {
        jit.administration()
                .activate(ROOT, new Catalogue(policies, eligibilities))
                .orElseThrow();
        return this;
    }

    void withdrawOffers() {
        jit.administration().activate(ROOT, Catalogue.EMPTY).orElseThrow();
    }

    Entitlement group(String name) {
        return provider.to("group", name);
    }

    Entitlement to(String kind, String name) {
        return provider.to(kind, name);
    }

    RequestDraft draft(String eligibility, Duration duration) {
        return RequestDraft.of(new EligibilityId(eligibility), duration, "because");
    }

    AccessRequest ask(IdentityId who, String eligibility, Duration duration) {
        return jit.requests().request(who, draft(eligibility, duration)).orElseThrow();
    }

    /** Asks, where it is approved at once, and lets it become active. */
    GrantId grant(IdentityId who, String eligibility, Duration duration) {
        GrantId id = ask(who, eligibility, duration).grant().orElseThrow();
        jit.runDue();
        return id;
    }

    Outcome<AccessRequest> decide(IdentityId who, RequestId request, Verdict verdict) {
        long version = store.joining(
                unit -> unit.requests().find(request).orElseThrow().version());
        return jit.requests().decide(who, request, version, verdict, "");
    }

    AccessRequest request(RequestId id) {
        return store.joining(unit -> unit.requests().find(id).orElseThrow());
    }

    GrantView view(GrantId id) {
        return jit.grants().find(AUD, id).orElseThrow();
    }

    Grant stored(GrantId id) {
        return view(id).grant();
    }

    /** Lets time pass and does what is due. */
    void pass(Duration time) {
        clock.advance(time);
        jit.runDue();
    }

    /** Lets time pass in steps, doing what is due at each. */
    void passSlowly(Duration time, Duration step) {
        for (Duration done = Duration.ZERO; done.compareTo(time) < 0; done = done.plus(step)) {
            pass(step);
        }
    }

    boolean holds(IdentityId who, Entitlement entitlement) {
        return provider.cloud().holds(new PrincipalId(who.value()), entitlement);
    }

    List<AuditEvent> audit(AuditQuery query) {
        return store.joining(
                unit -> unit.audit().page(query, PageRequest.first(500)).items());
    }

    List<AuditAction> actions(GrantId grant) {
        List<AuditAction> actions = new ArrayList<>(
                audit(AuditQuery.ALL.on(grant)).stream().map(AuditEvent::action).toList());
        java.util.Collections.reverse(actions);
        return actions;
    }
}
