package io.jitaccess.spi;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import java.util.List;
import java.util.Optional;

/** An ability: which entitlements of a kind exist to be offered. */
public interface EntitlementDiscovery extends AccessProvider {

    /** An entitlement that could be offered, and how people call it. */
    record Discovered(Entitlement entitlement, String displayName) {}

    /**
     * A page of what could be offered.
     *
     * @param next where the next page begins; empty on the last
     */
    record Page(List<Discovered> entries, Optional<String> next) {
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Lists, in pages of at most 1000.
     *
     * @throws ProviderException when the listing cannot be made
     */
    Page discover(EntitlementKind kind, Optional<String> from);
}
