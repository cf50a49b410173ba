package io.jitaccess.jdbc.baddays;

import io.jitaccess.Settings;
import io.jitaccess.approval.ApprovalPolicy;
import io.jitaccess.approval.Approvers;
import io.jitaccess.approval.Condition;
import io.jitaccess.approval.PolicyId;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.approval.Stage;
import io.jitaccess.directory.StaticDirectory;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who works here, what they may ask for, and how the nodes are set: everything short. */
final class Company {

    static final List<IdentityId> PEOPLE = Stream.of("ann", "bob", "cem", "dia", "eve", "fay")
            .map(IdentityId::new)
            .toList();
    static final IdentityId LEAD = new IdentityId("lea");
    /** One of the people, who asks too and may decide what the others ask. */
    static final IdentityId DEPUTY = new IdentityId("fay");
    /** How long a grant lasts at most, with all that it is extended by. */
    static final Duration LONGEST = Duration.ofSeconds(12);

    static final IdentityId ROOT = new IdentityId("root");
    static final List<String> TARGETS = List.of("a", "b", "c");
    static final Duration DRIFT_EVERY = Duration.ofSeconds(2);

    private static final GroupId DEVELOPERS = new GroupId("developers");
    private static final GroupId LEADS = new GroupId("leads");
    private static final GroupId ADMINS = new GroupId("admins");

    private Company() {}

    static StaticDirectory directory() {
        List<Identity> all = new ArrayList<>();
        PEOPLE.forEach(id -> all.add(id.equals(DEPUTY) ? person(id, DEVELOPERS, LEADS) : person(id, DEVELOPERS)));
        all.add(person(LEAD, LEADS));
        all.add(person(ROOT, ADMINS));
        return new StaticDirectory(all);
    }

    private static Identity person(IdentityId id, GroupId... groups) {
        return new Identity(
                id,
                IdentityKind.HUMAN,
                id.value(),
                Optional.empty(),
                true,
                Set.of(groups),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    static Settings settings() {
        return new Settings(
                Set.of(ADMINS),
                Set.of(),
                Duration.ofMillis(100),
                Duration.ofSeconds(3),
                50,
                4,
                200,
                Duration.ofMillis(50),
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                DRIFT_EVERY,
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ofSeconds(2));
    }

    /** Under what a person asks for one kind of access to one target. */
    static EligibilityId eligibility(TruthKind kind, String target) {
        return new EligibilityId(kind.id() + "-" + target);
    }

    /** All kinds of one target at once. */
    static EligibilityId bundle(String target) {
        return new EligibilityId("all-" + target);
    }

    /** @param edition two editions differ in a text that means nothing */
    static Catalogue catalogue(int edition) {
        ApprovalPolicy automatic = policy("automatic", new RuleOutcome.Automatic(LONGEST));
        ApprovalPolicy staged = policy(
                "staged",
                new RuleOutcome.Staged(List.of(Stage.of("leads", Approvers.groups(LEADS), 1)), Duration.ofSeconds(4)));
        List<Eligibility> eligibilities = new ArrayList<>();
        for (String target : TARGETS) {
            for (TruthKind kind : TruthKind.values()) {
                PolicyId policy = kind == TruthKind.SEAT ? staged.id() : automatic.id();
                eligibilities.add(eligibility(eligibility(kind, target), policy, edition, List.of(kind.to(target))));
            }
            eligibilities.add(eligibility(
                    bundle(target),
                    staged.id(),
                    edition,
                    Stream.of(TruthKind.values()).map(kind -> kind.to(target)).toList()));
        }
        return new Catalogue(List.of(automatic, staged), eligibilities);
    }

    private static ApprovalPolicy policy(String name, RuleOutcome outcome) {
        return new ApprovalPolicy(new PolicyId(name), List.of(new Rule(name, new Condition.Always(), outcome)));
    }

    private static Eligibility eligibility(
            EligibilityId id, PolicyId policy, int edition, List<Entitlement> entitlements) {
        return new Eligibility(
                id,
                id.value(),
                "edition " + edition,
                Subjects.groups(DEVELOPERS),
                Set.of(),
                entitlements,
                new DurationLimits(Duration.ofSeconds(1), Duration.ofSeconds(6), LONGEST),
                policy,
                ReasonRule.OPTIONAL,
                false,
                id.value().endsWith("-a") ? BundleMode.ALL_OR_NOTHING : BundleMode.BEST_EFFORT,
                Duration.ofSeconds(10),
                true,
                Map.of());
    }
}
