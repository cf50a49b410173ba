package io.jitaccess.gcp;

import com.google.api.services.cloudidentity.v1.model.ListMembershipsResponse;
import com.google.api.services.cloudidentity.v1.model.Membership;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementDiscovery.Discovered;
import io.jitaccess.spi.ListedAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Goes through the groups that may be handed out, one page of one group at a time. */
record GroupList(Groups groups, GroupNames names) {

    private static final String PART = "groups";
    private static final int DISCOVERED_AT_ONCE = 20;

    ListedAccess.Page page(Optional<String> from) {
        ResourceWalk.Place place = ResourceWalk.Place.parse(from);
        if (place.index() >= names.mails().size()) {
            return new ListedAccess.Page(List.of(), Optional.empty());
        }
        String mail = names.mails().get(place.index());
        try {
            ListMembershipsResponse found = groups.list(groups.name(mail), place.inner());
            String more = found.getNextPageToken() == null ? "" : found.getNextPageToken();
            List<Membership> memberships = found.getMemberships() == null ? List.of() : found.getMemberships();
            Entitlement entitlement = names.entitlement(mail);
            return new ListedAccess.Page(
                    memberships.stream()
                            .flatMap(membership -> listed(entitlement, membership))
                            .toList(),
                    next(more.isEmpty() ? place.index() + 1 : place.index(), more));
        } catch (IOException e) {
            throw Failure.of(e).thrown();
        }
    }

    /** Members that are groups themselves, or whom Google does not name, are no single accounts. */
    private Stream<ListedAccess> listed(Entitlement entitlement, Membership membership) {
        boolean isGroup = "GROUP".equals(membership.getType());
        String member = membership.getPreferredMemberKey() == null || isGroup
                ? ""
                : String.valueOf(membership.getPreferredMemberKey().getId());
        return Members.canonical(member).stream()
                .map(account -> new ListedAccess(
                        new PrincipalId(account),
                        entitlement,
                        names.key(entitlement),
                        Optional.empty(),
                        Groups.ends(membership)));
    }

    EntitlementDiscovery.Page discover(Optional<String> from) {
        int index = ResourceWalk.Place.parse(from).index();
        int end = Math.min(names.mails().size(), index + DISCOVERED_AT_ONCE);
        List<Discovered> found = new ArrayList<>();
        try {
            for (String mail : names.mails().subList(Math.min(index, end), end)) {
                found.add(new Discovered(names.entitlement(mail), groups.displayName(mail)));
            }
        } catch (IOException e) {
            throw Failure.of(e).thrown();
        }
        return new EntitlementDiscovery.Page(found, next(end, ""));
    }

    private Optional<String> next(int index, String inner) {
        return index < names.mails().size()
                ? Optional.of(new ResourceWalk.Place(PART, index, inner).text())
                : Optional.empty();
    }
}
