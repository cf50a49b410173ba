package io.jitaccess;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.identity.Actor;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.KindDescriptor.Marks;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.store.AssignmentStore;
import io.jitaccess.spi.store.AssignmentStore.AccessKey;
import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.UnitOfWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares what a provider lists with the rows. It writes neither ownership nor state: a mismatch makes the row due, and
 * the look decides. An entry with our mark and no row gets a row, and ends.
 */
final class DriftScan {

    private static final int BATCH = 500;
    private static final int MOST_EXAMPLES = 100;
    private static final int MOST_PAGES = 100_000;

    private final Store store;
    private final Recorder recorder;
    private final Map<String, DriftReport> reports = new ConcurrentHashMap<>();

    DriftScan(Store store, Recorder recorder) {
        this.store = store;
        this.recorder = recorder;
    }

    List<DriftReport> reports() {
        return List.copyOf(reports.values());
    }

    /** What one scan counts. */
    private static final class Tally {
        private long listed;
        private long standing;
        private long missing;
        private long zombies;
        private final List<ListedAccess> examples = new ArrayList<>();
        private final SeenAccess seen = new SeenAccess();
    }

    /** Scans one kind; throws what {@link AccessProvider#list} throws, having changed nothing wrong. */
    void run(AccessProvider provider, KindDescriptor kind) {
        if (kind.sight() == KindDescriptor.Sight.UNOBSERVABLE) {
            return;
        }
        Tally tally = new Tally();
        Optional<String> from = Optional.empty();
        int pages = 0;
        do {
            ListedAccess.Page page = provider.list(kind.kind(), from);
            for (int at = 0; at < page.entries().size(); at += AssignmentStore.MOST_KEYS) {
                List<ListedAccess> some = page.entries()
                        .subList(
                                at,
                                Math.min(
                                        at + AssignmentStore.MOST_KEYS,
                                        page.entries().size()));
                store.separately(unit -> {
                    compare(unit, new Rows(unit, provider, kind, some), some, tally);
                    return true;
                });
            }
            boolean stuck = page.next().isPresent() && page.next().equals(from);
            if (stuck || ++pages > MOST_PAGES) {
                throw new IllegalStateException("provider " + provider.id() + " lists " + kind.kind() + " without end");
            }
            from = page.next();
        } while (from.isPresent());
        findMissing(provider, kind, tally);
        store.separately(unit -> {
            report(unit, provider, kind, tally);
            return true;
        });
    }

    /** What is known of some entries, looked up at once. */
    private static final class Rows {
        private final Map<AssignmentId, Assignment> byMark;
        private final Map<AccessKey, List<Assignment>> byKey;

        Rows(UnitOfWork unit, AccessProvider provider, KindDescriptor kind, List<ListedAccess> entries) {
            Set<AssignmentId> marks =
                    entries.stream().flatMap(entry -> entry.mark().stream()).collect(toSet());
            // where there are marks, what has none is not ours
            Set<AccessKey> keys = kind.marks() == Marks.MARKED
                    ? Set.of()
                    : entries.stream().map(DriftScan::key).collect(toSet());
            byMark = (marks.isEmpty()
                            ? List.<Assignment>of()
                            : unit.assignments().findAll(marks))
                    .stream().collect(toMap(Assignment::id, row -> row));
            byKey = (keys.isEmpty() ? List.<Assignment>of() : unit.assignments().findByKeys(provider.id(), keys))
                    .stream().collect(groupingBy(row -> new AccessKey(row.principal(), row.targetKey())));
        }

        boolean explain(AssignmentId mark) {
            return byMark.containsKey(mark);
        }

        List<Assignment> of(ListedAccess entry) {
            return entry.mark()
                    .map(byMark::get)
                    .map(List::of)
                    .orElseGet(() -> byKey.getOrDefault(key(entry), List.of()));
        }
    }

    private static AccessKey key(ListedAccess entry) {
        return new AccessKey(entry.principal(), entry.targetKey());
    }

    private void compare(UnitOfWork unit, Rows rows, List<ListedAccess> entries, Tally tally) {
        List<AssignmentId> due = new ArrayList<>();
        for (ListedAccess entry : entries) {
            tally.listed++;
            tally.seen.add(entry.principal(), entry.targetKey());
            entry.mark().ifPresent(tally.seen::add);
            if (entry.mark().filter(mark -> !rows.explain(mark)).isPresent()) {
                tally.zombies++;
                end(unit, entry);
                continue;
            }
            List<Assignment> known = rows.of(entry);
            known.stream()
                    .filter(row -> mismatch(row, entry))
                    .map(Assignment::id)
                    .forEach(due::add);
            boolean explained = known.stream()
                    .anyMatch(row -> row.ours() || !row.outstanding().isEmpty());
            if (!explained) {
                tally.standing++;
                if (tally.examples.size() < MOST_EXAMPLES) {
                    tally.examples.add(entry);
                }
            }
        }
        unit.assignments().makeDue(due);
    }

    private static boolean mismatch(Assignment row, ListedAccess entry) {
        return switch (row.state()) {
            case ABSENT -> entry.mark().isPresent() || row.attempts() > 0;
            case PRESENT ->
                row.carriedUntil().isPresent()
                        && entry.until().isPresent()
                        && !entry.until().equals(row.carriedUntil());
            case NEW, ASSIGNING, REVOKING, STANDING -> false;
        };
    }

    /** Ours by its mark, and nothing is known of it: it gets a row that nobody wants. */
    private void end(UnitOfWork unit, ListedAccess entry) {
        Instant now = unit.now();
        Assignment row = unit.assignments()
                .lockOrInsertAll(List.of(Assignment.unexplained(
                        entry.mark().orElseThrow(), entry.entitlement(), entry.principal(), entry.targetKey(), now)))
                .get(0);
        if (row.version() == 0 && !row.ours()) {
            unit.assignments()
                    .update(row.change()
                            .state(AssignmentState.REVOKING)
                            .ours(true)
                            .nextDueAt(Optional.of(now))
                            .build());
            recorder.record(
                    unit,
                    AuditEvent.of(now, AuditAction.ZOMBIE_FOUND, Actor.SYSTEM)
                            .on(row.id())
                            .with("entitlement", entry.entitlement())
                            .with("principal", entry.principal()));
        }
    }

    private void findMissing(AccessProvider provider, KindDescriptor kind, Tally tally) {
        Optional<AssignmentId> after = Optional.empty();
        List<Assignment> rows;
        do {
            Optional<AssignmentId> from = after;
            rows = store.separately(unit -> unit.assignments().present(provider.id(), kind.kind(), from, BATCH));
            List<AssignmentId> missing = rows.stream()
                    .filter(row ->
                            !tally.seen.contains(row.id()) && !tally.seen.contains(row.principal(), row.targetKey()))
                    .map(Assignment::id)
                    .toList();
            tally.missing += missing.size();
            store.separately(unit -> {
                unit.assignments().makeDue(missing);
                return true;
            });
            after = rows.isEmpty()
                    ? Optional.empty()
                    : Optional.of(rows.get(rows.size() - 1).id());
        } while (rows.size() == BATCH);
    }

    private void report(UnitOfWork unit, AccessProvider provider, KindDescriptor kind, Tally tally) {
        DriftReport report = new DriftReport(
                provider.id(),
                kind.kind(),
                unit.now(),
                tally.listed,
                tally.standing,
                tally.examples,
                tally.missing,
                tally.zombies);
        reports.put(provider.id() + "/" + kind.kind(), report);
        recorder.record(
                unit,
                AuditEvent.of(unit.now(), AuditAction.DRIFT_SCANNED, Actor.SYSTEM)
                        .with("provider", provider.id())
                        .with("kind", kind.kind())
                        .with("listed", tally.listed)
                        .with("standing", tally.standing)
                        .with("missing", tally.missing)
                        .with("zombies", tally.zombies));
    }
}
