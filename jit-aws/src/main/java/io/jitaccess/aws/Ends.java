package io.jitaccess.aws;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.policybuilder.iam.IamCondition;
import software.amazon.awssdk.policybuilder.iam.IamConditionOperator;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/** When a written policy ends by itself. */
final class Ends {

    private Ends() {}

    /** The last end of its Allow statements; empty if one of them does not end, or the text cannot be read. */
    static Optional<Instant> of(String document) {
        IamPolicy policy;
        try {
            policy = IamPolicy.fromJson(document);
        } catch (SdkException | IllegalArgumentException | java.io.UncheckedIOException e) {
            return Optional.empty();
        }
        Optional<Instant> last = Optional.empty();
        for (IamStatement statement : policy.statements()) {
            if (statement.effect().equals(IamEffect.ALLOW)) {
                Optional<Instant> end = of(statement);
                if (end.isEmpty()) {
                    return Optional.empty();
                }
                last = last.filter(end.get()::isBefore).or(() -> end);
            }
        }
        return last;
    }

    /** Several values of one key mean any of them: then the last counts. */
    private static Optional<Instant> of(IamStatement statement) {
        return statement.conditions().stream()
                .filter(condition -> condition.operator().equals(IamConditionOperator.DATE_LESS_THAN))
                .filter(condition -> condition.key().value().equalsIgnoreCase(Policy.TIME))
                .map(IamCondition::value)
                .flatMap(value -> Policy.time(value).stream())
                .max(Instant::compareTo);
    }
}
