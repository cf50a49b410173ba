package io.jitaccess.benchmarks;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whom and what the tables are about: eligibility number i is for the members of group number i. */
final class Company {

    static final IdentityId ROOT = new IdentityId("root");
    static final IdentityId LEA = new IdentityId("lea");
    static final GroupId ADMINISTRATORS = new GroupId("administrators");
    static final GroupId LEADS = new GroupId("leads");
    static final GroupId ON_CALL = new GroupId("on-call");
    static final GroupId EVERYBODY = new GroupId("everybody");

    /** An hour passes by itself, for those on call as well; the rest asks a lead. */
    static final Duration SHORT = Duration.ofHours(1);

    static final Duration LONGEST = Duration.ofHours(4);

    private Company() {}

    static GroupId group(int number) {
        return new GroupId("team-" + number);
    }

    static EligibilityId eligibilityId(int number) {
        return new EligibilityId("debug-" + number);
    }

    /** That many eligibilities, each for its own group, under one policy of three rules. */
    static Catalogue catalogue(int eligibilities) {
        List<Eligibility> all = new ArrayList<>(eligibilities);
        for (int i = 0; i < eligibilities; i++) {
            all.add(eligibility(i, group(i)));
        }
        return new Catalogue(List.of(POLICY), all);
    }

    /** That many eligibilities for everybody, each staged. */
    static Catalogue forEverybody(int eligibilities) {
        List<Eligibility> all = new ArrayList<>(eligibilities);
        for (int i = 0; i < eligibilities; i++) {
            all.add(eligibility(i, EVERYBODY));
        }
        return new Catalogue(List.of(POLICY), all);
    }

    private static final ApprovalPolicy POLICY = new ApprovalPolicy(
            new PolicyId("debugging"),
            List.of(
                    new Rule("short", new Condition.DurationAtMost(SHORT), new RuleOutcome.Automatic(LONGEST)),
                    new Rule(
                            "on call",
                            new Condition.BeneficiaryInGroup(Set.of(ON_CALL)),
                            new RuleOutcome.Automatic(LONGEST)),
                    new Rule(
                            "others",
                            new Condition.Always(),
                            new RuleOutcome.Staged(
                                    List.of(Stage.of("leads", Approvers.groups(LEADS), 1)),
                                    RuleOutcome.Staged.DEFAULT_LAPSE))));

    private static Eligibility eligibility(int number, GroupId group) {
        return new Eligibility(
                eligibilityId(number),
                "Debug application " + number,
                "",
                Subjects.groups(group),
                Set.of(),
                List.of(entitlement(number)),
                new DurationLimits(Duration.ofSeconds(1), LONGEST, LONGEST),
                POLICY.id(),
                ReasonRule.OPTIONAL,
                false,
                BundleMode.ALL_OR_NOTHING,
                Duration.ofDays(7),
                true,
                Map.of());
    }

    static Entitlement entitlement(int number) {
        return Entitlement.of("fake", "group", Map.of("name", "application-" + number));
    }

    static Identity person(String id, Set<GroupId> groups) {
        return new Identity(
                new IdentityId(id),
                IdentityKind.HUMAN,
                id,
                Optional.of(id + "@example.org"),
                true,
                groups,
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
