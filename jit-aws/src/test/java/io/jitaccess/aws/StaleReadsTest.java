package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.GrantView;
import io.jitaccess.JitAccess;
import io.jitaccess.Settings;
import io.jitaccess.approval.ApprovalPolicy;
import io.jitaccess.approval.Condition;
import io.jitaccess.approval.PolicyId;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.directory.StaticDirectory;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.DurationLimits;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.eligibility.ReasonRule;
import io.jitaccess.eligibility.Subjects;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.grant.EndReason;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.request.RequestDraft;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.store.InMemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A whole life of each kind in the real engine, while every read is as far behind as the kind declares that it may be. */
class StaleReadsTest {

    private static final IdentityId ROOT = new IdentityId("root");
    private static final IdentityId ANN = new IdentityId("ann");
    private static final GroupId ADMINISTRATORS = new GroupId("administrators");
    private static final Duration LONGEST = Duration.ofHours(1);

    private final TestClock clock = new TestClock();
    private final FakeAws aws = new FakeAws(clock);
    private final AwsProvider provider = Samples.provider(aws);
    private final FakeTruth truth = new FakeTruth(aws);
    private final String readers = aws.store.group("Readers");
    private final String admins = aws.sso.permissionSet("Admins", "PT1H");

    StaleReadsTest() {
        aws.store.user("ann@example.com");
        aws.iam.users.add("ann@example.com");
        aws.iam.roles.add("wide");
        aws.sso.accounts.add("111122223333");
        Samples.iamGroup(aws, "Readers");
    }

    @AfterEach
    void close() {
        provider.close();
        aws.close();
    }

    static Stream<String> kinds() {
        return Stream.of("group-membership", "account-assignment", "iam-group-membership", "iam-policy");
    }

    private Entitlement entitlement(String kind) {
        return switch (kind) {
            case "group-membership" -> Samples.membership(readers);
            case "account-assignment" -> Samples.assignment("111122223333", admins);
            case "iam-group-membership" -> Samples.iamMembership("Readers");
            default -> Samples.policy(Samples.allow("s3:GetObject", "arn:aws:s3:::shop/*"));
        };
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void access_comes_once_and_goes_though_reads_lag(String kind) {
        Entitlement entitlement = entitlement(kind);
        Duration lag = provider.kinds().stream()
                .filter(each -> each.kind().value().equals(kind))
                .findFirst()
                .orElseThrow()
                .readLag();
        aws.lag(lag.minusSeconds(1));
        JitAccess jit = node(entitlement);
        AccessRef access = Samples.access(provider, entitlement, "ann");
        GrantId grant = jit.requests()
                .request(ANN, RequestDraft.of(new EligibilityId("debug"), Duration.ofMinutes(20), "a fault"))
                .orElseThrow()
                .grant()
                .orElseThrow();

        until(jit, grant, GrantState.ACTIVE, Duration.ofMinutes(3));
        assertThat(inForce(kind, access)).isEqualTo(1);
        assertThat(view(jit, grant).items().get(0).standing()).isFalse();

        clock.advance(Duration.ofMinutes(20));
        until(jit, grant, GrantState.ENDED, Duration.ofMinutes(30));
        assertThat(inForce(kind, access)).isZero();
        assertThat(view(jit, grant).grant().endReason()).contains(EndReason.EXPIRED);
    }

    @Test
    void a_denial_counts_once_the_role_shows_it() {
        AccessRef access = Samples.access(provider, Samples.session("wide"), "ann");
        provider.issue(access, clock.now().plus(Duration.ofHours(1)), 1);
        aws.lag(Iam.READ_LAG);
        assertThat(provider.endSessions(access)).isInstanceOf(SessionEnding.Failed.class);
        clock.advance(Iam.READ_LAG);
        assertThat(provider.endSessions(access)).isEqualTo(new SessionEnding.Ended(1));
    }

    @Test
    void denials_that_follow_each_other_faster_than_reads_lose_none() {
        aws.lag(Iam.READ_LAG);
        AccessRef first = Samples.access(provider, Samples.session("wide"), "ann");
        AccessRef second = Samples.access(provider, Samples.session("wide"), "ann");
        provider.endSessions(first);
        provider.endSessions(second);
        assertThat(String.join("", aws.iam.policies.of(FakeIam.roleArn("wide")).values()))
                .contains(first.assignment().toString(), second.assignment().toString());
    }

    private int inForce(String kind, AccessRef access) {
        // a policy's own name carries the engine's assignment, which this test does not know
        return kind.equals("iam-policy")
                ? aws.quietly(() -> (int) aws.iam.policies.of(FakeIam.userArn("ann@example.com")).values().stream()
                        .filter(text -> PolicyJudge.allows(text, "s3:GetObject", FakeUse.OBJECT, clock.now()))
                        .count())
                : truth.inForce(access).size();
    }

    private void until(JitAccess jit, GrantId grant, GrantState state, Duration atMost) {
        for (Duration passed = Duration.ZERO; passed.compareTo(atMost) < 0; passed = passed.plusSeconds(5)) {
            jit.runDue();
            if (view(jit, grant).grant().state() == state) {
                return;
            }
            assertThat(view(jit, grant).grant().endReason()).isNotEqualTo(EndReason.REMOVED_OUTSIDE);
            clock.advance(Duration.ofSeconds(5));
        }
        throw new AssertionError("not " + state + " within " + atMost + ": " + view(jit, grant));
    }

    private static GrantView view(JitAccess jit, GrantId grant) {
        return jit.grants().find(ANN, grant).orElseThrow();
    }

    private JitAccess node(Entitlement entitlement) {
        Identity ann = Samples.person("ann");
        Identity root = new Identity(
                ROOT,
                ann.kind(),
                "root",
                java.util.Optional.empty(),
                true,
                Set.of(ADMINISTRATORS),
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                Map.of());
        JitAccess jit = JitAccess.builder()
                .store(new InMemoryStore(clock))
                .directory(new StaticDirectory(List.of(ann, root)))
                .provider(provider)
                .settings(Settings.DEFAULTS.withRoles(Set.of(ADMINISTRATORS), Set.of()))
                .build();
        ApprovalPolicy policy = new ApprovalPolicy(
                new PolicyId("all"),
                List.of(new Rule("all", new Condition.Always(), new RuleOutcome.Automatic(LONGEST))));
        Eligibility eligibility = new Eligibility(
                new EligibilityId("debug"),
                "Debug",
                "",
                Subjects.users(ANN),
                Set.of(),
                List.of(entitlement),
                new DurationLimits(Duration.ofMinutes(5), LONGEST, LONGEST),
                policy.id(),
                ReasonRule.OPTIONAL,
                false,
                BundleMode.ALL_OR_NOTHING,
                Duration.ofDays(7),
                true,
                Map.of());
        jit.administration()
                .activate(ROOT, new Catalogue(List.of(policy), List.of(eligibility)))
                .orElseThrow();
        return jit;
    }
}
