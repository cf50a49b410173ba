package io.jitaccess.aws;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

/** Asks IAM's simulator which rights the library's own account lacks; changes nothing. */
final class OwnRights {

    private static final String ASSUMED = "assumed-role/";

    private final AwsClients aws;
    private final Set<EntitlementKind> enabled;

    OwnRights(AwsClients aws, Set<EntitlementKind> enabled) {
        this.aws = aws;
        this.enabled = Set.copyOf(enabled);
    }

    List<MissingRight> missing() {
        Map<String, Operation> needed = Operation.of(enabled).stream()
                .filter(Operation::isSimulated)
                .collect(Collectors.toMap(Operation::right, Function.identity()));
        String self = self();
        if (self.isEmpty()) {
            return List.of(missing(Operation.IAM_GET_ROLE, "without it the rights of a role cannot be looked at"));
        }
        try {
            return aws
                    .iam()
                    .simulatePrincipalPolicy(ask -> ask.policySourceArn(self)
                            .actionNames(needed.keySet().stream().sorted().toList())
                            .maxItems(1000))
                    .evaluationResults()
                    .stream()
                    .filter(result -> result.evalDecision() != PolicyEvaluationDecisionType.ALLOWED)
                    .flatMap(result -> Optional.ofNullable(needed.get(result.evalActionName())).stream()
                            .map(operation -> missing(operation, said(result))))
                    .toList();
        } catch (SdkException e) {
            if (Failure.isForbidden(e)) {
                return List.of(missing(Operation.IAM_SIMULATE, "without it no other right can be looked at"));
            }
            throw new ProviderException(Failure.say(e));
        }
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

    private static String said(EvaluationResult result) {
        return "IAM's simulator says " + result.evalDecisionAsString();
    }
}
