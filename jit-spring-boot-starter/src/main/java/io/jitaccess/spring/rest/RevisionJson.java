package io.jitaccess.spring.rest;

import io.jitaccess.eligibility.CatalogueRevision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue that was accepted.
 *
 * @param document the catalogue; left out in a list of revisions
 */
record RevisionJson(
        long number,
        Instant acceptedAt,
        String source,
        @Nullable Object document) implements JsonBody {

    /** A catalogue that shall be in force. */
    record DocumentJson(Object document) implements JsonBody {}

    /** How many revisions are asked for. */
    record RevisionParameters(@Nullable Integer limit) implements QueryParameters {

        private static final int MOST = 100;
        private static final int DEFAULT = 20;

        /** @throws ProblemException if it is out of range */
        int read() {
            int asked = limit == null ? DEFAULT : limit;
            if (asked < 1 || asked > MOST) {
                throw new ProblemException(ProblemType.MALFORMED, "limit", "malformed", "must be 1 to " + MOST);
            }
            return asked;
        }
    }

    static RevisionJson whole(CatalogueRevision revision) {
        return of(revision, ApiJson.tree(revision.document()));
    }

    static RevisionJson entry(CatalogueRevision revision) {
        return of(revision, null);
    }

    private static RevisionJson of(CatalogueRevision revision, @Nullable Object document) {
        return new RevisionJson(revision.number(), revision.acceptedAt(), revision.source(), document);
    }
}
