package io.jitaccess.spring.rest;

import io.jitaccess.approval.Decision;
import io.jitaccess.approval.Verdict;
import io.jitaccess.id.GrantId;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An access request. */
record RequestJson(
        String id,
        long version,
        RequestState state,
        String requester,
        String beneficiary,
        String eligibility,
        long revision,
        List<EntitlementJson> entitlements,
        Duration duration,
        @Nullable Instant start,
        String reason,
        @Nullable String ticket,
        @Nullable String extending,
        RiskJson risk,
        String rule,
        List<StageJson> stages,
        int stage,
        Instant stageSince,
        OpenToJson openTo,
        List<DecisionJson> decisions,
        @Nullable String message,
        Instant createdAt,
        @Nullable Instant decidedAt,
        @Nullable String grant,
        @Nullable Instant lapsesAt,
        boolean reminded,
        boolean escalated)
        implements JsonBody {

    /** Who may decide the open stage. */
    record OpenToJson(List<String> users, List<String> groups) {}

    /** One decision. */
    record DecisionJson(int stage, String approver, Verdict verdict, String comment, Instant at, long version) {

        static DecisionJson of(Decision decision) {
            return new DecisionJson(
                    decision.stage(),
                    decision.approver().value(),
                    decision.verdict(),
                    decision.comment(),
                    decision.at(),
                    decision.requestVersion());
        }
    }

    static RequestJson of(AccessRequest request) {
        return new RequestJson(
                request.id().toString(),
                request.version(),
                request.state(),
                request.requester().value(),
                request.beneficiary().value(),
                request.eligibility().value(),
                request.revision(),
                EntitlementJson.listOf(request.entitlements()),
                request.duration(),
                request.start().orElse(null),
                request.reason(),
                request.ticket().orElse(null),
                request.extending().map(GrantId::toString).orElse(null),
                RiskJson.of(request.risk()),
                request.rule(),
                StageJson.listOf(request.stages()),
                request.stage(),
                request.stageSince(),
                new OpenToJson(
                        StageJson.texts(request.approvers().users()),
                        StageJson.texts(request.approvers().groups())),
                request.decisions().stream().map(DecisionJson::of).toList(),
                request.message().orElse(null),
                request.createdAt(),
                request.decidedAt().orElse(null),
                request.grant().map(GrantId::toString).orElse(null),
                request.lapsesAt().orElse(null),
                request.reminded(),
                request.escalated());
    }
}
