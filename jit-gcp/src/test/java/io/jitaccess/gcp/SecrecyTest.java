package io.jitaccess.gcp;

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
import io.jitaccess.testkit.provider.ProviderFaults.Kind;
import io.jitaccess.testkit.store.InMemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A token goes through the whole library, and what the library keeps of it is looked through. */
class SecrecyTest {

    private static final IdentityId PIPELINE = new IdentityId(World.ONE);
    private static final IdentityId OWNER = new IdentityId("owner");
    private static final GroupId ADMINS = new GroupId("admins");
    private static final EligibilityId RELEASE = new EligibilityId("release");

    @Test
    void no_row_event_or_message_holds_a_token_that_was_collected_or_refused() {
        try (World world = new World();
                GcpProvider provider =
                        world.builder().serviceAccounts(List.of(World.TARGET)).build()) {
            InMemoryStore store = new InMemoryStore(world.clock);
            JitAccess jit = JitAccess.builder()
                    .store(store)
                    .directory(new StaticDirectory(List.of(
                            World.identity(World.ONE, IdentityKind.SERVICE, Optional.of(World.ONE), true, Map.of()),
                            new Identity(
                                    OWNER,
                                    IdentityKind.HUMAN,
                                    "owner",
                                    Optional.empty(),
                                    true,
                                    Set.of(ADMINS),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Map.of()))))
                    .provider(provider)
                    .channel(new LoggingChannel())
                    .settings(Settings.DEFAULTS.withRoles(Set.of(ADMINS), Set.of()))
                    .build();
            try {
                jit.administration().activate(OWNER, catalogue()).orElseThrow();
                GrantId grant = jit.requests()
                        .request(PIPELINE, RequestDraft.of(RELEASE, Duration.ofHours(1), "a release"))
                        .orElseThrow()
                        .grant()
                        .orElseThrow();
                jit.runDue();
                Credential token = jit.grants().collect(PIPELINE, grant, 0).orElseThrow();
                assertThat(token.fields().get("accessToken")).startsWith(FakeTokens.CANARY);
                for (Kind fault : List.of(Kind.FORBIDDEN, Kind.SERVER_ERROR, Kind.ANSWER_LOST, Kind.THROTTLED)) {
                    world.google.begin(fault);
                    jit.grants().collect(PIPELINE, grant, 0);
                    world.google.heal();
                }
                List<String> kept = KeptTexts.of(store);
                jit.grants().release(PIPELINE, grant, "").orElseThrow();
                jit.runDue();
                kept.addAll(KeptTexts.of(store));

                assertThat(kept)
                        .contains("a release", "CREDENTIAL_COLLECTED", World.TARGET)
                        .noneMatch(text -> text.contains("canary"));
                assertThat(String.join(" ", kept)).contains("Outbox");
                assertThat(jit.grants().find(PIPELINE, grant).toString()).doesNotContain("canary");
            } finally {
                jit.close();
            }
        }
    }

    private static Catalogue catalogue() {
        PolicyId policy = new PolicyId("at-once");
        Rule always = new Rule("always", new Condition.Always(), new RuleOutcome.Automatic(Duration.ofHours(4)));
        return new Catalogue(
                List.of(new ApprovalPolicy(policy, List.of(always))),
                List.of(new Eligibility(
                        RELEASE,
                        "Release",
                        "",
                        new Subjects(Set.of(PIPELINE), Set.of(), Set.of(IdentityKind.SERVICE)),
                        Set.of(),
                        List.of(World.token(World.TARGET)),
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
