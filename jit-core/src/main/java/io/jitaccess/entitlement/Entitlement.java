package io.jitaccess.entitlement;

import io.jitaccess.internal.Text;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One thing that a provider can hand out, as a value.
 *
 * @param provider which configured provider
 * @param kind one of the kinds that the provider declares
 * @param attributes what the kind needs, such as account and permission set; at most 32, values of at most 4096
 *     characters
 */
public record Entitlement(ProviderId provider, EntitlementKind kind, SortedMap<String, String> attributes) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,63}");

    public Entitlement(ProviderId provider, EntitlementKind kind, SortedMap<String, String> attributes) {
        if (attributes.size() > 32) {
            throw new IllegalArgumentException("an entitlement has at most 32 attributes, not " + attributes.size());
        }
        attributes.forEach((name, value) -> {
            Text.matching(name, "attribute name", NAME);
            Text.line(value, "attribute " + name, 4096);
        });
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
