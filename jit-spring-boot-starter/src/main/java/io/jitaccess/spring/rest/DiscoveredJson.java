package io.jitaccess.spring.rest;

import io.jitaccess.spi.EntitlementDiscovery;

/** An entitlement that could be offered, and how people call it. */
record DiscoveredJson(EntitlementJson entitlement, String displayName) {

    static DiscoveredJson of(EntitlementDiscovery.Discovered discovered) {
        return new DiscoveredJson(EntitlementJson.of(discovered.entitlement()), discovered.displayName());
    }

    static ListJson<DiscoveredJson> of(EntitlementDiscovery.Page page) {
        return new ListJson<>(
                page.entries().stream().map(DiscoveredJson::of).toList(),
                page.next().orElse(null));
    }
}
