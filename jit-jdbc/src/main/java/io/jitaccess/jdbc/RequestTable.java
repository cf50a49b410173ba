package io.jitaccess.jdbc;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.jitaccess.approval.Decision;
import io.jitaccess.approval.Verdict;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.RequestQuery;
import io.jitaccess.spi.store.RequestStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code jit_request} and {@code jit_decision}. */
final class RequestTable implements RequestStore {

    private final Sql sql;
    /** As read or written in this unit of work. */
    private final Map<RequestId, AccessRequest> known = new HashMap<>();

    RequestTable(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean insert(AccessRequest request) {
        if (!insertRow(request)) {
            return false;
        }
        addDecisions(request, 0);
        return true;
    }

    private boolean insertRow(AccessRequest request) {
        if (request.idempotencyKey().isEmpty()) {
            RequestColumns.TABLE.inserts().insert(sql, List.of(request));
            return true;
        }
        if (!sql.isH2()) {
            return sql.change(
                            RequestColumns.TABLE.inserts().one()
                                    + " on conflict (requester, idempotency_key) do nothing",
                            RequestColumns.TABLE.inserts().values(request))
                    == 1;
        }
        if (isKnown(request)) {
            return false;
        }
        if (sql.changeUnlessTaken(
                RequestColumns.TABLE.inserts().one(),
                RequestColumns.TABLE.inserts().values(request))) {
            return true;
        }
        if (isKnown(request)) {
            return false;
        }
        RequestColumns.TABLE.inserts().insert(sql, List.of(request));
        return true;
    }

    private boolean isKnown(AccessRequest request) {
        return request.idempotencyKey()
                .flatMap(key -> findByIdempotencyKey(request.requester(), key))
                .isPresent();
    }

    @Override
    public Optional<AccessRequest> find(RequestId id) {
        return one("where id = ?", id.value());
    }

    @Override
    public Optional<AccessRequest> findByIdempotencyKey(IdentityId requester, String key) {
        return one("where requester = ? and idempotency_key = ?", requester.value(), key);
    }

    @Override
    public Optional<AccessRequest> lock(RequestId id) {
        return one("where id = ? for update", id.value());
    }

    @Override
    public AccessRequest update(AccessRequest request) {
        RequestColumns.TABLE.update(sql, List.of(request));
        List<Decision> stored = stored(request);
        List<Decision> given = request.decisions();
        if (given.size() < stored.size() || !given.subList(0, stored.size()).equals(stored)) {
            throw sql.refused("request " + request.id() + " was decided otherwise than it says");
        }
        addDecisions(request, stored.size());
        AccessRequest written = request.atVersion(request.version() + 1);
        known.put(written.id(), written);
        return written;
    }

    /** The decisions of this version: as they were read in this unit of work, or as they are if that was another one. */
    private List<Decision> stored(AccessRequest request) {
        AccessRequest read = known.get(request.id());
        return read != null && read.version() == request.version()
                ? read.decisions()
                : decisions(List.of(request.id().value()))
                        .getOrDefault(request.id().value(), List.of());
    }

    private void addDecisions(AccessRequest request, int stored) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int number = stored; number < request.decisions().size(); number++) {
            Decision decision = request.decisions().get(number);
            rows.add(new @Nullable Object[] {
                request.id().value(),
                number,
                decision.stage(),
                decision.approver().value(),
                decision.person().value(),
                decision.verdict(),
                decision.comment(),
                decision.at(),
                decision.requestVersion()
            });
        }
        rows.forEach(row -> sql.later(
                added -> {},
                "insert into jit_decision (request_id, number, stage, approver, person, verdict, remark, decided_at,"
                        + " request_version) values (" + Sql.marks(9) + ")",
                row));
    }

    @Override
    public List<AccessRequest> lockDue(int limit) {
        if (sql.isH2()) {
            return H2Rows.lockable(sql, "jit_request where next_due_at <= ?", "next_due_at", limit, sql.now()).stream()
                    .flatMap(id -> find(new RequestId(id)).stream())
                    .toList();
        }
        return list("where next_due_at <= ? order by next_due_at limit ? for update skip locked", sql.now(), limit);
    }

    @Override
    public Optional<Instant> nextDue() {
        return sql.first(
                row -> row.instant("next_due_at"),
                "select next_due_at from jit_request where next_due_at is not null order by next_due_at limit 1");
    }

    @Override
    public Page<AccessRequest> page(RequestQuery query, PageRequest page) {
        return Cursor.page(
                page,
                where(query),
                "created_at",
                where -> list(
                        where.clause() + " order by created_at desc, id desc limit ?",
                        where.parameters(page.size() + 1)),
                request -> new Cursor(request.createdAt(), request.id().value()));
    }

    @Override
    public long count(RequestQuery query, long atMost) {
        Where where = where(query);
        return sql.number(
                "select count(*) as n from (select 1 from jit_request" + where.clause() + " limit ?) as found",
                where.parameters(atMost));
    }

    @Override
    public Before before(IdentityId requester, IdentityId beneficiary, EligibilityId eligibility, long atMost) {
        return sql.first(
                        row -> new Before(row.number("pending"), row.number("granted")),
                        "select (select count(*) from (select 1 from jit_request where state = 'PENDING' and requester = ?"
                                + " limit ?) as p) as pending, (select count(*) from (select 1 from jit_grant"
                                + " where beneficiary = ? and eligibility = ? limit ?) as g) as granted",
                        requester.value(),
                        atMost,
                        beneficiary.value(),
                        eligibility.value(),
                        atMost)
                .orElseThrow();
    }

    private Where where(RequestQuery query) {
        Where where = new Where();
        if (!query.states().isEmpty()) {
            where.and("state = any(?)", Sql.Values.constants(query.states()));
        }
        query.requester().ifPresent(id -> where.and("requester = ?", id.value()));
        query.beneficiary().ifPresent(id -> where.and("beneficiary = ?", id.value()));
        query.involving().ifPresent(id -> where.and("(requester = ? or beneficiary = ?)", id.value(), id.value()));
        query.eligibility().ifPresent(id -> where.and("eligibility = ?", id.value()));
        query.extending().ifPresent(id -> where.and("extending = ?", id.value()));
        query.awaiting().ifPresent(approver -> {
            where.and("state = 'PENDING'");
            if (sql.isH2()) {
                openToOnH2(where, approver);
            } else {
                where.and(
                        "(open_to_users && ? or open_to_groups && ?)",
                        Sql.Values.of("text", List.of(approver.id()), IdentityId::value),
                        Sql.Values.of("text", approver.groups(), GroupId::value));
            }
        });
        return where;
    }

    /** H2 cannot ask whether two arrays overlap. */
    private static void openToOnH2(Where where, RequestQuery.Approver approver) {
        StringBuilder condition = new StringBuilder("(array_contains(open_to_users, ?)");
        approver.groups().forEach(group -> condition.append(" or array_contains(open_to_groups, ?)"));
        where.and(
                condition.append(')').toString(),
                Stream.concat(
                                Stream.of(approver.id().value()),
                                approver.groups().stream().map(GroupId::value))
                        .toArray());
    }

    private Optional<AccessRequest> one(String rest, @Nullable Object... parameters) {
        return list(rest, parameters).stream().findFirst();
    }

    private List<AccessRequest> list(String rest, @Nullable Object... parameters) {
        List<Stored> rows = sql.list(
                row -> new Stored(RequestColumns.readBare(row), row.smallNumber("decisions")),
                "select * from jit_request " + rest,
                parameters);
        List<UUID> decided = rows.stream()
                .filter(row -> row.decisions() > 0)
                .map(row -> row.bare().id().value())
                .toList();
        Map<UUID, List<Decision>> decisions = decided.isEmpty() ? Map.of() : decisions(decided);
        List<AccessRequest> read = rows.stream()
                .map(row -> row.decisions() == 0
                        ? row.bare()
                        : RequestColumns.with(
                                decisions
                                        .getOrDefault(row.bare().id().value(), List.of())
                                        .subList(0, row.decisions()),
                                row.bare()))
                .toList();
        read.forEach(request -> known.put(request.id(), request));
        return read;
    }

    /** Those of each request in order; they may be newer than its row, which says how many it has. */
    private Map<UUID, List<Decision>> decisions(List<UUID> requests) {
        return sql
                .list(
                        row -> Map.entry(row.uuid("request_id"), readDecision(row)),
                        "select * from jit_decision where request_id = any(?) order by request_id, number",
                        Sql.Values.uuids(requests, id -> id))
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    private static Decision readDecision(Row row) throws SQLException {
        return new Decision(
                row.smallNumber("stage"),
                new IdentityId(row.text("approver")),
                new IdentityId(row.text("person")),
                row.constant("verdict", Verdict.class),
                row.text("remark"),
                row.instant("decided_at"),
                row.number("request_version"));
    }

    private record Stored(AccessRequest bare, int decisions) {}
}
