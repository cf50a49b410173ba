package io.jitaccess.testkit.store;

import io.jitaccess.eligibility.CatalogueRevision;
import io.jitaccess.spi.store.CatalogueStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class MemoryCatalogue implements CatalogueStore {

    private final MemoryTables tables;
    private final Instant now;

    MemoryCatalogue(MemoryTables tables, Instant now) {
        this.tables = tables;
        this.now = now;
    }

    @Override
    public long activeNumber() {
        return active().map(CatalogueRevision::number).orElse(0L);
    }

    @Override
    public Optional<CatalogueRevision> active() {
        return latest(1).stream().findFirst();
    }

    @Override
    public List<CatalogueRevision> latest(int limit) {
        return tables.catalogue.stream()
                .sorted(Comparator.comparingLong(CatalogueRevision::number).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public CatalogueRevision activate(String source, String document) {
        return active().filter(revision -> revision.document().equals(document)).orElseGet(() -> {
            CatalogueRevision next = new CatalogueRevision(activeNumber() + 1, now, source, document);
            tables.catalogue.put(next.number(), next);
            return next;
        });
    }
}
