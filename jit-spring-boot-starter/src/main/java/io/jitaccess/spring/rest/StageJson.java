package io.jitaccess.spring.rest;

import io.jitaccess.approval.Approvers;
import io.jitaccess.approval.Stage;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of an approval. */
record StageJson(
        String name,
        ApproversJson approvers,
        int quorum,
        int denials,
        @Nullable Duration remindAfter,
        @Nullable EscalationJson escalation) {

    /** Who may decide. */
    record ApproversJson(List<String> users, List<String> groups, boolean manager, List<String> entitlementAttributes) {

        static ApproversJson of(Approvers approvers) {
            return new ApproversJson(
                    texts(approvers.users()),
                    texts(approvers.groups()),
                    approvers.manager(),
                    texts(approvers.entitlementAttributes()));
        }
    }

    /** Further approvers, who join a silent stage. */
    record EscalationJson(Duration after, ApproversJson to) {}

    static StageJson of(Stage stage) {
        return new StageJson(
                stage.name(),
                ApproversJson.of(stage.approvers()),
                stage.quorum(),
                stage.denials(),
                stage.remindAfter().orElse(null),
                stage.escalation()
                        .map(e -> new EscalationJson(e.after(), ApproversJson.of(e.to())))
                        .orElse(null));
    }

    static List<StageJson> listOf(List<Stage> stages) {
        return stages.stream().map(StageJson::of).toList();
    }

    static List<String> texts(Collection<?> ids) {
        return ids.stream().map(Object::toString).sorted().toList();
    }
}
