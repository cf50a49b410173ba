package io.jitaccess.jdbc;

import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.grant.EndReason;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.ClaimId;
import io.jitaccess.id.GrantId;
import io.jitaccess.spi.store.StoreCodec;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@code jit_claim}. */
final class ClaimTable {

    private static final Table<Claim> TABLE = new Table<>(
            "jit_claim",
            "claim",
            claim -> claim.id().value(),
            Claim::version,
            List.of(
                    new Column<>("grant_id", "uuid", claim -> claim.grant().value()),
                    new Column<>("item", "integer", Claim::item),
                    new Column<>(
                            "provider",
                            "text",
                            claim -> claim.entitlement().provider().value()),
                    new Column<>("entitlement", "text", claim -> StoreCodec.entitlement(claim.entitlement())),
                    new Column<>(
                            "target_key", "text", claim -> claim.targetKey().value()),
                    new Column<>(
                            "target_hash",
                            "bytea",
                            claim -> targetHash(claim.entitlement().provider(), claim.targetKey()))),
            List.of(
                    new Column<>(
                            "assignment_id", "uuid", claim -> claim.assignment().map(AssignmentId::value)),
                    new Column<>("until_at", "timestamptz", Claim::until),
                    new Column<>("state", "text", Claim::state),
                    new Column<>("standing", "boolean", Claim::standing),
                    new Column<>("end_reason", "text", Claim::endReason),
                    new Column<>("detail", "text", Claim::detail),
                    new Column<>("failures", "integer", Claim::failures),
                    new Column<>("next_due_at", "timestamptz", Claim::nextDueAt),
                    new Column<>("lease_until", "timestamptz", claim -> Optional.empty())));

    /** The grants that have open claims on some assignments. */
    static final String HOLDERS = "select grant_id from jit_claim where assignment_id = any(?) and state <> 'ENDED'";

    /** The assignments on which some grants have open claims. */
    static final String HELD =
            "select assignment_id from jit_claim where grant_id = any(?) and state <> 'ENDED' and assignment_id is not null";

    private final Sql sql;

    ClaimTable(Sql sql) {
        this.sql = sql;
    }

    /** What claims on a target are found by. */
    static byte[] targetHash(ProviderId provider, TargetKey target) {
        return Hash.of(provider.value(), target.value());
    }

    void insert(List<Claim> claims) {
        TABLE.inserts().insert(sql, claims);
    }

    List<Claim> update(List<Claim> claims) {
        TABLE.update(sql, claims);
        return claims.stream()
                .map(claim -> claim.atVersion(claim.version() + 1))
                .toList();
    }

    List<Claim> of(Collection<GrantId> grants) {
        return sql.list(
                ClaimTable::read,
                "select * from jit_claim where grant_id = any(?) order by grant_id, item",
                Sql.Values.uuids(grants, GrantId::value));
    }

    List<Claim> around(Collection<GrantId> grants) {
        Sql.Values ids = Sql.Values.uuids(grants, GrantId::value);
        return sql.list(
                ClaimTable::read,
                "select * from jit_claim where grant_id = any(?) or (state <> 'ENDED' and assignment_id "
                        + (sql.isH2() ? "in (" + HELD + ")" : "= any(array(" + HELD + "))")
                        + ") order by grant_id, item",
                ids,
                ids);
    }

    List<Claim> ofHolders(Collection<AssignmentId> assignments) {
        return sql.list(
                ClaimTable::read,
                "select * from jit_claim where grant_id "
                        + (sql.isH2() ? "in (" + HOLDERS + ")" : "= any(array(" + HOLDERS + "))")
                        + " order by grant_id, item",
                Sql.Values.uuids(assignments, AssignmentId::value));
    }

    List<Claim> openOn(Collection<AssignmentId> assignments) {
        return sql.list(
                ClaimTable::read,
                "select * from jit_claim where assignment_id = any(?) and state <> 'ENDED'",
                Sql.Values.uuids(assignments, AssignmentId::value));
    }

    List<Claim> leaseWaiting(ProviderId provider, int limit, Duration lease) {
        if (sql.isH2()) {
            return leaseOneByOne(provider, limit, lease);
        }
        return sql
                .list(
                        Leased::read,
                        "with taken as materialized (select id, ready_at as since from jit_claim"
                                + " where provider = ? and next_due_at is not null and ready_at <= ?"
                                + " order by ready_at limit ? for update skip locked)"
                                + " update jit_claim c set lease_until = ? from taken t where c.id = t.id and c."
                                + Sql.idIn("taken") + " returning c.*, t.since",
                        provider.value(),
                        sql.now(),
                        limit,
                        sql.now().plus(lease))
                .stream()
                .sorted(Comparator.comparing(Leased::since))
                .map(Leased::claim)
                .toList();
    }

    private record Leased(Claim claim, Instant since) {

        static Leased read(Row row) throws SQLException {
            return new Leased(ClaimTable.read(row), row.instant("since"));
        }
    }

    private List<Claim> leaseOneByOne(ProviderId provider, int limit, Duration lease) {
        List<UUID> taken = H2Rows.lockable(
                sql, "jit_claim where provider = ? and ready_at <= ?", "ready_at", limit, provider.value(), sql.now());
        return taken.stream()
                .map(id -> {
                    sql.change(
                            "update jit_claim set lease_until = ? where id = ?",
                            sql.now().plus(lease),
                            id);
                    return sql.first(ClaimTable::read, "select * from jit_claim where id = ?", id)
                            .orElseThrow();
                })
                .toList();
    }

    private static Claim read(Row row) throws SQLException {
        return new Claim(
                new ClaimId(row.uuid("id")),
                row.number("version"),
                new GrantId(row.uuid("grant_id")),
                row.smallNumber("item"),
                StoreCodec.entitlement(row.text("entitlement")),
                new TargetKey(row.text("target_key")),
                row.optionalUuid("assignment_id").map(AssignmentId::new),
                row.instant("until_at"),
                row.constant("state", ClaimState.class),
                row.flag("standing"),
                row.optionalConstant("end_reason", EndReason.class),
                row.optionalText("detail"),
                row.smallNumber("failures"),
                row.optionalInstant("next_due_at"));
    }
}
