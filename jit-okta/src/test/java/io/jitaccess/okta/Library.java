package io.jitaccess.okta;

import io.jitaccess.GrantView;
import io.jitaccess.JitAccess;
import io.jitaccess.Settings;
import io.jitaccess.approval.ApprovalPolicy;
import io.jitaccess.approval.Condition;
import io.jitaccess.approval.PolicyId;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
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
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.notify.LoggingChannel;
import io.jitaccess.request.RequestDraft;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.testkit.InMemoryDirectory;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.store.InMemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The whole library on providers: ann and ben get what they ask for at once, for five minutes to two hours. */
final class Library implements AutoCloseable {

    private static final IdentityId ROOT = new IdentityId("root");
    private static final IdentityId AUDITOR = new IdentityId("aud");
    private static final PolicyId AT_ONCE = new PolicyId("at-once");

    final InMemoryStore store;
    private final TestClock clock;
    private final List<OktaProvider> providers;
    private final InMemoryDirectory people =
            new InMemoryDirectory().person("root", "admins").person("aud", "audit");
    private JitAccess jit;

    /** @param offered by the eligibility's name */
    Library(TestClock clock, List<OktaProvider> providers, Map<String, Entitlement> offered) {
        this.clock = clock;
        this.providers = List.copyOf(providers);
        this.store = new InMemoryStore(clock);
        List.of("ann", "ben").forEach(name -> people.put(person(name)));
        this.jit = node();
        Rule always = new Rule("always", new Condition.Always(), new RuleOutcome.Automatic(Duration.ofHours(4)));
        jit.administration()
                .activate(
                        ROOT,
                        new Catalogue(
                                List.of(new ApprovalPolicy(AT_ONCE, List.of(always))),
                                offered.entrySet().stream()
                                        .map(each -> eligibility(each.getKey(), each.getValue()))
                                        .toList()))
                .orElseThrow();
    }

    /** With one provider and one thing to ask for, which is called "it". */
    static Library of(World world, OktaProvider provider, Entitlement entitlement) {
        return new Library(world.clock, List.of(provider), Map.of("it", entitlement));
    }

    private static Identity person(String name) {
        return new Identity(
                new IdentityId(name),
                IdentityKind.HUMAN,
                name,
                Optional.of(name + "@example.com"),
                true,
                Set.of(new GroupId("dev")),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static Eligibility eligibility(String id, Entitlement entitlement) {
        return new Eligibility(
                new EligibilityId(id),
                id,
                "",
                Subjects.groups(new GroupId("dev")),
                Set.of(),
                List.of(entitlement),
                new DurationLimits(Duration.ofMinutes(5), Duration.ofHours(2), Duration.ofHours(4)),
                AT_ONCE,
                ReasonRule.OPTIONAL,
                false,
                BundleMode.ALL_OR_NOTHING,
                Duration.ofDays(7),
                true,
                Map.of());
    }

    private JitAccess node() {
        var builder = JitAccess.builder()
                .store(store)
                .directory(people)
                .channel(new LoggingChannel())
                .settings(Settings.DEFAULTS.withRoles(Set.of(new GroupId("admins")), Set.of(new GroupId("audit"))));
        providers.forEach(builder::provider);
        return builder.build();
    }

    JitAccess jit() {
        return jit;
    }

    /** Another node takes over: one that was throttled pauses by the machine's clock, which no test turns. */
    void restart() {
        jit.close();
        jit = node();
        jit.runDue();
    }

    /** Asks, and does what is due then; empty where the ask was refused. */
    Optional<GrantId> ask(String who, String eligibility, Duration duration) {
        Optional<GrantId> grant = jit.requests()
                .request(new IdentityId(who), RequestDraft.of(new EligibilityId(eligibility), duration, "because"))
                .fold(done -> done.value().grant(), refused -> Optional.empty());
        jit.runDue();
        return grant;
    }

    void release(String who, GrantId grant) {
        jit.grants().release(new IdentityId(who), grant, "");
        jit.runDue();
    }

    /** Lets the time pass, and does what is due then. */
    void pass(Duration time) {
        clock.advance(time);
        jit.runDue();
    }

    GrantView view(GrantId grant) {
        return jit.grants().find(AUDITOR, grant).orElseThrow();
    }

    GrantState state(GrantId grant) {
        return view(grant).grant().state();
    }

    /** What is on record of these, newest first. */
    List<AuditEvent> events(AuditAction... actions) {
        return jit.audit(AUDITOR, AuditQuery.ALL.of(actions), PageRequest.first(500))
                .orElseThrow()
                .items();
    }

    @Override
    public void close() {
        jit.close();
    }
}
