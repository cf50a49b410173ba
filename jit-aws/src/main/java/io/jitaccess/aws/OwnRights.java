package io.jitaccess.aws;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

/**
 * Asks IAM's simulator which rights the library's own account lacks; changes nothing. Rights to single roles are asked
 * for on the roles that entitlements name, as far as they were verified here.
 */
final class OwnRights {

    private static final String ASSUMED = "assumed-role/";

    /** About how many roles the simulator is asked in one call; AWS's reference names no limit. */
    private static final int AT_ONCE = 100;

    /** On how many roles rights are looked at. */
    static final int MOST_ROLES = 1_000;

    /** For one right, the roles after these are counted alone. */
    private static final int NAMED = 10;

    private final AwsClients aws;
    private final Set<EntitlementKind> enabled;
    private final Set<Operation.Extra> extras;
    private final Set<String> roles = new LinkedHashSet<>();

    OwnRights(AwsClients aws, Set<EntitlementKind> enabled, Set<Operation.Extra> extras) {
        this.aws = aws;
        this.enabled = Set.copyOf(enabled);
        this.extras = Set.copyOf(extras);
    }

    /**
     * From now on the check asks for rights on that role, too.
     *
     * @return false where it does not, as there are too many
     */
    boolean concerns(String role) {
        synchronized (roles) {
            return roles.contains(role) || (roles.size() < MOST_ROLES && roles.add(role));
        }
    }

    List<MissingRight> missing() {
        List<Operation> all = Operation.of(enabled, extras);
        String self = self();
        if (self.isEmpty()) {
            return List.of(missing(Operation.IAM_GET_ROLE, "without it the rights of a role cannot be looked at"));
        }
        List<String> named;
        synchronized (roles) {
            named = List.copyOf(roles);
        }
        try {
            List<MissingRight> missing = new ArrayList<>(
                    missing(self, all.stream().filter(each -> !each.isOnRoles()).toList(), List.of()));
            List<Operation> onRoles = all.stream().filter(Operation::isOnRoles).toList();
            for (int from = 0; from < named.size(); from += AT_ONCE) {
                missing.addAll(missing(self, onRoles, named.subList(from, Math.min(named.size(), from + AT_ONCE))));
            }
            return missing;
        } catch (SdkException e) {
            if (Failure.isForbidden(e)) {
                return List.of(missing(Operation.IAM_SIMULATE, "without it no other right can be looked at"));
            }
            throw new ProviderException(Failure.say(e));
        }
    }

    /** @param resources on each of which they are needed; none: on everything */
    private List<MissingRight> missing(String self, List<Operation> operations, List<String> resources) {
        Map<String, List<Operation>> needed = new TreeMap<>();
        operations.forEach(each ->
                needed.computeIfAbsent(each.right(), right -> new ArrayList<>()).add(each));
        if (needed.isEmpty()) {
            return List.of();
        }
        List<MissingRight> missing = new ArrayList<>();
        Set<String> unanswered = new TreeSet<>(needed.keySet());
        for (EvaluationResult result : aws.iam()
                .simulatePrincipalPolicyPaginator(ask -> ask.policySourceArn(self)
                        .actionNames(needed.keySet())
                        .resourceArns(resources)
                        .maxItems(1000))
                .evaluationResults()) {
            unanswered.remove(result.evalActionName());
            Set<String> refused = refused(result);
            for (Operation operation : needed.getOrDefault(result.evalActionName(), List.of())) {
                refused.forEach(detail -> missing.add(missing(operation, detail)));
            }
        }
        for (String right : unanswered) {
            needed.getOrDefault(right, List.of())
                    .forEach(operation -> missing.add(missing(operation, "IAM's simulator says nothing of it")));
        }
        return missing;
    }

    /** What the simulator says, for each resource that it does not allow. */
    private static Set<String> refused(EvaluationResult result) {
        Set<String> refused = new TreeSet<>();
        result.resourceSpecificResults().stream()
                .filter(each -> each.evalResourceDecision() != PolicyEvaluationDecisionType.ALLOWED)
                .forEach(each -> refused.add("on " + each.evalResourceName() + " IAM's simulator says "
                        + each.evalResourceDecisionAsString()));
        if (refused.isEmpty() && result.evalDecision() != PolicyEvaluationDecisionType.ALLOWED) {
            refused.add("asked about every resource, IAM's simulator says " + result.evalDecisionAsString()
                    + "; it may be given on some alone, which is not seen here");
        }
        if (refused.size() > NAMED + 1) {
            Set<String> first = new TreeSet<>(refused.stream().limit(NAMED).toList());
            first.add("and on " + (refused.size() - NAMED) + " more");
            return first;
        }
        return refused;
    }

    /** The user's or role's own ARN; that of a session has lost the role's path. Empty if the role may not be read. */
    private String self() {
        try {
            Arn caller = Arn.fromString(aws.sts().getCallerIdentity().arn());
            String resource = caller.resourceAsString();
            if (!resource.startsWith(ASSUMED)) {
                return caller.toString();
            }
            String name = resource.substring(ASSUMED.length(), resource.lastIndexOf('/'));
            return aws.iam().getRole(ask -> ask.roleName(name)).role().arn();
        } catch (SdkException e) {
            if (Failure.isForbidden(e)) {
                return "";
            }
            throw new ProviderException(Failure.say(e));
        }
    }

    private static MissingRight missing(Operation operation, String detail) {
        return new MissingRight(operation.right(), operation.kinds(), operation.use() + ": " + detail);
    }
}
