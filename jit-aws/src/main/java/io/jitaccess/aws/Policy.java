package io.jitaccess.aws;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.policybuilder.iam.IamConditionOperator;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamPolicyWriter;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/**
 * A policy in its normal form: actions, resources and conditions sorted, and no condition of an Allow on the time, which
 * is the library's to say. Two spellings of one policy are equal.
 */
record Policy(List<Statement> statements) {

    static final String TIME = "aws:CurrentTime";

    private static final IamPolicyWriter COMPACT =
            IamPolicyWriter.builder().prettyPrint(false).build();

    Policy {
        statements = List.copyOf(statements);
    }

    /** Everything, which only other policies limit. */
    static Policy everything() {
        return new Policy(List.of(new Statement(true, List.of("*"), List.of("*"), List.of())));
    }

    /** What is wrong with it where the library acts: a resource of another partition is nobody's there. */
    Optional<String> wrongIn(String partition) {
        return statements.stream()
                .flatMap(statement -> statement.resources().stream())
                .filter(resource -> !resource.equals("*") && !resource.startsWith("arn:" + partition + ":"))
                .findFirst()
                .map(resource -> "names a resource of another partition than the region's, " + partition);
    }

    /** As it is compared and shown; says nothing of the time. */
    String text() {
        return document(List.of(), Optional.empty());
    }

    /** A short name for {@link #text()}. */
    String digest() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The document that allows this until then, to the second, rounded down. */
    String until(Instant end) {
        return document(List.of(), Optional.of(end));
    }

    /** The same, and everything denied from then on, whatever other policies allow. */
    String untilAndNoLonger(Instant end) {
        IamStatement stop = IamStatement.builder()
                .effect(IamEffect.DENY)
                .addAction("*")
                .addResource("*")
                .addCondition(IamConditionOperator.DATE_GREATER_THAN_EQUALS, TIME, seconds(end))
                .build();
        return document(List.of(stop), Optional.of(end));
    }

    private String document(List<IamStatement> more, Optional<Instant> end) {
        List<IamStatement> written = new ArrayList<>();
        statements.forEach(statement -> written.add(statement.written(end.map(Policy::seconds))));
        written.addAll(more);
        return IamPolicy.builder().statements(written).build().toJson(COMPACT);
    }

    /** Whether whatever {@code asked} allows is allowed here; judged from the patterns, and no when that is not certain. */
    boolean covers(Policy asked) {
        boolean denies = statements.stream().anyMatch(statement -> !statement.allows());
        return !denies
                && asked.statements().stream()
                        .filter(Statement::allows)
                        .allMatch(narrow -> narrow.actions().stream()
                                .allMatch(action -> narrow.resources().stream()
                                        .allMatch(resource -> allows(action, resource, narrow.conditions()))));
    }

    private boolean allows(String action, String resource, List<Condition> conditions) {
        return statements.stream()
                .anyMatch(wide -> conditions.containsAll(wide.conditions())
                        && wide.actions().stream().anyMatch(pattern -> Wildcards.contains(pattern, action))
                        && wide.resources().stream().anyMatch(pattern -> Wildcards.contains(pattern, resource)));
    }

    private static String seconds(Instant end) {
        return end.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** When AWS reads the time in a condition; empty if it is none. */
    static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** One operator, key and its values, any of which satisfies it. */
    record Condition(String operator, String key, List<String> values) implements Comparable<Condition> {
        Condition {
            values = values.stream().sorted().distinct().toList();
        }

        boolean isOfTime() {
            return key.equalsIgnoreCase(TIME) || key.equalsIgnoreCase("aws:EpochTime");
        }

        @Override
        public int compareTo(Condition other) {
            return (operator + " " + key).compareTo(other.operator + " " + other.key);
        }
    }

    /** One statement; actions in lower case, as IAM compares them. */
    record Statement(boolean allows, List<String> actions, List<String> resources, List<Condition> conditions) {
        Statement {
            actions = actions.stream().sorted().distinct().toList();
            resources = resources.stream().sorted().distinct().toList();
            boolean allow = allows;
            conditions = conditions.stream()
                    .filter(condition -> !(allow && condition.isOfTime()))
                    .sorted()
                    .toList();
        }

        IamStatement written(Optional<String> end) {
            IamStatement.Builder statement = IamStatement.builder().effect(allows ? IamEffect.ALLOW : IamEffect.DENY);
            actions.forEach(statement::addAction);
            resources.forEach(statement::addResource);
            conditions.forEach(condition -> condition
                    .values()
                    .forEach(value -> statement.addCondition(
                            IamConditionOperator.create(condition.operator()), condition.key(), value)));
            if (allows) {
                end.ifPresent(at -> statement.addCondition(IamConditionOperator.DATE_LESS_THAN, TIME, at));
            }
            return statement.build();
        }
    }
}
