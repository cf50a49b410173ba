package io.jitaccess.testkit.store;

import io.jitaccess.approval.Decision;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.problem.StaleVersionException;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestState;
import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.RequestQuery;
import io.jitaccess.spi.store.RequestStore;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

final class MemoryRequests implements RequestStore {

    private final MemoryTables tables;
    private final Instant now;

    MemoryRequests(MemoryTables tables, Instant now) {
        this.tables = tables;
        this.now = now;
    }

    @Override
    public boolean insert(AccessRequest request) {
        boolean known = request.idempotencyKey()
                .flatMap(key -> findByIdempotencyKey(request.requester(), key))
                .isPresent();
        if (known) {
            return false;
        }
        if (find(request.id()).isPresent()) {
            throw tables.refused("request " + request.id() + " exists");
        }
        checkDecisions(List.of(), request.decisions());
        tables.requests.put(request.id(), request.atVersion(0));
        return true;
    }

    @Override
    public Optional<AccessRequest> find(RequestId id) {
        return tables.requests.get(id);
    }

    @Override
    public Optional<AccessRequest> findByIdempotencyKey(IdentityId requester, String key) {
        return tables.requests.stream()
                .filter(request -> request.requester().equals(requester)
                        && request.idempotencyKey().equals(Optional.of(key)))
                .findAny();
    }

    @Override
    public Optional<AccessRequest> lock(RequestId id) {
        return find(id);
    }

    @Override
    public AccessRequest update(AccessRequest request) {
        AccessRequest before = find(request.id())
                .filter(stored -> stored.version() == request.version())
                .orElseThrow(() -> new StaleVersionException("request " + request.id(), request.version()));
        checkDecisions(before.decisions(), request.decisions());
        AccessRequest next = request.atVersion(request.version() + 1);
        tables.requests.put(next.id(), next);
        return next;
    }

    private void checkDecisions(List<Decision> before, List<Decision> after) {
        if (after.size() < before.size() || !after.subList(0, before.size()).equals(before)) {
            throw tables.refused("decisions are only ever added at the end");
        }
        if (after.stream().map(Decision::person).distinct().count() != after.size()) {
            throw tables.refused("a person decides once in a request");
        }
    }

    @Override
    public List<AccessRequest> lockDue(int limit) {
        return waiting()
                .filter(request -> !dueAt(request).isAfter(now))
                .sorted(Comparator.comparing(MemoryRequests::dueAt))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Instant> nextDue() {
        return waiting().map(MemoryRequests::dueAt).min(Comparator.naturalOrder());
    }

    private Stream<AccessRequest> waiting() {
        return tables.requests.stream()
                .filter(request -> request.state() == RequestState.PENDING
                        && request.nextDueAt().isPresent());
    }

    private static Instant dueAt(AccessRequest request) {
        return request.nextDueAt().orElseThrow();
    }

    @Override
    public Page<AccessRequest> page(RequestQuery query, PageRequest page) {
        return Cursors.page(
                found(query),
                request -> new Cursors.Place(request.createdAt(), request.id().toString()),
                page);
    }

    @Override
    public Before before(IdentityId requester, IdentityId beneficiary, EligibilityId eligibility, long atMost) {
        long granted = tables.grants.stream()
                .filter(grant -> grant.beneficiary().equals(beneficiary)
                        && grant.eligibility().equals(eligibility))
                .limit(atMost)
                .count();
        return new Before(count(RequestQuery.ALL.in(RequestState.PENDING).byRequester(requester), atMost), granted);
    }

    @Override
    public long count(RequestQuery query, long atMost) {
        return found(query).limit(atMost).count();
    }

    private Stream<AccessRequest> found(RequestQuery query) {
        return tables.requests.stream().filter(request -> matches(query, request));
    }

    private static boolean matches(RequestQuery query, AccessRequest request) {
        return (query.states().isEmpty() || query.states().contains(request.state()))
                && query.requester().map(request.requester()::equals).orElse(true)
                && query.beneficiary().map(request.beneficiary()::equals).orElse(true)
                && query.involving()
                        .map(id -> request.requester().equals(id)
                                || request.beneficiary().equals(id))
                        .orElse(true)
                && query.eligibility().map(request.eligibility()::equals).orElse(true)
                && query.extending()
                        .map(grant -> request.extending().equals(Optional.of(grant)))
                        .orElse(true)
                && query.awaiting().map(approver -> isOpenTo(approver, request)).orElse(true);
    }

    private static boolean isOpenTo(RequestQuery.Approver approver, AccessRequest request) {
        return request.state() == RequestState.PENDING
                && (request.approvers().users().contains(approver.id())
                        || !Collections.disjoint(request.approvers().groups(), approver.groups()));
    }
}
