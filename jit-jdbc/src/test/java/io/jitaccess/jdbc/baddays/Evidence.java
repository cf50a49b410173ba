package io.jitaccess.jdbc.baddays;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * What is judged: the store's rows, read by SQL, the truth with its history, and what the nodes were told was done.
 *
 * @param acks lines of the nodes that begin with {@code ACK}
 */
record Evidence(
        List<RequestRow> requests,
        List<GrantRow> grants,
        List<ClaimRow> claims,
        List<AssignmentRow> assignments,
        List<EventRow> events,
        List<Truth.Change> history,
        List<Truth.Entry> entries,
        List<String> acks) {

    /** @param own how many of the decisions are of who asked, or of whom it is for */
    record RequestRow(UUID id, String state, Optional<UUID> grant, Optional<UUID> extending, int decisions, int own) {}

    record GrantRow(UUID id, UUID request, Instant startsAt, Instant endsAt, String state) {}

    record ClaimRow(UUID grant, Optional<UUID> assignment, String state, boolean standing) {}

    record AssignmentRow(UUID id, String state, boolean ours, long attempts, boolean due) {}

    /** @param committed when the transaction committed that wrote it, as the server's commit log says */
    record EventRow(
            Instant at,
            Instant committed,
            String action,
            Optional<UUID> request,
            Optional<UUID> grant,
            Optional<UUID> assignment) {}

    static Evidence read(DataSource store, Truth truth, Stream<String> said) {
        return new Evidence(
                Truth.query(
                        store,
                        "select r.*, (select count(*) from jit_decision d where d.request_id = r.id) as decided,"
                                + " (select count(*) from jit_decision d where d.request_id = r.id"
                                + " and (d.approver in (r.requester, r.beneficiary)"
                                + " or d.person in (r.requester, r.beneficiary))) as own"
                                + " from jit_request r",
                        rows -> new RequestRow(
                                rows.getObject("id", UUID.class),
                                rows.getString("state"),
                                uuid(rows, "grant_id"),
                                uuid(rows, "extending"),
                                rows.getInt("decided"),
                                rows.getInt("own"))),
                Truth.query(
                        store,
                        "select * from jit_grant",
                        rows -> new GrantRow(
                                rows.getObject("id", UUID.class),
                                rows.getObject("request_id", UUID.class),
                                instant(rows, "starts_at"),
                                instant(rows, "ends_at"),
                                rows.getString("state"))),
                Truth.query(
                        store,
                        "select * from jit_claim",
                        rows -> new ClaimRow(
                                rows.getObject("grant_id", UUID.class),
                                uuid(rows, "assignment_id"),
                                rows.getString("state"),
                                rows.getBoolean("standing"))),
                Truth.query(
                        store,
                        "select * from jit_assignment",
                        rows -> new AssignmentRow(
                                rows.getObject("id", UUID.class),
                                rows.getString("state"),
                                rows.getBoolean("ours"),
                                rows.getLong("attempts"),
                                rows.getObject("next_due_at") != null)),
                Truth.query(
                        store,
                        "select *, pg_xact_commit_timestamp(xmin) as committed from jit_audit_event"
                                + " order by occurred_at, id",
                        rows -> new EventRow(
                                instant(rows, "occurred_at"),
                                instant(rows, "committed"),
                                rows.getString("action"),
                                uuid(rows, "request_id"),
                                uuid(rows, "grant_id"),
                                uuid(rows, "assignment_id"))),
                truth.history(),
                truth.entries(),
                said.filter(line -> line.startsWith("ACK ")).toList());
    }

    private static Instant instant(ResultSet rows, String column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Optional<UUID> uuid(ResultSet rows, String column) throws SQLException {
        return Optional.ofNullable(rows.getObject(column, UUID.class));
    }
}
