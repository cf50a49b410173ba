package io.jitaccess.entitlement;

import io.jitaccess.internal.Attributes;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One thing that a provider can hand out, as a value.
 *
 * @param provider which configured provider
 * @param kind one of the kinds that the provider declares
 * @param attributes what the kind needs, such as account and permission set; at most 32, values of at most 4096
 *     characters
 */
public record Entitlement(ProviderId provider, EntitlementKind kind, SortedMap<String, String> attributes) {

    public Entitlement(ProviderId provider, EntitlementKind kind, SortedMap<String, String> attributes) {
        Attributes.check(attributes, "an entitlement", 4096);
        this.provider = provider;
        this.kind = kind;
        this.attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    public static Entitlement of(String provider, String kind, Map<String, String> attributes) {
        return new Entitlement(new ProviderId(provider), new EntitlementKind(kind), new TreeMap<>(attributes));
    }

    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    @Override
    public String toString() {
        return provider + "/" + kind + attributes;
    }
}
