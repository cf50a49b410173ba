package io.jitaccess.testkit.store;

import io.jitaccess.spi.Notification;
import io.jitaccess.spi.store.OutboxStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

final class MemoryOutbox implements OutboxStore {

    /** An entry and where it stands; {@code number} counts them in the order in which they were added. */
    record Row(long number, Entry entry, Instant dueAt, Instant leasedUntil, Optional<String> lastError) {

        Instant readyAt() {
            return dueAt.isBefore(leasedUntil) ? leasedUntil : dueAt;
        }
    }

    private final MemoryTables tables;
    private final Instant now;

    MemoryOutbox(MemoryTables tables, Instant now) {
        this.tables = tables;
        this.now = now;
    }

    @Override
    public void enqueue(String channel, Notification notification) {
        long last = tables.outbox.stream().mapToLong(Row::number).max().orElse(0);
        Entry entry = new Entry(UUID.randomUUID(), channel, notification, 0);
        tables.outbox.put(entry.id(), new Row(last + 1, entry, now, now, Optional.empty()));
    }

    @Override
    public List<Entry> lease(String channel, int limit, Duration lease) {
        List<Row> leased = of(channel)
                .filter(row -> !row.readyAt().isAfter(now))
                .sorted(Comparator.comparingLong(Row::number))
                .limit(limit)
                .toList();
        leased.forEach(row -> tables.outbox.put(
                row.entry().id(), new Row(row.number(), row.entry(), row.dueAt(), now.plus(lease), row.lastError())));
        return leased.stream().map(Row::entry).toList();
    }

    @Override
    public void delivered(List<UUID> entries) {
        entries.forEach(tables.outbox::remove);
    }

    @Override
    public void failed(UUID entry, String error, Instant nextAttemptAt) {
        tables.outbox.get(entry).ifPresent(row -> {
            Entry failed = new Entry(
                    entry,
                    row.entry().channel(),
                    row.entry().notification(),
                    row.entry().attempts() + 1);
            tables.outbox.put(entry, new Row(row.number(), failed, nextAttemptAt, nextAttemptAt, Optional.of(error)));
        });
    }

    @Override
    public void release(List<UUID> entries) {
        for (UUID entry : entries) {
            tables.outbox
                    .get(entry)
                    .ifPresent(row -> tables.outbox.put(
                            entry, new Row(row.number(), row.entry(), row.dueAt(), row.dueAt(), row.lastError())));
        }
    }

    @Override
    public Optional<Instant> nextDue(String channel) {
        return of(channel).map(Row::readyAt).min(Comparator.naturalOrder());
    }

    @Override
    public long waiting(String channel, long atMost) {
        return of(channel).limit(atMost).count();
    }

    private Stream<Row> of(String channel) {
        return tables.outbox.stream().filter(row -> row.entry().channel().equals(channel));
    }
}
