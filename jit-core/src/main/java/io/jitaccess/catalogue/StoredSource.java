package io.jitaccess.catalogue;

import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.CatalogueRevision;
import io.jitaccess.spi.EligibilitySource;
import io.jitaccess.spi.store.Store;
import java.util.Optional;

/**
 * Eligibilities and policies that live in the store alone: what administrators activate is all there is. As a source it
 * has each node check what is in force against its own providers, so that a node that was started without one of them
 * says so in its status. Thread-safe.
 */
public final class StoredSource implements EligibilitySource {

    private final Store store;

    public StoredSource(Store store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "store";
    }

    /** What is in force; the empty catalogue where nothing was ever activated. */
    @Override
    public Reading read() {
        return store.separately(unit -> unit.catalogue().active())
                .map(CatalogueRevision::document)
                .map(CatalogueJson::parse)
                .map(parsed -> parsed.<Reading>fold(
                        done -> new Reading.Offered(done.value()),
                        refused -> new Reading.Unreadable(refused.problems())))
                .orElseGet(() -> new Reading.Offered(Catalogue.EMPTY));
    }

    @Override
    public Optional<String> changed(Optional<String> seen) {
        long number = store.separately(unit -> unit.catalogue().activeNumber());
        return Optional.of(Long.toString(number)).filter(now -> number > 0 && !seen.equals(Optional.of(now)));
    }
}
