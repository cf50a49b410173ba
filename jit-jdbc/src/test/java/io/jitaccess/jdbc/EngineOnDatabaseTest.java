package io.jitaccess.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.JitAccess;
import io.jitaccess.Requests.Extension;
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
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestDraft;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.testkit.InMemoryDirectory;
import io.jitaccess.testkit.provider.FakeProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole life cycle, running by itself, on each database. */
class EngineOnDatabaseTest {

    private static final IdentityId ANN = new IdentityId("ann");
    private static final IdentityId LEA = new IdentityId("lea");
    private static final IdentityId ROOT = new IdentityId("root");
    private static final Duration HOUR = Duration.ofHours(1);

    @ParameterizedTest
    @EnumSource(Database.class)
    void aRequestBecomesAccessAndTheAccessEnds(Database database) throws Exception {
        AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
        FakeProvider provider =
                FakeProvider.on(() -> Clock.systemUTC().instant().plus(offset.get()));
        Entitlement access = provider.to("timed", "payments");
        try (TestDatabase test = TestDatabase.migrated(database);
                JitAccess jit = JitAccess.builder()
                        .store(JdbcStore.builder(test.dataSource())
                                .timeOffset(offset::get)
                                .build())
                        .directory(new InMemoryDirectory()
                                .person("ann", "dev")
                                .person("lea", "leads")
                                .person("root", "admins"))
                        .provider(provider)
                        .settings(Settings.DEFAULTS.withRoles(Set.of(new GroupId("admins")), Set.of()))
                        .build()) {
            jit.administration().activate(ROOT, catalogue(access)).orElseThrow();
            jit.start();
            AccessRequest asked = jit.requests()
                    .request(ANN, RequestDraft.of(new EligibilityId("debug"), HOUR, "broken"))
                    .orElseThrow();
            AccessRequest approved = jit.requests()
                    .decide(LEA, asked.id(), asked.version(), Verdict.APPROVE, "fine")
                    .orElseThrow();
            GrantId grant = approved.grant().orElseThrow();
            jit.grants().whenActive(grant).get(30, TimeUnit.SECONDS);
            assertThat(provider.cloud().holds(new PrincipalId("ann"), access)).isTrue();

            AccessRequest extension = jit.requests()
                    .extend(ANN, grant, Extension.by(HOUR, "more"))
                    .orElseThrow();
            jit.requests()
                    .decide(LEA, extension.id(), extension.version(), Verdict.APPROVE, "")
                    .orElseThrow();
            offset.set(HOUR);
            assertThat(jit.grants().find(ANN, grant).orElseThrow().grant().state())
                    .isEqualTo(GrantState.ACTIVE);
            offset.set(HOUR.multipliedBy(2));
            jit.grants().whenEnded(grant).get(30, TimeUnit.SECONDS);
            assertThat(provider.cloud().holds(new PrincipalId("ann"), access)).isFalse();
            assertThat(jit.audit(ROOT, AuditQuery.ALL.on(grant), PageRequest.first(100))
                            .orElseThrow()
                            .items())
                    .extracting(AuditEvent::action)
                    .contains(AuditAction.GRANT_CREATED, AuditAction.GRANT_ACTIVE, AuditAction.GRANT_ENDED);
        }
    }

    private static Catalogue catalogue(Entitlement access) {
        PolicyId policy = new PolicyId("debug");
        Stage stage = Stage.of("leads", Approvers.groups(new GroupId("leads")), 1);
        return new Catalogue(
                List.of(new ApprovalPolicy(
                        policy,
                        List.of(new Rule(
                                "leads",
                                new Condition.Always(),
                                new RuleOutcome.Staged(List.of(stage), RuleOutcome.Staged.DEFAULT_LAPSE))))),
                List.of(new Eligibility(
                        new EligibilityId("debug"),
                        "Debugging",
                        "",
                        Subjects.groups(new GroupId("dev")),
                        Set.of(),
                        List.of(access),
                        new DurationLimits(Duration.ofMinutes(1), HOUR, HOUR.multipliedBy(4)),
                        policy,
                        ReasonRule.OPTIONAL,
                        false,
                        BundleMode.ALL_OR_NOTHING,
                        Duration.ZERO,
                        true,
                        Map.of())));
    }
}
