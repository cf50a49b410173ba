package io.jitaccess;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.spi.ListedAccess;
import java.time.Instant;
import java.util.List;

/**
 * What one scan of one kind found.
 *
 * @param listed how many accesses are in force at the provider
 * @param standing how many of them no grant explains
 * @param examples the first of those, at most 100
 * @param missing accesses that should be there and were not listed; they are looked at again
 * @param zombies accesses with our mark that no row explains; they are being ended
 */
public record DriftReport(
        ProviderId provider,
        EntitlementKind kind,
        Instant at,
        long listed,
        long standing,
        List<ListedAccess> examples,
        long missing,
        long zombies) {

    public DriftReport {
        examples = List.copyOf(examples);
    }
}
