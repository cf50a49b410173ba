package io.jitaccess.testkit.model;

import io.jitaccess.Settings;
import io.jitaccess.approval.ApprovalPolicy;
import io.jitaccess.approval.Approvers;
import io.jitaccess.approval.Condition;
import io.jitaccess.approval.PolicyId;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.approval.Stage;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.DurationLimits;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.eligibility.ReasonRule;
import io.jitaccess.eligibility.Subjects;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.testkit.InMemoryDirectory;
import io.jitaccess.testkit.provider.FakeKind;
import io.jitaccess.testkit.provider.FakeProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who there is and what they may ask for: few people and targets, so that they meet. */
final class Company {

    static final IdentityId ROOT = new IdentityId("root");
    static final List<String> HOLDERS = List.of("ann", "ben", "amy", "robot");
    static final List<String> DECIDERS = List.of("lea", "max", "kim", "ann");
    static final List<String> PRINCIPALS = List.of("ann", "ben", "robot");
    static final List<String> TARGETS = List.of("group:g1", "timed:t1", "binding:b1", "varied:v1", "laggy:l1");
    static final FakeKind VARIED = FakeKind.laggy().named("varied").withPromptReads();
    static final int EDITIONS = 3;
    private static final Approvers LEADS = Approvers.groups(new GroupId("leads"));
    private static final RuleOutcome AUTOMATIC = new RuleOutcome.Automatic(Duration.ofHours(3));

    static final Settings SETTINGS = new Settings(
            Set.of(new GroupId("admins")),
            Set.of(new GroupId("auditors")),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            200,
            64,
            100_000,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ZERO,
            Duration.ZERO);

    private final FakeProvider provider;

    Company(FakeProvider provider) {
        this.provider = provider;
    }

    static List<FakeKind> kinds() {
        return List.of(
                FakeKind.group(),
                FakeKind.binding(),
                FakeKind.timed(),
                FakeKind.login(),
                FakeKind.token(),
                FakeKind.laggy(),
                VARIED);
    }

    static void returns(InMemoryDirectory directory, String who) {
        switch (who) {
            // a second account of one person, and at the provider the same principal
            case "amy" ->
                directory.put(new Identity(
                        new IdentityId("amy"),
                        IdentityKind.HUMAN,
                        "amy",
                        Optional.empty(),
                        true,
                        Set.of(new GroupId("dev")),
                        Optional.of(new IdentityId("lea")),
                        Optional.of(new IdentityId("ann")),
                        Map.of("fake.principal", "ann")));
            case "robot" -> directory.service("lea", "robot", "dev");
            case "lea", "max" -> directory.person(who, "leads");
            case "kim" -> directory.person(who, "leads", "dev");
            case "root" -> directory.person(who, "admins");
            default -> directory.personManagedBy("lea", who, "dev");
        }
    }

    static InMemoryDirectory directory() {
        InMemoryDirectory directory = new InMemoryDirectory();
        List.of("ann", "ben", "amy", "robot", "lea", "max", "kim", "root").forEach(who -> returns(directory, who));
        return directory;
    }

    Entitlement target(String text) {
        String[] parts = text.split(":", 2);
        return provider.to(parts[0], parts[1]);
    }

    /** The first edition offers everything, the second less of it, the third for a shorter time. */
    Catalogue catalogue(int edition) {
        Duration total = edition == 2 ? Duration.ofHours(2) : Duration.ofHours(4);
        List<ApprovalPolicy> policies = new ArrayList<>();
        List<Eligibility> offers = new ArrayList<>();
        offer(policies, offers, "group", AUTOMATIC, BundleMode.ALL_OR_NOTHING, total, "group:g1");
        offer(policies, offers, "timed", AUTOMATIC, BundleMode.ALL_OR_NOTHING, total, "timed:t1");
        offer(policies, offers, "bound", AUTOMATIC, BundleMode.ALL_OR_NOTHING, total, "binding:b1");
        offer(policies, offers, "secret", AUTOMATIC, BundleMode.BEST_EFFORT, total, "login:d1", "token:k1");
        offer(policies, offers, "slow", AUTOMATIC, BundleMode.BEST_EFFORT, total, "laggy:l1", "varied:v1");
        if (edition != 1) {
            RuleOutcome one = staged(Stage.of("leads", LEADS, 1));
            RuleOutcome two = staged(Stage.of("lead", LEADS, 1), Stage.of("leads", LEADS, 2));
            offer(policies, offers, "again", one, BundleMode.BEST_EFFORT, total, "group:G1", "timed:T1");
            offer(
                    policies,
                    offers,
                    "all",
                    two,
                    BundleMode.ALL_OR_NOTHING,
                    total,
                    "binding:b1",
                    "group:g1",
                    "varied:v1");
        }
        return new Catalogue(policies, offers);
    }

    static final List<String> ELIGIBILITIES = List.of("group", "timed", "bound", "secret", "slow", "again", "all");

    private static RuleOutcome staged(Stage... stages) {
        return new RuleOutcome.Staged(List.of(stages), Duration.ofHours(2));
    }

    private void offer(
            List<ApprovalPolicy> policies,
            List<Eligibility> offers,
            String id,
            RuleOutcome outcome,
            BundleMode bundle,
            Duration total,
            String... targets) {
        PolicyId policy = new PolicyId(id);
        policies.add(new ApprovalPolicy(policy, List.of(new Rule("only", new Condition.Always(), outcome))));
        offers.add(new Eligibility(
                new EligibilityId(id),
                id,
                "",
                new Subjects(Set.of(), Set.of(new GroupId("dev")), Set.of(IdentityKind.HUMAN, IdentityKind.SERVICE)),
                Set.of(new GroupId("leads")),
                List.of(targets).stream().map(this::target).toList(),
                new DurationLimits(Duration.ofSeconds(1), Duration.ofHours(2), total),
                policy,
                ReasonRule.OPTIONAL,
                false,
                bundle,
                Duration.ofHours(2),
                true,
                Map.of()));
    }
}
