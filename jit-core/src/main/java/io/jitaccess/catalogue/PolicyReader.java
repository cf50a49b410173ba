package io.jitaccess.catalogue;

import io.jitaccess.approval.ApprovalPolicy;
import io.jitaccess.approval.Approvers;
import io.jitaccess.approval.Condition;
import io.jitaccess.approval.PolicyId;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.approval.Stage;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.internal.Attributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an approval policy. */
final class PolicyReader {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofDays(90);
    private static final List<String> OUTCOMES = List.of("automatic", "denied", "stages");

    private PolicyReader() {}

    static @Nullable ApprovalPolicy read(Input input) {
        ObjectReader policy = ObjectReader.of(input, Shape.POLICY);
        if (policy == null) {
            return null;
        }
        PolicyId id = policy.required("id", Values.id(PolicyId::new));
        List<Rule> rules = policy.required("rules", Values.list(1, 100, PolicyReader::rule));
        return id == null || rules == null ? null : policy.at("rules").build(() -> new ApprovalPolicy(id, rules));
    }

    private static @Nullable Rule rule(Input input) {
        ObjectReader rule = ObjectReader.of(input, Shape.RULE);
        if (rule == null) {
            return null;
        }
        String name = rule.required("name", Values.line("rule name", 100));
        Condition when = rule.optional("when", ConditionReader::read, new Condition.Always());
        RuleOutcome then = outcome(rule);
        return name == null || when == null || then == null
                ? null
                : rule.at("when").build(() -> new Rule(name, when, then));
    }

    private static @Nullable RuleOutcome outcome(ObjectReader rule) {
        List<String> given = OUTCOMES.stream().filter(rule::has).toList();
        if (given.size() != 1) {
            rule.input()
                    .problem(
                            "one-outcome",
                            "expected exactly one of automatic, denied and stages, found "
                                    + (given.isEmpty() ? "none" : String.join(", ", given)));
        }
        if (rule.has("lapseAfter") && !rule.has("stages")) {
            rule.at("lapseAfter").problem("unknown-field", "lapseAfter belongs to stages");
        }
        RuleOutcome automatic = rule.has("automatic") ? automatic(rule.at("automatic")) : null;
        RuleOutcome denied =
                rule.has("denied") ? Values.text(RuleOutcome.Denied::new).read(rule.at("denied")) : null;
        RuleOutcome staged = rule.has("stages") ? staged(rule) : null;
        if (given.size() != 1 || rule.has("lapseAfter") && staged == null) {
            return null;
        }
        return automatic != null ? automatic : denied != null ? denied : staged;
    }

    private static @Nullable RuleOutcome automatic(Input input) {
        ObjectReader automatic = ObjectReader.of(input, Shape.AUTOMATIC);
        Duration upTo = automatic == null
                ? null
                : automatic.required("upTo", Values.duration(SECOND, RuleOutcome.LONGEST_AUTOMATIC));
        return upTo == null ? null : input.build(() -> new RuleOutcome.Automatic(upTo));
    }

    private static @Nullable RuleOutcome staged(ObjectReader rule) {
        List<Stage> stages = rule.required("stages", Values.list(1, 10, PolicyReader::stage));
        Duration lapseAfter =
                rule.optional("lapseAfter", Values.duration(SECOND, LONGEST_WAIT), RuleOutcome.Staged.DEFAULT_LAPSE);
        return stages == null || lapseAfter == null
                ? null
                : rule.at("stages").build(() -> new RuleOutcome.Staged(stages, lapseAfter));
    }

    private static @Nullable Stage stage(Input input) {
        ObjectReader stage = ObjectReader.of(input, Shape.STAGE);
        if (stage == null) {
            return null;
        }
        String name = stage.required("name", Values.line("stage name", 100));
        Approvers approvers = stage.required("approvers", PolicyReader::approvers);
        Integer quorum = stage.optional("quorum", Values.number(1, 20), 1);
        Integer denials = stage.optional("denials", Values.number(1, 20), 1);
        Optional<Duration> remindAfter = stage.maybe("remindAfter", Values.duration(SECOND, LONGEST_WAIT));
        Optional<Stage.Escalation> escalation = stage.maybe("escalation", PolicyReader::escalation);
        return name == null
                        || approvers == null
                        || quorum == null
                        || denials == null
                        || remindAfter == null
                        || escalation == null
                ? null
                : input.build(() -> new Stage(name, approvers, quorum, denials, remindAfter, escalation));
    }

    private static Stage.@Nullable Escalation escalation(Input input) {
        ObjectReader escalation = ObjectReader.of(input, Shape.ESCALATION);
        if (escalation == null) {
            return null;
        }
        Duration after = escalation.required("after", Values.duration(SECOND, LONGEST_WAIT));
        Approvers to = escalation.required("to", PolicyReader::approvers);
        return after == null || to == null ? null : input.build(() -> new Stage.Escalation(after, to));
    }

    private static @Nullable Approvers approvers(Input input) {
        ObjectReader approvers = ObjectReader.of(input, Shape.APPROVERS);
        if (approvers == null) {
            return null;
        }
        Set<IdentityId> users = approvers.optional("users", Values.set(0, 100, Values.text(IdentityId::new)), Set.of());
        Set<GroupId> groups = approvers.optional("groups", Values.set(0, 100, Values.text(GroupId::new)), Set.of());
        Boolean manager = approvers.optional("manager", Values.bool(), false);
        Set<String> attributes = approvers.optional(
                "entitlementAttributes", Values.set(0, 100, Values.text(Attributes::name)), Set.of());
        if (users == null || groups == null || manager == null || attributes == null) {
            return null;
        }
        Approvers value = input.build(() -> new Approvers(users, groups, manager, attributes));
        if (value != null && value.isEmpty()) {
            if (approvers.isComplete()) {
                input.problem("nobody", "name at least one of users, groups, manager: true and entitlementAttributes");
            }
            return null;
        }
        return value;
    }
}
