package io.jitaccess.spring.rest;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An entitlement. */
record EntitlementJson(String provider, String kind, Map<String, String> attributes) {

    static EntitlementJson of(Entitlement entitlement) {
        return new EntitlementJson(
                entitlement.provider().value(), entitlement.kind().value(), entitlement.attributes());
    }

    static List<EntitlementJson> listOf(List<Entitlement> entitlements) {
        return entitlements.stream().map(EntitlementJson::of).toList();
    }

    Optional<Entitlement> read(String path, Conversion conversion) {
        Optional<ProviderId> ofProvider = conversion.of(path + ".provider", provider, ProviderId::new);
        Optional<EntitlementKind> ofKind = conversion.of(path + ".kind", kind, EntitlementKind::new);
        return ofProvider.flatMap(p -> ofKind.flatMap(
                k -> conversion.make(path + ".attributes", () -> new Entitlement(p, k, new TreeMap<>(attributes)))));
    }

    static List<Entitlement> readAll(String path, List<EntitlementJson> all, Conversion conversion) {
        List<Entitlement> read = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            all.get(i).read(path + "[" + i + "]", conversion).ifPresent(read::add);
        }
        return read;
    }
}
