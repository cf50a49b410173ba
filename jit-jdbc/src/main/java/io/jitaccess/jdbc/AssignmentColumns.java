package io.jitaccess.jdbc;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import io.jitaccess.spi.store.StoreCodec;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** How an assignment is written into a row and read back. */
final class AssignmentColumns {

    static final Table<Assignment> TABLE = new Table<>(
            "jit_assignment",
            "assignment",
            row -> row.id().value(),
            Assignment::version,
            List.of(
                    new Column<>("provider", "text", row -> row.provider().value()),
                    new Column<>("kind", "text", row -> row.entitlement().kind().value()),
                    new Column<>("entitlement", "text", row -> StoreCodec.entitlement(row.entitlement())),
                    new Column<>("principal", "text", row -> row.principal().value()),
                    new Column<>("target_key", "text", row -> row.targetKey().value()),
                    new Column<>(
                            "access_hash",
                            "bytea",
                            row -> accessHash(row.provider(), row.principal(), row.targetKey())),
                    new Column<>("only_grant", "uuid", row -> row.onlyGrant().map(GrantId::value))),
            List.of(
                    new Column<>("state", "text", Assignment::state),
                    new Column<>("wanted_until", "timestamptz", Assignment::wantedUntil),
                    new Column<>("ours", "boolean", Assignment::ours),
                    new Column<>("seen_present", "boolean", Assignment::seenPresent),
                    new Column<>("accepted_at", "timestamptz", Assignment::acceptedAt),
                    new Column<>("carried_until", "timestamptz", Assignment::carriedUntil),
                    new Column<>("outstanding", "text", row -> StoreCodec.attempts(row.outstanding())),
                    new Column<>("attempts", "bigint", Assignment::attempts),
                    new Column<>("absent_since", "timestamptz", Assignment::absentSince),
                    new Column<>("settle_after", "timestamptz", Assignment::settleAfter),
                    new Column<>("sessions_to_end", "boolean", Assignment::sessionsToEnd),
                    new Column<>("latest_usable", "timestamptz", Assignment::latestUsable),
                    new Column<>("credentials_issued", "integer", Assignment::credentialsIssued),
                    new Column<>("failures", "integer", Assignment::failures),
                    new Column<>("last_error", "text", Assignment::lastError),
                    new Column<>("overdue_alarmed", "boolean", Assignment::overdueAlarmed),
                    new Column<>("at_rest", "boolean", AssignmentColumns::isAtRest),
                    new Column<>("next_due_at", "timestamptz", Assignment::nextDueAt),
                    new Column<>("lease_token", "uuid", row -> row.lease().map(Assignment.Lease::token)),
                    new Column<>(
                            "lease_until", "timestamptz", row -> row.lease().map(Assignment.Lease::until))));

    private AssignmentColumns() {}

    /** What one access is found by, whoever claims it. */
    static byte[] accessHash(ProviderId provider, PrincipalId principal, TargetKey target) {
        return Hash.of(provider.value(), principal.value(), target.value());
    }

    private static boolean isAtRest(Assignment row) {
        return row.state() == AssignmentState.ABSENT
                || (row.state() == AssignmentState.STANDING && row.outstanding().isEmpty());
    }

    static Assignment read(Row row) throws SQLException {
        Optional<UUID> leaseToken = row.optionalUuid("lease_token");
        Optional<Instant> leaseUntil = row.optionalInstant("lease_until");
        return new Assignment(
                new AssignmentId(row.uuid("id")),
                row.number("version"),
                StoreCodec.entitlement(row.text("entitlement")),
                new PrincipalId(row.text("principal")),
                new TargetKey(row.text("target_key")),
                row.optionalUuid("only_grant").map(GrantId::new),
                row.constant("state", AssignmentState.class),
                row.instant("wanted_until"),
                row.flag("ours"),
                row.flag("seen_present"),
                row.optionalInstant("accepted_at"),
                row.optionalInstant("carried_until"),
                StoreCodec.attempts(row.text("outstanding")),
                row.number("attempts"),
                row.optionalInstant("absent_since"),
                row.optionalInstant("settle_after"),
                row.flag("sessions_to_end"),
                row.optionalInstant("latest_usable"),
                row.smallNumber("credentials_issued"),
                row.smallNumber("failures"),
                row.optionalText("last_error"),
                row.flag("overdue_alarmed"),
                row.optionalInstant("next_due_at"),
                leaseToken.flatMap(token -> leaseUntil.map(until -> new Assignment.Lease(token, until))));
    }
}
