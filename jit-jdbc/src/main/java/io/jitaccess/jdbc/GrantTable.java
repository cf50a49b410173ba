package io.jitaccess.jdbc;

import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import io.jitaccess.spi.store.GrantQuery;
import io.jitaccess.spi.store.GrantStore;
import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code jit_grant}, with the claims of {@link ClaimTable}. */
final class GrantTable implements GrantStore {

    private final Sql sql;
    private final ClaimTable claims;

    GrantTable(Sql sql) {
        this.sql = sql;
        this.claims = new ClaimTable(sql);
    }

    @Override
    public void insert(Grant grant, List<Claim> items) {
        GrantColumns.TABLE.inserts().insert(sql, List.of(grant));
        claims.insert(items);
    }

    @Override
    public Optional<Grant> find(GrantId id) {
        return list("where id = ?", id.value()).stream().findFirst();
    }

    @Override
    public List<Grant> findAll(Collection<GrantId> ids) {
        if (ids.size() == 1) {
            // the usual case, whose plan the database keeps
            return find(ids.iterator().next()).stream().toList();
        }
        return list("where id = any(?)", Sql.Values.uuids(ids, GrantId::value));
    }

    @Override
    public Optional<Grant> lock(GrantId id) {
        return list("where id = ? for update", id.value()).stream().findFirst();
    }

    @Override
    public List<Grant> lockAll(Collection<GrantId> ids) {
        if (sql.isH2()) {
            return ids.stream()
                    .distinct()
                    .sorted()
                    .flatMap(id -> lock(id).stream())
                    .toList();
        }
        return list("where id = any(?) order by id for update", Sql.Values.uuids(ids, GrantId::value));
    }

    @Override
    public List<Grant> lockHolders(Collection<AssignmentId> assignments) {
        if (sql.isH2()) {
            return lockAll(claims.openOn(assignments).stream().map(Claim::grant).toList());
        }
        return list(
                "where id = any(array(" + ClaimTable.HOLDERS + ")) order by id for update",
                Sql.Values.uuids(assignments, AssignmentId::value));
    }

    @Override
    public Grant update(Grant grant) {
        return updateAll(List.of(grant)).get(0);
    }

    @Override
    public List<Grant> updateAll(List<Grant> grants) {
        GrantColumns.TABLE.update(sql, grants);
        return grants.stream()
                .map(grant -> grant.atVersion(grant.version() + 1))
                .toList();
    }

    @Override
    public List<Grant> lockDue(int limit) {
        if (sql.isH2()) {
            return H2Rows.lockable(sql, "jit_grant where next_due_at <= ?", "next_due_at", limit, sql.now()).stream()
                    .flatMap(id -> find(new GrantId(id)).stream())
                    .toList();
        }
        return list("where next_due_at <= ? order by next_due_at limit ? for update skip locked", sql.now(), limit);
    }

    @Override
    public Optional<Instant> nextDue() {
        return sql.first(
                row -> row.instant("next_due_at"),
                "select next_due_at from jit_grant where next_due_at is not null order by next_due_at limit 1");
    }

    @Override
    public List<Claim> claims(GrantId grant) {
        return claims.of(List.of(grant));
    }

    @Override
    public List<Claim> claimsOf(Collection<GrantId> grants) {
        return claims.of(grants);
    }

    @Override
    public List<Claim> claimsAround(Collection<GrantId> grants) {
        return claims.around(grants);
    }

    @Override
    public List<Claim> claimsOfHolders(Collection<AssignmentId> assignments) {
        return claims.ofHolders(assignments);
    }

    @Override
    public List<Claim> openClaims(Collection<AssignmentId> assignments) {
        return claims.openOn(assignments);
    }

    @Override
    public List<Claim> updateClaims(List<Claim> items) {
        return claims.update(items);
    }

    @Override
    public List<Claim> leaseWaiting(ProviderId provider, int limit, Duration lease) {
        return claims.leaseWaiting(provider, limit, lease);
    }

    @Override
    public Page<Grant> page(GrantQuery query, PageRequest page) {
        return Cursor.page(
                page,
                where(query),
                "created_at",
                where -> list(
                        where.clause() + " order by created_at desc, id desc limit ?",
                        where.parameters(page.size() + 1)),
                grant -> new Cursor(grant.createdAt(), grant.id().value()));
    }

    @Override
    public long count(GrantQuery query, long atMost) {
        Where where = where(query);
        return sql.number(
                "select count(*) as n from (select 1 from jit_grant" + where.clause() + " limit ?) as found",
                where.parameters(atMost));
    }

    private static Where where(GrantQuery query) {
        Where where = new Where();
        if (!query.states().isEmpty()) {
            where.and("state = any(?)", Sql.Values.constants(query.states()));
        }
        query.beneficiary().ifPresent(id -> where.and("beneficiary = ?", id.value()));
        query.involving().ifPresent(id -> where.and("(requester = ? or beneficiary = ?)", id.value(), id.value()));
        query.eligibility().ifPresent(id -> where.and("eligibility = ?", id.value()));
        query.provider()
                .ifPresent(provider -> query.target()
                        .ifPresentOrElse(
                                target -> where.and(
                                        "id in (select grant_id from jit_claim where target_hash = ?)",
                                        ClaimTable.targetHash(provider, target)),
                                () -> where.and(
                                        "exists (select 1 from jit_claim c where c.grant_id = jit_grant.id and c.provider = ?)",
                                        provider.value())));
        return where;
    }

    private List<Grant> list(String rest, @Nullable Object... parameters) {
        return sql.list(GrantColumns::read, "select * from jit_grant " + rest, parameters);
    }
}
