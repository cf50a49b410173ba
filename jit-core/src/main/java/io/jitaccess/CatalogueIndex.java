package io.jitaccess;

import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Finds the eligibilities of an identity by its id and groups, without looking at the others. Immutable. */
final class CatalogueIndex {

    private final List<Eligibility> byName;
    /** Of each place, a bit for each kind of identity: far less memory to touch than the eligibility itself. */
    private final byte[] kinds;
    /** Places in {@link #byName}. */
    private final PlacesByText byUser;
    /** Places in {@link #byName}. */
    private final PlacesByText byGroup;

    CatalogueIndex(Catalogue catalogue) {
        byName = catalogue.eligibilities().stream()
                .sorted(Comparator.comparing(Eligibility::name).thenComparing(Eligibility::id))
                .toList();
        kinds = new byte[byName.size()];
        for (int i = 0; i < kinds.length; i++) {
            for (IdentityKind kind : byName.get(i).who().kinds()) {
                kinds[i] |= bit(kind);
            }
        }
        byUser = places(eligibility -> eligibility.who().users(), IdentityId::value);
        byGroup = places(eligibility -> eligibility.who().groups(), GroupId::value);
    }

    /** What the identity is eligible for, by name. */
    List<Eligibility> of(Identity identity) {
        if (!identity.active()) {
            return List.of();
        }
        int[] places = places(identity);
        List<Eligibility> found = new ArrayList<>(places.length);
        for (int i = 0; i < places.length; i++) {
            boolean isNew = i == 0 || places[i] != places[i - 1];
            if (isNew && (kinds[places[i]] & bit(identity.kind())) != 0) {
                found.add(byName.get(places[i]));
            }
        }
        return found;
    }

    private static byte bit(IdentityKind kind) {
        return switch (kind) {
            case HUMAN -> 1;
            case SERVICE -> 2;
        };
    }

    /** Ascending; one that it has by several groups is there several times. */
    private int[] places(Identity identity) {
        int[] own = byUser.of(identity.id().value());
        String[] groups = new String[identity.groups().size()];
        int next = 0;
        for (GroupId group : identity.groups()) {
            groups[next++] = group.value();
        }
        int[] shared = byGroup.of(groups);
        int[] places = Arrays.copyOf(shared, shared.length + own.length);
        System.arraycopy(own, 0, places, shared.length, own.length);
        Arrays.sort(places);
        return places;
    }

    private <K> PlacesByText places(Function<Eligibility, Set<K>> keys, Function<K, String> text) {
        Map<String, int[]> places = new HashMap<>();
        Map<String, Integer> sizes = new HashMap<>();
        for (Eligibility eligibility : byName) {
            keys.apply(eligibility).forEach(key -> sizes.merge(text.apply(key), 1, Integer::sum));
        }
        for (int i = byName.size() - 1; i >= 0; i--) {
            for (K key : keys.apply(byName.get(i))) {
                int left = sizes.merge(text.apply(key), -1, Integer::sum);
                places.computeIfAbsent(text.apply(key), k -> new int[left + 1])[left] = i;
            }
        }
        return new PlacesByText(places);
    }
}
