package io.jitaccess.jdbc;

import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.grant.Assignment;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** How due rows of {@code jit_assignment} are leased: each by one node, and first those that nobody wants. */
final class AssignmentLeases {

    private static final String UNWANTED =
            "jit_assignment where provider = ? and next_due_at is not null and unwanted_ready_at <= ?";
    private static final String WANTED =
            "jit_assignment where provider = ? and next_due_at is not null and ready_at <= ? and wanted_until > ?";

    // Each half reads its index in order up to the limit, whatever the other half's backlog is.
    private static final String TAKE_UNWANTED =
            "with unwanted as materialized (select id, unwanted_ready_at as since from " + UNWANTED
                    + " order by unwanted_ready_at limit ? for update skip locked)";
    private static final String TAKE_WANTED = ", wanted as materialized (select id, ready_at as since from " + WANTED
            + " order by ready_at limit (select cast(? as bigint) - count(*) from unwanted) for update skip locked)";
    private static final String LEASE = " update jit_assignment a set version = version + 1,"
            + " lease_token = gen_random_uuid(), lease_until = ? from taken t where a.id = t.id and a."
            + Sql.idIn("taken")
            + " returning a.*, t.since, t.is_wanted";

    private final Sql sql;

    AssignmentLeases(Sql sql) {
        this.sql = sql;
    }

    List<Assignment> lease(ProviderId provider, int limit, Duration lease, boolean onlyUnwanted) {
        if (sql.isH2()) {
            return leaseOneByOne(provider, limit, lease, onlyUnwanted);
        }
        List<Leased> leased = onlyUnwanted
                ? sql.list(
                        Leased::read,
                        TAKE_UNWANTED + ", taken as (select id, since, false as is_wanted from unwanted)" + LEASE,
                        provider.value(),
                        sql.now(),
                        limit,
                        sql.now().plus(lease))
                : sql.list(
                        Leased::read,
                        TAKE_UNWANTED + TAKE_WANTED
                                + ", taken as (select id, since, false as is_wanted from unwanted"
                                + " union all select id, since, true from wanted)" + LEASE,
                        provider.value(),
                        sql.now(),
                        limit,
                        provider.value(),
                        sql.now(),
                        sql.now(),
                        limit,
                        sql.now().plus(lease));
        return leased.stream()
                .sorted(Comparator.comparing(Leased::isWanted).thenComparing(Leased::since))
                .map(Leased::assignment)
                .toList();
    }

    private record Leased(Assignment assignment, boolean isWanted, Instant since) {

        static Leased read(Row row) throws SQLException {
            return new Leased(AssignmentColumns.read(row), row.flag("is_wanted"), row.instant("since"));
        }
    }

    private List<Assignment> leaseOneByOne(ProviderId provider, int limit, Duration lease, boolean onlyUnwanted) {
        List<UUID> taken = new ArrayList<>(
                H2Rows.lockable(sql, UNWANTED, "unwanted_ready_at", limit, provider.value(), sql.now()));
        if (!onlyUnwanted && taken.size() < limit) {
            taken.addAll(H2Rows.lockable(
                    sql, WANTED, "ready_at", limit - taken.size(), provider.value(), sql.now(), sql.now()));
        }
        return taken.stream()
                .map(id -> {
                    sql.change(
                            "update jit_assignment set version = version + 1, lease_token = random_uuid(),"
                                    + " lease_until = ? where id = ?",
                            sql.now().plus(lease),
                            id);
                    return sql.first(AssignmentColumns::read, "select * from jit_assignment where id = ?", id)
                            .orElseThrow();
                })
                .toList();
    }
}
