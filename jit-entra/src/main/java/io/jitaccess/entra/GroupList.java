package io.jitaccess.entra;

import com.microsoft.graph.groups.item.members.MembersRequestBuilder;
import com.microsoft.graph.models.DirectoryObject;
import com.microsoft.graph.models.DirectoryObjectCollectionResponse;
import com.microsoft.graph.models.User;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementDiscovery.Discovered;
import io.jitaccess.spi.ListedAccess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Goes through the groups that may be handed out, one page of one group at a time. */
record GroupList(Context context, GroupNames names) {

    /** The most that Graph gives of members at once. */
    private static final int PAGE = 999;

    /** @throws RuntimeException of Graph's, which the provider tells of */
    ListedAccess.Page page(Optional<String> from) {
        Place place = Place.parse(from);
        if (place.index() >= names.ids().size()) {
            return new ListedAccess.Page(List.of(), Optional.empty());
        }
        String group = names.ids().get(place.index());
        DirectoryObjectCollectionResponse found;
        try {
            found = members(group, place);
        } catch (RuntimeException e) {
            if (!Failure.of(e).is(Failure.Meaning.NOT_FOUND)) {
                throw e;
            }
            // a group that was deleted gives nothing, and must not hide the others: what is not listed is looked at
            return new ListedAccess.Page(
                    List.of(), Place.next(place.index(), names.ids().size(), null));
        }
        List<ListedAccess> entries = Members.objects(found).stream()
                .flatMap(member -> person(member).stream())
                .map(person -> listed(group, person, Optional.empty()))
                .toList();
        return place.page(entries, Place.next(place.index(), names.ids().size(), found.getOdataNextLink()));
    }

    DirectoryObjectCollectionResponse members(String group, Place place) {
        MembersRequestBuilder members =
                context.graph().client().groups().byGroupId(group).members();
        DirectoryObjectCollectionResponse page = place.isFirst()
                ? members.get(ask -> {
                    ask.queryParameters.select = new String[] {"id"};
                    ask.queryParameters.top = PAGE;
                })
                : members.withUrl(context.graph().base() + "/groups/" + group + "/members?" + place.query())
                        .get();
        if (page == null) {
            throw new FailedException(Failure.unreadable());
        }
        return page;
    }

    /** Members that are groups or devices are no single accounts. */
    static Optional<String> person(DirectoryObject member) {
        return member instanceof User ? Members.id(member) : Optional.empty();
    }

    ListedAccess listed(String group, String person, Optional<Instant> until) {
        Entitlement entitlement = names.entitlement(group);
        return new ListedAccess(
                new PrincipalId(person), entitlement, GroupNames.key(entitlement), Optional.empty(), until);
    }

    /** Those that are there and fit, by their names. */
    EntitlementDiscovery.Page discover(Optional<String> from) {
        int index = Place.parse(from).index();
        List<String> some = names.ids().stream().skip(index).limit(Graph.BATCH).toList();
        Map<String, String> called = context.groups().names(some);
        List<Discovered> found = new ArrayList<>();
        some.forEach(id -> Stream.ofNullable(called.get(id))
                .forEach(name -> found.add(new Discovered(names.entitlement(id), name))));
        return new EntitlementDiscovery.Page(
                found, Place.next(index + some.size() - 1, names.ids().size(), null));
    }
}
