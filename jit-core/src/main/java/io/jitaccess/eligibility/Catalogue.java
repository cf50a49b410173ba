package io.jitaccess.eligibility;

import io.jitaccess.approval.ApprovalPolicy;
import io.jitaccess.approval.PolicyId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All eligibilities and policies of one revision: complete, immutable, indexed by id.
 *
 * <p>Building one checks what can be judged from the values alone: unique ids, and that every policy named exists.
 */
public final class Catalogue {

    public static final Catalogue EMPTY = new Catalogue(List.of(), List.of());

    private final Map<PolicyId, ApprovalPolicy> policies = new LinkedHashMap<>();
    private final Map<EligibilityId, Eligibility> eligibilities = new LinkedHashMap<>();

    /** @throws IllegalArgumentException for a repeated id or an eligibility whose policy is not there */
    public Catalogue(List<ApprovalPolicy> policies, List<Eligibility> eligibilities) {
        for (ApprovalPolicy policy : policies) {
            if (this.policies.putIfAbsent(policy.id(), policy) != null) {
                throw new IllegalArgumentException("two policies have the id " + policy.id());
            }
        }
        for (Eligibility eligibility : eligibilities) {
            if (this.eligibilities.putIfAbsent(eligibility.id(), eligibility) != null) {
                throw new IllegalArgumentException("two eligibilities have the id " + eligibility.id());
            }
            if (!this.policies.containsKey(eligibility.policy())) {
                throw new IllegalArgumentException(
                        "eligibility " + eligibility.id() + " names the unknown policy " + eligibility.policy());
            }
        }
    }

    public List<ApprovalPolicy> policies() {
        return List.copyOf(policies.values());
    }

    public List<Eligibility> eligibilities() {
        return List.copyOf(eligibilities.values());
    }

    public Optional<Eligibility> eligibility(EligibilityId id) {
        return Optional.ofNullable(eligibilities.get(id));
    }

    /** The policy of an eligibility of this catalogue. */
    public ApprovalPolicy policyOf(Eligibility eligibility) {
        ApprovalPolicy policy = policies.get(eligibility.policy());
        if (policy == null) {
            throw new IllegalArgumentException("eligibility " + eligibility.id() + " is not of this catalogue");
        }
        return policy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Catalogue that
                && policies().equals(that.policies())
                && eligibilities().equals(that.eligibilities());
    }

    @Override
    public int hashCode() {
        return policies.hashCode() * 31 + eligibilities.hashCode();
    }

    @Override
    public String toString() {
        return "Catalogue[" + eligibilities.size() + " eligibilities, " + policies.size() + " policies]";
    }
}
