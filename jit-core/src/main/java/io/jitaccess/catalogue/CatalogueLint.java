package io.jitaccess.catalogue;

import io.jitaccess.approval.ApprovalPolicy;
import io.jitaccess.approval.PolicyId;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.Directory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Judges whether a catalogue can do what it says: before it comes into force from its values and the registered
 * providers alone, and later, for single eligibilities, against the directory. Changes nothing. Thread-safe.
 */
public final class CatalogueLint {

    private CatalogueLint() {}

    /**
     * Judges from the values alone: no network. One list has at most 500 problems.
     *
     * @param providers all that are registered, with distinct ids
     */
    public static LintReport check(Catalogue catalogue, Collection<? extends AccessProvider> providers) {
        Findings errors = new Findings();
        Findings warnings = new Findings();
        Map<PolicyId, List<Eligibility>> uses =
                catalogue.eligibilities().stream().collect(Collectors.groupingBy(Eligibility::policy));
        for (ApprovalPolicy policy : catalogue.policies()) {
            new PolicyLint(policy, uses.getOrDefault(policy.id(), List.of()), errors, warnings).check();
        }
        Map<ProviderId, AccessProvider> byId = new TreeMap<>();
        providers.forEach(provider -> byId.put(provider.id(), provider));
        for (Eligibility eligibility : catalogue.eligibilities()) {
            new EntitlementLint(byId, errors, warnings).check(eligibility);
            new ApproverLint(eligibility, catalogue.policyOf(eligibility), errors, warnings).check();
        }
        return new LintReport(errors.list(), warnings.list());
    }

    /**
     * Says which eligibilities cannot work for what the directory says now, each with the reason for people: nobody is
     * left whom it is for, or a stage of its policy can no longer find enough approvers. What the directory does not
     * answer disables nothing; after {@value DirectoryLint#MOST_UNKNOWN} such answers the rest is not asked for. May use
     * the network, through the directory.
     */
    public static Map<EligibilityId, String> disabled(Catalogue catalogue, Directory directory) {
        return new DirectoryLint(catalogue, directory).disabled();
    }
}
