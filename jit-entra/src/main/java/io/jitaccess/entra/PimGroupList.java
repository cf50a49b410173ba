package io.jitaccess.entra;

import com.microsoft.graph.identitygovernance.privilegedaccess.group.assignmentscheduleinstances.AssignmentScheduleInstancesRequestBuilder;
import com.microsoft.graph.models.DirectoryObjectCollectionResponse;
import com.microsoft.graph.models.PrivilegedAccessGroupAssignmentScheduleInstance;
import com.microsoft.graph.models.PrivilegedAccessGroupAssignmentScheduleInstanceCollectionResponse;
import io.jitaccess.spi.ListedAccess;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Goes through the groups that are handed out through PIM: PIM's assignments, and the members whom they do not explain.
 */
record PimGroupList(Context context, GroupNames names, PimGroups pim) {

    /** Pages of assignments in one group; more fail rather than being left out. */
    private static final int MOST_PAGES = 100;

    ListedAccess.Page page(Optional<String> from) {
        Place place = Place.parse(from);
        if (place.index() >= names.ids().size()) {
            return new ListedAccess.Page(List.of(), Optional.empty());
        }
        String group = names.ids().get(place.index());
        GroupList list = new GroupList(context, names);
        List<PrivilegedAccessGroupAssignmentScheduleInstance> instances;
        DirectoryObjectCollectionResponse members;
        try {
            instances = instances(group);
            members = list.members(group, place);
        } catch (RuntimeException e) {
            if (!Failure.of(e).is(Failure.Meaning.NOT_FOUND)) {
                throw e;
            }
            return new ListedAccess.Page(
                    List.of(), Place.next(place.index(), names.ids().size(), null));
        }
        List<ListedAccess> entries = new ArrayList<>();
        Set<String> explained = new HashSet<>();
        for (PrivilegedAccessGroupAssignmentScheduleInstance instance : instances) {
            String person = String.valueOf(instance.getPrincipalId()).toLowerCase(Locale.ROOT);
            // on the first page alone: those of PIM are not of any page of members
            if (explained.add(person) && place.isFirst() && PimGroups.isAssigned(instance)) {
                entries.add(list.listed(group, person, PimGroups.end(instance)));
            }
        }
        Members.objects(members).stream()
                .flatMap(member -> GroupList.person(member).stream())
                .filter(person -> !explained.contains(person))
                .forEach(person -> entries.add(list.listed(group, person, Optional.empty())));
        return place.page(entries, Place.next(place.index(), names.ids().size(), members.getOdataNextLink()));
    }

    /** Those that are assigned before those that are activated. */
    private List<PrivilegedAccessGroupAssignmentScheduleInstance> instances(String group) {
        AssignmentScheduleInstancesRequestBuilder instances = context.graph()
                .client()
                .identityGovernance()
                .privilegedAccess()
                .group()
                .assignmentScheduleInstances();
        List<PrivilegedAccessGroupAssignmentScheduleInstance> assigned = new ArrayList<>();
        List<PrivilegedAccessGroupAssignmentScheduleInstance> activated = new ArrayList<>();
        PrivilegedAccessGroupAssignmentScheduleInstanceCollectionResponse page =
                instances.get(ask -> ask.queryParameters.filter = "groupId eq '" + group + "'");
        for (int pages = 0; page != null; pages++) {
            if (pages == MOST_PAGES) {
                throw new FailedException(Failure.unreadable());
            }
            PimGroups.memberships(page)
                    .forEach(instance -> (PimGroups.isAssigned(instance) ? assigned : activated).add(instance));
            String next = page.getOdataNextLink();
            if (next == null) {
                assigned.addAll(activated);
                return assigned;
            }
            page = instances
                    .withUrl(context.graph().base()
                            + "/identityGovernance/privilegedAccess/group/assignmentScheduleInstances?"
                            + next.substring(next.indexOf('?') + 1))
                    .get();
        }
        throw new FailedException(Failure.unreadable());
    }
}
