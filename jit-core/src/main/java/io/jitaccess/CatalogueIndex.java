package io.jitaccess;

import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the eligibilities of an identity by its id and groups, without looking at the others. Immutable. */
final class CatalogueIndex {

    private final Map<IdentityId, List<Eligibility>> byUser = new HashMap<>();
    private final Map<GroupId, List<Eligibility>> byGroup = new HashMap<>();

    CatalogueIndex(Catalogue catalogue) {
        for (Eligibility eligibility : catalogue.eligibilities()) {
            eligibility
                    .who()
                    .users()
                    .forEach(user ->
                            byUser.computeIfAbsent(user, u -> new ArrayList<>()).add(eligibility));
            eligibility
                    .who()
                    .groups()
                    .forEach(group -> byGroup.computeIfAbsent(group, g -> new ArrayList<>())
                            .add(eligibility));
        }
    }

    /** What the identity is eligible for, by name. */
    List<Eligibility> of(Identity identity) {
        Set<Eligibility> found = new LinkedHashSet<>(byUser.getOrDefault(identity.id(), List.of()));
        for (GroupId group : identity.groups()) {
            found.addAll(byGroup.getOrDefault(group, List.of()));
        }
        return found.stream()
                .filter(eligibility -> eligibility.who().include(identity))
                .sorted(Comparator.comparing(Eligibility::name).thenComparing(e -> e.id().value()))
                .toList();
    }
}
