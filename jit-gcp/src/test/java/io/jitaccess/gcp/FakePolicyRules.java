package io.jitaccess.gcp;

import io.jitaccess.gcp.FakeGoogle.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Google refuses in a policy.
 *
 * @param resource whose policy it is
 * @param accounts the members that exist
 * @param notUniform whether it is a bucket that takes no conditions
 * @param domain of which people alone may be; empty: any
 */
record FakePolicyRules(String resource, Set<String> accounts, boolean notUniform, String domain) {

    void check(Policy policy, @org.jspecify.annotations.Nullable Object version) {
        boolean conditional = policy.bindings().stream().anyMatch(Binding::isConditional);
        // cloud.google.com/iam/docs/policies: conditions need version 3
        refuse(conditional && !"3".equals(String.valueOf(version)), "Policy version must be 3 to use conditions.");
        // cloud.google.com/storage/docs/access-control/iam#conditions
        refuse(conditional && notUniform, "Conditions require uniform bucket-level access.");
        // cloud.google.com/iam/quotas: each occurrence counts
        int members =
                policy.bindings().stream().mapToInt(b -> b.members().size()).sum();
        refuse(members > 1_500, "The number of members in the policy (" + members + ") is larger than 1500.");
        Map<String, Integer> alike = new HashMap<>();
        for (Binding binding : policy.bindings()) {
            binding(binding);
            for (String member : binding.members()) {
                int count = alike.merge(binding.role() + " " + member, 1, Integer::sum);
                // cloud.google.com/iam/quotas
                refuse(count > 20, "More than 20 bindings of one role and member.");
            }
        }
    }

    private void binding(Binding binding) {
        boolean basic = List.of("roles/owner", "roles/editor", "roles/viewer").contains(binding.role());
        // docs.cloud.google.com/iam/docs/conditions-overview
        refuse(basic && binding.isConditional(), "Conditions are not supported with basic roles.");
        for (String member : binding.members()) {
            boolean all = member.equals("allUsers") || member.equals("allAuthenticatedUsers");
            refuse(all && binding.isConditional(), "Conditions are not supported with " + member + ".");
            // docs.cloud.google.com/organization-policy/domain-restricted-sharing: it names nobody, and
            // leaves what was there before, which is what has no condition here
            refuse(
                    binding.isConditional() && !member.endsWith(domain),
                    "One or more users named in the policy do not belong to a permitted customer.");
            boolean known = all || member.startsWith("deleted:") || member.startsWith("group:");
            // "User x does not exist." as gcloud shows it
            refuse(
                    !known && accounts.stream().noneMatch(account -> FakePolicies.same(account, member)),
                    "User " + member.substring(member.indexOf(':') + 1) + " does not exist.");
        }
        if (binding.tree().get("condition") instanceof Map<?, ?> condition) {
            // the API takes CEL alone
            refuse(
                    !Cel.compiles(String.valueOf(condition.get("expression"))),
                    "The condition's expression is invalid.");
            refuse(String.valueOf(condition.get("title")).length() > 100, "The condition's title is too long.");
        }
    }

    private static void refuse(boolean wrong, String message) {
        if (wrong) {
            throw new Refusal(400, "INVALID_ARGUMENT", message);
        }
    }
}
