package io.jitaccess.jdbc;

import io.jitaccess.approval.Decision;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestState;
import io.jitaccess.spi.store.StoreCodec;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** How a request is written into a row and read back. */
final class RequestColumns {

    static final Table<AccessRequest> TABLE = new Table<>(
            "jit_request",
            "request",
            request -> request.id().value(),
            AccessRequest::version,
            List.of(
                    new Column<>(
                            "requester", "text", request -> request.requester().value()),
                    new Column<>("created_at", "timestamptz", AccessRequest::createdAt),
                    new Column<>("idempotency_key", "text", AccessRequest::idempotencyKey)),
            List.of(
                    new Column<>(
                            "beneficiary",
                            "text",
                            request -> request.beneficiary().value()),
                    new Column<>(
                            "eligibility",
                            "text",
                            request -> request.eligibility().value()),
                    new Column<>("revision", "bigint", AccessRequest::revision),
                    new Column<>("entitlements", "text", request -> StoreCodec.entitlements(request.entitlements())),
                    new Column<>(
                            "duration", "text", request -> request.duration().toString()),
                    new Column<>("start_at", "timestamptz", AccessRequest::start),
                    new Column<>("reason", "text", AccessRequest::reason),
                    new Column<>("ticket", "text", AccessRequest::ticket),
                    new Column<>(
                            "extending", "uuid", request -> request.extending().map(GrantId::value)),
                    new Column<>("risk", "text", request -> StoreCodec.risk(request.risk())),
                    new Column<>("rule_name", "text", AccessRequest::rule),
                    new Column<>("stages", "text", request -> StoreCodec.stages(request.stages())),
                    new Column<>("state", "text", AccessRequest::state),
                    new Column<>("stage", "integer", AccessRequest::stage),
                    new Column<>("stage_since", "timestamptz", AccessRequest::stageSince),
                    new Column<>("message", "text", AccessRequest::message),
                    new Column<>("decided_at", "timestamptz", AccessRequest::decidedAt),
                    new Column<>("grant_id", "uuid", request -> request.grant().map(GrantId::value)),
                    new Column<>("lapses_at", "timestamptz", AccessRequest::lapsesAt),
                    new Column<>("reminded", "boolean", AccessRequest::reminded),
                    new Column<>("escalated", "boolean", AccessRequest::escalated),
                    new Column<>("next_due_at", "timestamptz", AccessRequest::nextDueAt),
                    new Column<>(
                            "decisions",
                            "integer",
                            request -> request.decisions().size()),
                    new Column<>(
                            "open_to_users",
                            "text[]",
                            request -> Sql.Values.of("text", request.approvers().users(), IdentityId::value)),
                    new Column<>(
                            "open_to_groups",
                            "text[]",
                            request -> Sql.Values.of("text", request.approvers().groups(), GroupId::value))));

    private RequestColumns() {}

    /** Reads all but the decisions, which are rows of their own. */
    static AccessRequest readBare(Row row) throws SQLException {
        return new AccessRequest(
                new RequestId(row.uuid("id")),
                row.number("version"),
                row.constant("state", RequestState.class),
                new IdentityId(row.text("requester")),
                new IdentityId(row.text("beneficiary")),
                new EligibilityId(row.text("eligibility")),
                row.number("revision"),
                StoreCodec.entitlements(row.text("entitlements")),
                Duration.parse(row.text("duration")),
                row.optionalInstant("start_at"),
                row.text("reason"),
                row.optionalText("ticket"),
                row.optionalUuid("extending").map(GrantId::new),
                StoreCodec.risk(row.text("risk")),
                row.text("rule_name"),
                StoreCodec.stages(row.text("stages")),
                row.smallNumber("stage"),
                row.instant("stage_since"),
                new AccessRequest.OpenTo(
                        row.set("open_to_users", IdentityId::new), row.set("open_to_groups", GroupId::new)),
                List.of(),
                row.optionalText("message"),
                row.instant("created_at"),
                row.optionalInstant("decided_at"),
                row.optionalUuid("grant_id").map(GrantId::new),
                row.optionalInstant("lapses_at"),
                row.flag("reminded"),
                row.flag("escalated"),
                row.optionalInstant("next_due_at"),
                row.optionalText("idempotency_key"));
    }

    static AccessRequest with(List<Decision> decisions, AccessRequest bare) {
        return new AccessRequest(
                bare.id(),
                bare.version(),
                bare.state(),
                bare.requester(),
                bare.beneficiary(),
                bare.eligibility(),
                bare.revision(),
                bare.entitlements(),
                bare.duration(),
                bare.start(),
                bare.reason(),
                bare.ticket(),
                bare.extending(),
                bare.risk(),
                bare.rule(),
                bare.stages(),
                bare.stage(),
                bare.stageSince(),
                bare.approvers(),
                decisions,
                bare.message(),
                bare.createdAt(),
                bare.decidedAt(),
                bare.grant(),
                bare.lapsesAt(),
                bare.reminded(),
                bare.escalated(),
                bare.nextDueAt(),
                bare.idempotencyKey());
    }
}
