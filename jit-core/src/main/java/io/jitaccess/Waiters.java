package io.jitaccess;

import io.jitaccess.grant.Grant;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.spi.store.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who waits in this process for grants to become active or to end. */
final class Waiters {

    private static final int BATCH = 500;

    private record Waiter(boolean forActive, CompletableFuture<Grant> future) {}

    private final Store store;
    private final Map<GrantId, List<Waiter>> waiting = new ConcurrentHashMap<>();

    Waiters(Store store) {
        this.store = store;
    }

    CompletableFuture<Grant> whenActive(GrantId grant) {
        return add(grant, true);
    }

    CompletableFuture<Grant> whenEnded(GrantId grant) {
        return add(grant, false);
    }

    private CompletableFuture<Grant> add(GrantId id, boolean forActive) {
        Waiter waiter = new Waiter(forActive, new CompletableFuture<>());
        waiting.compute(id, (key, known) -> {
            List<Waiter> waiters = known == null ? new CopyOnWriteArrayList<>() : known;
            waiters.add(waiter);
            return waiters;
        });
        CompletableFuture<Grant> unused = waiter.future().whenComplete((grant, error) -> remove(id, waiter));
        // registered first, then read: a change in between is seen by one of the two
        check(List.of(id));
        return waiter.future();
    }

    private void remove(GrantId id, Waiter waiter) {
        waiting.computeIfPresent(id, (key, waiters) -> {
            waiters.remove(waiter);
            return waiters.isEmpty() ? null : waiters;
        });
    }

    /** Looks what other nodes did; about once a second. Nothing is read while nobody waits. */
    void poll() {
        List<GrantId> all = List.copyOf(waiting.keySet());
        for (int i = 0; i < all.size(); i += BATCH) {
            check(all.subList(i, Math.min(all.size(), i + BATCH)));
        }
    }

    private void check(Collection<GrantId> ids) {
        store.reading(unit -> unit.grants().findAll(ids)).forEach(this::changed);
    }

    /** A grant is in this state now, and it is committed. */
    void changed(Grant grant) {
        for (Waiter waiter : waiting.getOrDefault(grant.id(), List.of())) {
            if (grant.state() == GrantState.ENDED && !waiter.forActive()) {
                waiter.future().complete(grant);
            } else if (grant.state() == GrantState.ACTIVE && waiter.forActive()) {
                waiter.future().complete(grant);
            } else if (waiter.forActive()
                    && (grant.state() == GrantState.ENDING || grant.state() == GrantState.ENDED)) {
                waiter.future().completeExceptionally(new GrantEndedException(grant));
            }
        }
    }

    void close() {
        Set<Waiter> all = new HashSet<>();
        waiting.values().forEach(all::addAll);
        new ArrayList<>(all)
                .forEach(waiter -> waiter.future().completeExceptionally(new CancellationException("closed")));
    }
}
