package io.jitaccess.eligibility;

import io.jitaccess.internal.Text;
import java.time.Instant;

/**
 * A catalogue that was accepted and is, or was, in force on every node.
 *
 * @param number 1 for the first, then one more each
 * @param document the catalogue in its JSON form, as stored
 * @param source where it came from, such as a path or {@code programmatic}
 */
public record CatalogueRevision(long number, Instant acceptedAt, String source, String document) {

    public CatalogueRevision {
        Text.line(source, "source", 500);
    }
}
