package io.jitaccess.jdbc;

import static java.util.stream.Collectors.toMap;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import io.jitaccess.spi.store.AssignmentStore;
import io.jitaccess.spi.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code jit_assignment}. */
final class AssignmentTable implements AssignmentStore {

    private final Sql sql;

    AssignmentTable(Sql sql) {
        this.sql = sql;
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
    public List<Assignment> lockOrInsertAll(List<Assignment> fresh) {
        if (fresh.isEmpty()) {
            return List.of();
        }
        // two that add the same accesses meet in the same order
        if (sql.isH2()) {
            Map<AssignmentId, Assignment> rows = fresh.stream()
                    .sorted((one, other) -> Arrays.compare(accessHash(one), accessHash(other)))
                    .collect(toMap(Assignment::id, this::lockOrInsertOnH2));
            return fresh.stream()
                    .map(row -> Objects.requireNonNull(rows.get(row.id())))
                    .toList();
        }
        Inserts<Assignment> inserts = AssignmentColumns.TABLE.inserts();
        sql.later(
                added -> {},
                inserts.many() + " order by given.access_hash on conflict (access_hash, scope_id) do nothing",
                inserts.arrays(fresh));
        Map<Access, Assignment> locked = lockSame(fresh).stream().collect(toMap(Access::of, row -> row));
        return fresh.stream()
                .map(row -> Optional.ofNullable(locked.get(Access.of(row))).orElseThrow(() -> ofAnother(row)))
                .toList();
    }

    /** What is unique. */
    private record Access(ProviderId provider, PrincipalId principal, TargetKey target, Optional<GrantId> scope) {

        static Access of(Assignment row) {
            return new Access(row.provider(), row.principal(), row.targetKey(), row.onlyGrant());
        }
    }

    private StoreException ofAnother(Assignment fresh) {
        return sql.refused("assignment " + fresh.id() + " is of another access");
    }

    private List<Assignment> lockSame(List<Assignment> fresh) {
        return list(
                "where access_hash = any(?) and scope_id = any(?) order by id for update",
                Sql.Values.of("bytea", fresh, AssignmentTable::accessHash),
                Sql.Values.uuids(fresh, AssignmentTable::scope));
    }

    private static byte[] accessHash(Assignment row) {
        return AssignmentColumns.accessHash(row.provider(), row.principal(), row.targetKey());
    }

    private static UUID scope(Assignment row) {
        return row.onlyGrant().map(GrantId::value).orElse(new UUID(0, 0));
    }

    private Assignment lockOrInsertOnH2(Assignment fresh) {
        Inserts<Assignment> inserts = AssignmentColumns.TABLE.inserts();
        return lockOnH2(fresh)
                .or(() -> sql.changeUnlessTaken(inserts.one(), inserts.values(fresh))
                        ? Optional.of(fresh.atVersion(0))
                        : lockOnH2(fresh))
                .orElseThrow(() -> ofAnother(fresh));
    }

    private Optional<Assignment> lockOnH2(Assignment fresh) {
        return list("where access_hash = ? and scope_id = ? for update", accessHash(fresh), scope(fresh)).stream()
                .findFirst();
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
    public List<Assignment> lockHeld(Collection<GrantId> grants) {
        if (sql.isH2()) {
            return lockAll(new ClaimTable(sql)
                    .of(grants).stream()
                            .filter(claim -> claim.state() != ClaimState.ENDED)
                            .flatMap(claim -> claim.assignment().stream())
                            .toList());
        }
        return list(
                "where id = any(array(" + ClaimTable.HELD + ")) order by id for update",
                Sql.Values.uuids(grants, GrantId::value));
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
        return new AssignmentLeases(sql).lease(provider, limit, lease, onlyUnwanted);
    }

    @Override
    public Optional<Instant> nextDue(ProviderId provider) {
        return sql.first(
                        row -> row.optionalInstant("ready_at"),
                        "select min(ready_at) as ready_at from ((select ready_at from jit_assignment where provider = ?"
                                + " and next_due_at is not null order by ready_at limit 1) union all"
                                + " (select ready_at from jit_claim where provider = ? and next_due_at is not null"
                                + " order by ready_at limit 1)) as due",
                        provider.value(),
                        provider.value())
                .flatMap(due -> due);
    }

    @Override
    public void makeDue(Collection<AssignmentId> ids) {
        if (sql.isH2()) {
            ids.stream()
                    .distinct()
                    .sorted()
                    .forEach(id -> sql.change(
                            "update jit_assignment set next_due_at = ? where id = ?", sql.now(), id.value()));
            return;
        }
        sql.change(
                "with held as materialized (select id from jit_assignment where id = any(?) order by id for update)"
                        + " update jit_assignment a set next_due_at = ? from held h where a.id = h.id and a."
                        + Sql.idIn("held"),
                Sql.Values.uuids(ids, AssignmentId::value),
                sql.now());
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
