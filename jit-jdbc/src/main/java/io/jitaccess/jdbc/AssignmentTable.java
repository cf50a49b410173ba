package io.jitaccess.jdbc;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.grant.Assignment;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import io.jitaccess.spi.store.AssignmentStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code jit_assignment}. */
final class AssignmentTable implements AssignmentStore {

    private final Sql sql;
    private final Instant now;

    AssignmentTable(Sql sql, Instant now) {
        this.sql = sql;
        this.now = now;
    }

    @Override
    public Optional<Assignment> find(AssignmentId id) {
        return list("where id = ?", id.value()).stream().findFirst();
    }

    @Override
    public List<Assignment> findAll(Collection<AssignmentId> ids) {
        return list("where id = any(?)", Sql.Values.uuids(ids, AssignmentId::value));
    }

    @Override
    public List<Assignment> findByKeys(ProviderId provider, Collection<AccessKey> keys) {
        if (keys.size() > MOST_KEYS) {
            throw new IllegalArgumentException("at most " + MOST_KEYS + " keys, not " + keys.size());
        }
        return list(
                "where access_hash = any(?)",
                Sql.Values.of(
                        "bytea",
                        keys,
                        key -> AssignmentColumns.accessHash(provider, key.principal(), key.targetKey())));
    }

    @Override
    public Assignment lockOrInsert(Assignment fresh) {
        return lockSame(fresh)
                .or(() -> insert(fresh))
                .or(() -> lockSame(fresh))
                .orElseThrow(() -> sql.refused("assignment " + fresh.id() + " is of another access"));
    }

    private Optional<Assignment> lockSame(Assignment fresh) {
        String scope = fresh.onlyGrant().isPresent() ? " and only_grant = ?" : " and only_grant is null";
        byte[] hash = AssignmentColumns.accessHash(fresh.provider(), fresh.principal(), fresh.targetKey());
        @Nullable
        Object[] parameters = fresh.onlyGrant()
                .map(GrantId::value)
                .map(grant -> new @Nullable Object[] {hash, grant})
                .orElseGet(() -> new @Nullable Object[] {hash});
        return list("where access_hash = ?" + scope + " for update", parameters).stream()
                .findFirst();
    }

    /** Empty if another transaction has added the same access meanwhile. */
    private Optional<Assignment> insert(Assignment fresh) {
        String insert = AssignmentColumns.TABLE.inserts().one();
        @Nullable Object[] values = AssignmentColumns.TABLE.inserts().values(fresh);
        boolean added = sql.isH2()
                ? sql.changeUnlessTaken(insert, values)
                : sql.change(insert + " on conflict (access_hash, scope_id) do nothing", values) == 1;
        return added ? Optional.of(fresh.atVersion(0)) : Optional.empty();
    }

    @Override
    public List<Assignment> lockAll(Collection<AssignmentId> ids) {
        if (sql.isH2()) {
            return ids.stream()
                    .distinct()
                    .sorted()
                    .flatMap(id -> list("where id = ? for update", id.value()).stream())
                    .toList();
        }
        return list("where id = any(?) order by id for update", Sql.Values.uuids(ids, AssignmentId::value));
    }

    @Override
    public Assignment update(Assignment assignment) {
        return updateAll(List.of(assignment)).get(0);
    }

    @Override
    public List<Assignment> updateAll(List<Assignment> assignments) {
        AssignmentColumns.TABLE.update(sql, assignments);
        return assignments.stream().map(row -> row.atVersion(row.version() + 1)).toList();
    }

    @Override
    public List<Assignment> leaseDue(ProviderId provider, int limit, Duration lease, boolean onlyUnwanted) {
        return new AssignmentLeases(sql, now).lease(provider, limit, lease, onlyUnwanted);
    }

    @Override
    public Optional<Instant> nextDue(ProviderId provider) {
        return sql.first(
                row -> row.instant("ready_at"),
                "select ready_at from jit_assignment where provider = ? and next_due_at is not null"
                        + " order by ready_at limit 1",
                provider.value());
    }

    @Override
    public void makeDue(Collection<AssignmentId> ids) {
        if (sql.isH2()) {
            ids.stream()
                    .distinct()
                    .sorted()
                    .forEach(id ->
                            sql.change("update jit_assignment set next_due_at = ? where id = ?", now, id.value()));
            return;
        }
        sql.change(
                "with held as materialized (select id from jit_assignment where id = any(?) order by id for update)"
                        + " update jit_assignment a set next_due_at = ? from held h where a.id = h.id and a."
                        + Sql.idIn("held"),
                Sql.Values.uuids(ids, AssignmentId::value),
                now);
    }

    @Override
    public List<Assignment> present(
            ProviderId provider, EntitlementKind kind, Optional<AssignmentId> after, int limit) {
        Where where =
                new Where().and("provider = ? and kind = ? and state = 'PRESENT'", provider.value(), kind.value());
        after.ifPresent(id -> where.and("id > ?", id.value()));
        return list(where.clause() + " order by id limit ?", where.parameters(limit));
    }

    @Override
    public List<Assignment> overdue(Instant unwantedSince, int limit) {
        return list("where wanted_until < ? and not at_rest order by wanted_until limit ?", unwantedSince, limit);
    }

    @Override
    public long countOverdue(Instant unwantedSince, long atMost) {
        return sql.number(
                "select count(*) as n from (select 1 from jit_assignment where wanted_until < ? and not at_rest limit ?)"
                        + " as found",
                unwantedSince,
                atMost);
    }

    private List<Assignment> list(String rest, @Nullable Object... parameters) {
        return sql.list(AssignmentColumns::read, "select * from jit_assignment " + rest, parameters);
    }
}
