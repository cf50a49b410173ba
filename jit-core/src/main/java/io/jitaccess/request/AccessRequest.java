package io.jitaccess.request;

import io.jitaccess.approval.Decision;
import io.jitaccess.approval.Stage;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.internal.Text;
import io.jitaccess.risk.RiskAssessment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One ask by one identity for one beneficiary under one eligibility, as it stands at {@code version}.
 *
 * @param version 0 when new; the store adds one with each write
 * @param requester who asked
 * @param beneficiary who shall hold the access
 * @param revision the catalogue revision under which it was asked
 * @param entitlements what is asked for
 * @param duration how long; for an extension, how much longer
 * @param start the asked start; empty means at approval
 * @param reason free text, may be empty
 * @param ticket the ticket's key, if given
 * @param extending the grant to lengthen, for an extension
 * @param risk as assessed when asked
 * @param rule the policy rule that decided how this request is handled
 * @param stages what the rule demands, frozen; empty for an automatic approval or a denial by policy
 * @param stage index of the stage that is open
 * @param stageSince since when that stage is open
 * @param approvers who may decide the open stage, as resolved when it opened or was escalated; empty once final
 * @param decisions all decisions so far, in order
 * @param message for a denial: why
 * @param createdAt when it was asked
 * @param decidedAt when it became final
 * @param grant what it became
 * @param lapsesAt when it lapses undecided
 * @param reminded whether the open stage was reminded
 * @param escalated whether the open stage was escalated
 * @param nextDueAt when the library must next act on it by itself; empty once final
 * @param idempotencyKey the caller's own key: a second ask with it answers with this request
 */
public record AccessRequest(
        RequestId id,
        long version,
        RequestState state,
        IdentityId requester,
        IdentityId beneficiary,
        EligibilityId eligibility,
        long revision,
        List<Entitlement> entitlements,
        Duration duration,
        Optional<Instant> start,
        String reason,
        Optional<String> ticket,
        Optional<GrantId> extending,
        RiskAssessment risk,
        String rule,
        List<Stage> stages,
        int stage,
        Instant stageSince,
        OpenTo approvers,
        List<Decision> decisions,
        Optional<String> message,
        Instant createdAt,
        Optional<Instant> decidedAt,
        Optional<GrantId> grant,
        Optional<Instant> lapsesAt,
        boolean reminded,
        boolean escalated,
        Optional<Instant> nextDueAt,
        Optional<String> idempotencyKey) {

    /** The longest reason, in characters. */
    public static final int LONGEST_REASON = 4000;

    /**
     * Who may decide the open stage, resolved to ids: what approvers' lists are searched by. Rights are checked again
     * at each decision.
     */
    public record OpenTo(Set<IdentityId> users, Set<GroupId> groups) {

        public static final OpenTo NOBODY = new OpenTo(Set.of(), Set.of());

        public OpenTo {
            users = Set.copyOf(users);
            groups = Set.copyOf(groups);
        }
    }

    public AccessRequest {
        entitlements = List.copyOf(entitlements);
        stages = List.copyOf(stages);
        decisions = List.copyOf(decisions);
        Text.paragraph(reason, "reason", LONGEST_REASON);
        ticket.ifPresent(key -> Text.line(key, "ticket", 200));
        idempotencyKey.ifPresent(key -> Text.line(key, "idempotencyKey", 200));
        message.ifPresent(m -> Text.paragraph(m, "message", 1000));
        if (state.isFinal() == decidedAt.isEmpty() || state.isFinal() == nextDueAt.isPresent()) {
            throw new IllegalArgumentException("a final request has an instant of decision and nothing due, " + id);
        }
        if (state == RequestState.PENDING && (stage < 0 || stage >= stages.size())) {
            throw new IllegalArgumentException("a pending request has an open stage, " + id);
        }
    }

    /** The stage that is open. */
    public Stage openStage() {
        return stages.get(stage);
    }

    /** The same request as it is stored at this version; for stores. */
    public AccessRequest atVersion(long stored) {
        return new AccessRequest(
                id,
                stored,
                state,
                requester,
                beneficiary,
                eligibility,
                revision,
                entitlements,
                duration,
                start,
                reason,
                ticket,
                extending,
                risk,
                rule,
                stages,
                stage,
                stageSince,
                approvers,
                decisions,
                message,
                createdAt,
                decidedAt,
                grant,
                lapsesAt,
                reminded,
                escalated,
                nextDueAt,
                idempotencyKey);
    }
}
