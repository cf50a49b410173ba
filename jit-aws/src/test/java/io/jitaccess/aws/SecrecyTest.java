package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.notify.LoggingChannel;
import io.jitaccess.request.RequestDraft;
import io.jitaccess.spi.CredentialIssuer.Credential;
import io.jitaccess.testkit.KeptTexts;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.provider.ProviderFaults.Kind;
import io.jitaccess.testkit.store.InMemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Credentials of a session go through the whole library, and what the library keeps of it is looked through. */
class SecrecyTest {

    private static final IdentityId ANN = new IdentityId("ann");
    private static final IdentityId OWNER = new IdentityId("owner");
    private static final GroupId ADMINS = new GroupId("admins");
    private static final EligibilityId WIDE = new EligibilityId("wide");

    @Test
    void no_row_event_or_message_holds_a_credential_that_was_collected_or_refused() {
        TestClock clock = new TestClock();
        try (FakeAws aws = new FakeAws(clock);
                AwsProvider provider = Samples.provider(aws)) {
            InMemoryStore store = new InMemoryStore(clock);
            aws.iam.roles.add("wide");
            try (JitAccess jit = JitAccess.builder()
                    .store(store)
                    .directory(new StaticDirectory(List.of(person(ANN, Set.of()), person(OWNER, Set.of(ADMINS)))))
                    .provider(provider)
                    .channel(new LoggingChannel())
                    .settings(Settings.DEFAULTS.withRoles(Set.of(ADMINS), Set.of()))
                    .build()) {
                jit.administration().activate(OWNER, catalogue()).orElseThrow();
                GrantId grant = jit.requests()
                        .request(ANN, RequestDraft.of(WIDE, Duration.ofHours(1), "a look"))
                        .orElseThrow()
                        .grant()
                        .orElseThrow();
                jit.runDue();
                Credential credential = jit.grants().collect(ANN, grant, 0).orElseThrow();
                assertThat(credential.fields().values()).anyMatch(text -> text.contains("canary"));
                for (Kind fault : List.of(Kind.FORBIDDEN, Kind.SERVER_ERROR, Kind.ANSWER_LOST, Kind.THROTTLED)) {
                    aws.begin(fault);
                    jit.grants().collect(ANN, grant, 0);
                    aws.heal();
                }
                List<String> kept = KeptTexts.of(store);
                jit.grants().release(ANN, grant, "").orElseThrow();
                jit.runDue();
                kept.addAll(KeptTexts.of(store));

                assertThat(kept)
                        .contains("a look", "CREDENTIAL_COLLECTED", FakeIam.roleArn("wide"))
                        .noneMatch(text -> text.contains("canary"));
                assertThat(String.join(" ", kept)).contains("Outbox");
                assertThat(jit.grants().find(ANN, grant).toString()).doesNotContain("canary");
            }
        }
    }

    private static Identity person(IdentityId id, Set<GroupId> groups) {
        return new Identity(
                id,
                IdentityKind.HUMAN,
                id.value(),
                Optional.of(id.value() + "@example.com"),
                true,
                groups,
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static Catalogue catalogue() {
        PolicyId policy = new PolicyId("at-once");
        Rule always = new Rule("always", new Condition.Always(), new RuleOutcome.Automatic(Duration.ofHours(4)));
        return new Catalogue(
                List.of(new ApprovalPolicy(policy, List.of(always))),
                List.of(new Eligibility(
                        WIDE,
                        "Wide",
                        "",
                        new Subjects(Set.of(ANN), Set.of(), Set.of(IdentityKind.HUMAN)),
                        Set.of(),
                        List.of(Samples.session("wide")),
                        new DurationLimits(Duration.ofMinutes(5), Duration.ofHours(2), Duration.ofHours(4)),
                        policy,
                        ReasonRule.OPTIONAL,
                        false,
                        BundleMode.ALL_OR_NOTHING,
                        Duration.ZERO,
                        true,
                        Map.of())));
    }
}
