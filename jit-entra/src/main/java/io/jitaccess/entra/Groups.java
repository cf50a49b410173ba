package io.jitaccess.entra;

import com.microsoft.graph.models.Group;
import com.microsoft.kiota.RequestInformation;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which groups may be written to at all. */
final class Groups {

    private static final String[] READ = {
        "id",
        "displayName",
        "groupTypes",
        "membershipRule",
        "mailEnabled",
        "onPremisesSyncEnabled",
        "isAssignableToRole",
        "isManagementRestricted",
        "visibility"
    };

    private final Graph graph;
    private final boolean roleAssignable;

    /** @param roleAssignable whether groups that may hold roles of the directory are handed out */
    Groups(Graph graph, boolean roleAssignable) {
        this.graph = graph;
        this.roleAssignable = roleAssignable;
    }

    /** What a plain membership of a group that may hold roles takes beside the rest; empty where there is no such group. */
    Set<String> furtherRights() {
        return roleAssignable ? Set.of("RoleManagement.ReadWrite.Directory") : Set.of();
    }

    private RequestInformation read(String group) {
        return graph.client()
                .groups()
                .byGroupId(group)
                .toGetRequestInformation(ask -> ask.queryParameters.select = READ);
    }

    /** Each group as it is now, or why it cannot be read. */
    Map<String, Answer> read(List<String> groups) {
        List<String> each = groups.stream().distinct().toList();
        List<Answer> answers = graph.send(each, this::read);
        Map<String, Answer> found = new HashMap<>();
        for (int i = 0; i < each.size(); i++) {
            found.put(each.get(i), answers.get(i));
        }
        return found;
    }

    /**
     * Why its members are not to be changed here; empty if they are.
     *
     * <p>Rules: learn.microsoft.com/graph/api/resources/groups-overview and .../api/group-post-members. Hidden members
     * cannot be read without a further right, and what cannot be read would look like absent.
     */
    Optional<String> unfit(Group group) {
        List<String> types = Optional.ofNullable(group.getGroupTypes()).orElse(List.of());
        if (types.contains("DynamicMembership") || group.getMembershipRule() != null) {
            return Optional.of("a rule decides who is in the group");
        }
        if (is(group.getOnPremisesSyncEnabled())) {
            return Optional.of("the group comes from a directory on premises, which decides who is in it");
        }
        if (is(group.getMailEnabled()) && !types.contains("Unified")) {
            return Optional.of("Graph does not change members of mail-enabled groups that are no Microsoft 365 groups");
        }
        if ("HiddenMembership".equals(group.getVisibility())) {
            return Optional.of("the group hides its members: nobody could see whether access has ended");
        }
        if (is(group.getIsManagementRestricted())) {
            return Optional.of("the group is in a restricted administrative unit");
        }
        if (is(group.getIsAssignableToRole()) && !roleAssignable) {
            return Optional.of("the group may hold roles of the directory, and such groups are not switched on");
        }
        return Optional.empty();
    }

    Verification verify(String id, List<String> warnings) {
        Answer answer = graph.send(read(id));
        if (answer.failure().isPresent()) {
            Failure failure = answer.failure().get();
            return failure.is(Failure.Meaning.NOT_FOUND)
                    ? new Verification.Unusable("there is no group " + id)
                    : new Verification.Unclear(failure.message());
        }
        try {
            Group group = answer.as(Group::createFromDiscriminatorValue);
            List<String> all = new ArrayList<>(warnings);
            if (is(group.getIsAssignableToRole())) {
                all.add("the group may hold roles of the directory");
            }
            return unfit(group)
                    .<Verification>map(Verification.Unusable::new)
                    .orElseGet(() -> new Verification.Usable(all));
        } catch (FailedException e) {
            return new Verification.Unclear(e.failure().message());
        }
    }

    /** The names of those that are there. */
    Map<String, String> names(List<String> ids) {
        Map<String, String> names = new HashMap<>();
        read(ids).forEach((id, answer) -> {
            Optional<Failure> failure = answer.failure();
            if (failure.isPresent() && !failure.get().is(Failure.Meaning.NOT_FOUND)) {
                throw failure.get().thrown();
            }
            if (failure.isEmpty()) {
                Group group = answer.as(Group::createFromDiscriminatorValue);
                if (unfit(group).isEmpty()) {
                    names.put(
                            id,
                            Stream.ofNullable(group.getDisplayName())
                                    .filter(name -> !name.isBlank())
                                    .findFirst()
                                    .orElse(id));
                }
            }
        });
        return names;
    }

    private static boolean is(@org.jspecify.annotations.Nullable Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }
}
