package io.jitaccess.checks;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.jitaccess.aws.AwsWorld;
import io.jitaccess.azure.AzureWorld;
import io.jitaccess.directory.StaticDirectory;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.DurationLimits;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.eligibility.ReasonRule;
import io.jitaccess.eligibility.Subjects;
import io.jitaccess.entra.EntraWorld;
import io.jitaccess.gcp.GcpWorld;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.grant.EndReason;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.okta.OktaWorld;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestDraft;
import io.jitaccess.request.RequestState;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.store.InMemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One eligibility over five clouds, each reached through its vendor's own client: one approval, and where one cloud can
 * never give its part, what the bundle's mode says, and in the end nothing anywhere.
 */
class BundleAcrossProvidersTest {

    private static final IdentityId ANN = new IdentityId("ann");
    private static final IdentityId LEA = new IdentityId("lea");
    private static final IdentityId ROOT = new IdentityId("root");
    private static final GroupId ADMINS = new GroupId("admins");
    private static final EligibilityId EVERYWHERE = new EligibilityId("everywhere");
    private static final String MAIL = "ann@example.org";
    private static final String OBJECT = "aaaaaaaa-0000-4000-8000-000000000001";

    /** In the order of the items. */
    enum Cloud {
        AWS,
        GCP,
        AZURE,
        ENTRA,
        OKTA
    }

    /**
     * What never works at one of them.
     *
     * @param account whether she has an account there; if so, the write is refused, by something that came about after the
     *     catalogue was loaded
     */
    record Failure(Cloud at, boolean account) {

        boolean isWithoutAccount(Cloud cloud) {
            return at == cloud && !account;
        }

        @Override
        public String toString() {
            return at + (account ? " refuses the write" : " does not know her");
        }
    }

    static Stream<Failure> failures() {
        return Stream.of(Cloud.values()).flatMap(at -> Stream.of(new Failure(at, false), new Failure(at, true)));
    }

    private final TestClock clock = new TestClock();
    private AwsWorld aws;
    private GcpWorld gcp;
    private AzureWorld azure;
    private EntraWorld entra;
    private OktaWorld okta;
    private List<IntSupplier> held;
    private InMemoryStore store;
    private JitAccess jit;

    private void begin(Predicate<Cloud> unknown, BundleMode mode) {
        aws = new AwsWorld(clock, 1, unknown.test(Cloud.AWS) ? List.of() : List.of(MAIL));
        // what goes on behind an answer is over at once: nobody lets time pass within a call
        aws.takes(Duration.ZERO, Duration.ZERO);
        gcp = new GcpWorld(clock, 1, List.of(unknown.test(Cloud.GCP) ? "ben@example.org" : MAIL));
        azure = new AzureWorld(clock, List.of(OBJECT));
        entra = new EntraWorld(clock, unknown.test(Cloud.ENTRA) ? Map.of() : Map.of(OBJECT, MAIL));
        okta = new OktaWorld(clock, unknown.test(Cloud.OKTA) ? List.of() : List.of(MAIL));
        held = List.of(aws::assigned, gcp::inForce, azure::held, entra::held, okta::held);
        Map<String, String> ids = unknown.test(Cloud.AZURE) ? Map.of() : Map.of("azure.principal", OBJECT);
        store = new InMemoryStore(clock);
        jit = JitAccess.builder()
                .store(store)
                .directory(new StaticDirectory(List.of(
                        person(ANN, "developers", ids),
                        person(LEA, "leads", Map.of()),
                        person(ROOT, "admins", Map.of()))))
                .provider(aws.provider())
                .provider(gcp.provider())
                .provider(azure.provider())
                .provider(entra.provider())
                .provider(okta.provider())
                .settings(Settings.DEFAULTS.withRoles(Set.of(ADMINS), Set.of()))
                .build();
        jit.administration().activate(ROOT, catalogue(mode)).orElseThrow();
    }

    private void begin(Failure failure, BundleMode mode) {
        begin(failure::isWithoutAccount, mode);
        if (failure.account()) {
            // when the catalogue has just been verified, which is not repeated for some minutes
            jit.runDue();
            switch (failure.at()) {
                case AWS -> aws.refuses();
                case GCP -> gcp.refuses();
                case AZURE -> azure.refuses();
                case ENTRA -> entra.refuses();
                case OKTA -> okta.refuses();
            }
        }
    }

    @AfterEach
    void end() {
        jit.close();
        aws.close();
        gcp.close();
        azure.close();
        entra.close();
        okta.close();
    }

    private static Identity person(IdentityId id, String group, Map<String, String> attributes) {
        return new Identity(
                id,
                IdentityKind.HUMAN,
                id.value(),
                Optional.of(id.value() + "@example.org"),
                true,
                Set.of(new GroupId(group)),
                Optional.empty(),
                Optional.empty(),
                attributes);
    }

    private Catalogue catalogue(BundleMode mode) {
        PolicyId policy = new PolicyId("a-lead");
        Stage lead = Stage.of("leads", Approvers.groups(new GroupId("leads")), 1);
        return new Catalogue(
                List.of(new ApprovalPolicy(
                        policy,
                        List.of(new Rule(
                                "always",
                                new Condition.Always(),
                                new RuleOutcome.Staged(List.of(lead), RuleOutcome.Staged.DEFAULT_LAPSE))))),
                List.of(new Eligibility(
                        EVERYWHERE,
                        "Everywhere",
                        "",
                        Subjects.groups(new GroupId("developers")),
                        Set.of(),
                        List.of(
                                aws.entitlement(1),
                                gcp.entitlement(1),
                                azure.entitlement(),
                                entra.entitlement(),
                                okta.entitlement()),
                        new DurationLimits(Duration.ofMinutes(5), Duration.ofHours(2), Duration.ofHours(4)),
                        policy,
                        ReasonRule.OPTIONAL,
                        false,
                        mode,
                        Duration.ZERO,
                        true,
                        Map.of())));
    }

    private GrantId approved() {
        AccessRequest asked = jit.requests()
                .request(ANN, RequestDraft.of(EVERYWHERE, Duration.ofHours(1), "the big release"))
                .orElseThrow();
        assertThat(asked.state()).isEqualTo(RequestState.PENDING);
        AccessRequest decided = jit.requests()
                .decide(LEA, asked.id(), asked.version(), Verdict.APPROVE, "go")
                .orElseThrow();
        GrantId grant = decided.grant().orElseThrow();
        pass(Duration.ofMinutes(10), Duration.ofSeconds(20));
        return grant;
    }

    private void pass(Duration time, Duration step) {
        for (Duration gone = Duration.ZERO; gone.compareTo(time) < 0; gone = gone.plus(step)) {
            jit.runDue();
            clock.advance(step);
        }
        jit.runDue();
    }

    /** How often access was seen to be there that the library had given. */
    private long given() {
        AuditQuery present = AuditQuery.ALL.of(AuditAction.ACCESS_PRESENT);
        return store
                .joining(unit ->
                        unit.audit().page(present, PageRequest.first(100)).items())
                .stream()
                .flatMap(event -> event.assignment().stream())
                .distinct()
                .count();
    }

    private GrantView view(GrantId grant) {
        return jit.grants().find(ANN, grant).orElseThrow();
    }

    private List<Integer> held() {
        return held.stream().map(IntSupplier::getAsInt).toList();
    }

    private static List<Integer> allBut(Cloud failing) {
        return Stream.of(Cloud.values()).map(cloud -> cloud == failing ? 0 : 1).toList();
    }

    private static void itSaysWhy(GrantView view, Failure failure) {
        GrantView.Item failed = view.items().get(failure.at().ordinal());
        assertThat(failed.state()).isEqualTo(ClaimState.ENDED);
        assertThat(failed.endReason()).contains(EndReason.ACTIVATION_FAILED);
        assertThat(failed.detail()).hasValueSatisfying(why -> assertThat(why).isNotBlank());
    }

    private void endsWithNothingLeft(GrantId grant) {
        jit.grants().release(ANN, grant, "released").orElseThrow();
        pass(Duration.ofHours(2), Duration.ofMinutes(5));
        assertThat(view(grant).grant().state()).isEqualTo(GrantState.ENDED);
        assertThat(held()).containsOnly(0);
    }

    @Test
    void oneApprovalGivesEverything() {
        begin(cloud -> false, BundleMode.ALL_OR_NOTHING);
        GrantId grant = approved();

        assertThat(view(grant).grant().state()).isEqualTo(GrantState.ACTIVE);
        assertThat(view(grant).items()).extracting(GrantView.Item::state).containsOnly(ClaimState.ACTIVE);
        assertThat(held()).containsOnly(1);
        endsWithNothingLeft(grant);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void bestEffortGivesWhatCanBeGiven(Failure failure) {
        begin(failure, BundleMode.BEST_EFFORT);
        GrantId grant = approved();

        GrantView view = view(grant);
        assertThat(held()).isEqualTo(allBut(failure.at()));
        assertThat(view.grant().state()).isEqualTo(GrantState.ACTIVE);
        itSaysWhy(view, failure);
        assertThat(view.items().stream().filter(item -> item.state() == ClaimState.ACTIVE))
                .hasSize(4);
        endsWithNothingLeft(grant);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void allOrNothingTakesBackWhatWasGiven(Failure failure) {
        begin(failure, BundleMode.ALL_OR_NOTHING);
        GrantId grant = approved();
        itSaysWhy(view(grant), failure);
        pass(Duration.ofHours(2), Duration.ofMinutes(5));

        assertThat(view(grant).grant().state()).isEqualTo(GrantState.ENDED);
        assertThat(view(grant).grant().endReason()).contains(EndReason.ACTIVATION_FAILED);
        assertThat(held()).containsOnly(0);
        // a node that is driven by hand does one provider after the other, by id
        assertThat(given())
                .isEqualTo(Stream.of(Cloud.values())
                        .filter(cloud -> cloud.name().compareTo(failure.at().name()) < 0)
                        .count());
    }
}
