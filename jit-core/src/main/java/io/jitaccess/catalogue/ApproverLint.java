package io.jitaccess.catalogue;

import io.jitaccess.approval.ApprovalPolicy;
import io.jitaccess.approval.Approvers;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.approval.Stage;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.identity.IdentityId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Judges a policy for one eligibility: whether its stages find approvers other than those who ask, and its limits. */
final class ApproverLint {

    private final Eligibility eligibility;
    private final ApprovalPolicy policy;
    private final Findings errors;
    private final Findings warnings;
    private final String at;

    ApproverLint(Eligibility eligibility, ApprovalPolicy policy, Findings errors, Findings warnings) {
        this.eligibility = eligibility;
        this.policy = policy;
        this.errors = errors;
        this.warnings = warnings;
        this.at = "eligibilities[" + eligibility.id() + "].policy";
    }

    void check() {
        for (Rule rule : policy.rules()) {
            if (rule.then() instanceof RuleOutcome.Automatic automatic) {
                limit(rule, automatic);
            } else if (rule.then() instanceof RuleOutcome.Staged staged) {
                staged.stages().forEach(stage -> stage(rule, stage));
            }
        }
    }

    private void limit(Rule rule, RuleOutcome.Automatic automatic) {
        if (automatic.upTo().compareTo(eligibility.duration().longestTotal()) > 0) {
            warnings.add(
                    at,
                    "limit-above-eligibility",
                    "the rule " + rule.name() + " approves up to " + automatic.upTo()
                            + " automatically, but longestTotal is "
                            + eligibility.duration().longestTotal());
        }
        if (automatic.upTo().compareTo(eligibility.duration().shortest()) < 0) {
            warnings.add(
                    at,
                    "limit-below-eligibility",
                    "the rule " + rule.name() + " approves up to " + automatic.upTo()
                            + " automatically, but shortest is "
                            + eligibility.duration().shortest() + ": it never decides here");
        }
    }

    private void stage(Rule rule, Stage stage) {
        Approvers approvers = stage.approvers();
        if (!valuesAreIdentities(rule, stage) || !approvers.groups().isEmpty()) {
            return;
        }
        int managers = approvers.manager() ? 1 : 0;
        Set<IdentityId> named = named(approvers);
        if (named.size() + managers < stage.quorum()) {
            // of users and people's managers alone the policy itself is to blame, and said to be
            if (!approvers.entitlementAttributes().isEmpty()) {
                errors.add(
                        at,
                        "quorum-unreachable",
                        where(rule, stage) + PolicyLint.needs(stage.quorum(), "approve", named.size() + managers));
            }
        } else if (eligibility.who().groups().isEmpty()) {
            ownAccess(rule, stage, named, managers);
        }
    }

    /** Nobody approves their own access: who asks is no approver. */
    private void ownAccess(Rule rule, Stage stage, Set<IdentityId> named, int managers) {
        List<IdentityId> stuck = eligibility.who().users().stream()
                .filter(user -> named.contains(user) && named.size() - 1 + managers < stage.quorum())
                .sorted()
                .toList();
        if (stuck.isEmpty()) {
            return;
        }
        boolean everybody = stuck.size() == eligibility.who().users().size();
        String message = where(rule, stage) + "nobody approves their own access, so too few are left to approve for "
                + (everybody ? "anybody" : stuck.size() <= 5 ? stuck.toString() : stuck.size() + " users");
        if (everybody) {
            errors.add(at, "own-approval", message);
        } else {
            warnings.add(at, "own-approval", message);
        }
    }

    private Set<IdentityId> named(Approvers approvers) {
        Set<IdentityId> named = new HashSet<>(approvers.users());
        for (Entitlement entitlement : eligibility.entitlements()) {
            for (String name : approvers.entitlementAttributes()) {
                entitlement.attribute(name).map(IdentityId::new).ifPresent(named::add);
            }
        }
        return named;
    }

    /** Whether every value that names an approver can be an id; says which cannot. */
    private boolean valuesAreIdentities(Rule rule, Stage stage) {
        boolean good = true;
        for (int i = 0; i < eligibility.entitlements().size(); i++) {
            for (String name : stage.approvers().entitlementAttributes()) {
                String value = eligibility.entitlements().get(i).attribute(name).orElse("");
                if (value.length() > 200) {
                    good = false;
                    errors.add(
                            "eligibilities[" + eligibility.id() + "].entitlements[" + i + "].attributes." + name,
                            "no-identity",
                            where(rule, stage) + "the value must be an identity's id, of at most 200 characters");
                }
            }
        }
        return good;
    }

    private static String where(Rule rule, Stage stage) {
        return "rule " + rule.name() + ", stage " + stage.name() + ": ";
    }
}
