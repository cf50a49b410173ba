package io.jitaccess.spi.store;

import io.jitaccess.eligibility.CatalogueRevision;
import java.util.List;
import java.util.Optional;

/** Accepted catalogues: one is in force, on every node. */
public interface CatalogueStore {

    /** The number of the revision in force; 0 when there is none. A cheap read, made about once a second. */
    long activeNumber();

    Optional<CatalogueRevision> active();

    /** Newest first. */
    List<CatalogueRevision> latest(int limit);

    /**
     * Makes this document the revision in force, with the next number, unless the one in force has the same document:
     * then it answers with that one and writes nothing. Two nodes that do this at once do it one after the other.
     */
    CatalogueRevision activate(String source, String document);
}
