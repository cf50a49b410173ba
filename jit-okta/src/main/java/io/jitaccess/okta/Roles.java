package io.jitaccess.okta;

import com.okta.sdk.resource.model.AssignRoleToUserRequest;
import com.okta.sdk.resource.model.ListGroupAssignedRoles200ResponseInner;
import com.okta.sdk.resource.model.RoleAssignedUser;
import com.okta.sdk.resource.model.RoleAssignedUsers;
import com.okta.sdk.resource.model.RoleAssignmentType;
import com.okta.sdk.resource.model.RoleType;
import io.jitaccess.spi.ProviderException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Administrators' roles and who was given them. */
final class Roles {

    private static final int PAGE = 100;
    private static final int MOST_PAGES = 100;

    private final Okta okta;

    Roles(Okta okta) {
        this.okta = okta;
    }

    /** The ids of assignments of the role to the user itself; nothing if Okta shows no such user. */
    Optional<List<String>> assignments(String user, RoleName role) {
        return given(user)
                .map(given -> given.stream()
                        .filter(each -> RoleName.of(each).filter(role::equals).isPresent())
                        .map(ListGroupAssignedRoles200ResponseInner::getId)
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** Roles that the user was given itself; those of its groups are the groups'. */
    Optional<List<ListGroupAssignedRoles200ResponseInner>> given(String user) {
        return Failure.found(() -> okta.call(() -> okta.roles().listAssignedRolesForUser(user, null)))
                .map(roles -> roles.stream()
                        .filter(role -> role.getAssignmentType() == RoleAssignmentType.USER)
                        .toList());
    }

    void assign(String user, RoleName role) {
        AssignRoleToUserRequest body = new AssignRoleToUserRequest().type(role.type());
        role.resourceSet().ifPresent(set -> body.role(role.name()).resourceSet(set));
        okta.run(() -> okta.roles().assignRoleToUser(user, body, null));
    }

    void unassign(String user, String assignment) {
        okta.run(() -> okta.roles().unassignRoleFromUser(user, assignment));
    }

    /** Whether a custom role and its resource set are there; standard roles always are. */
    Optional<String> missing(RoleName role) {
        if (role.resourceSet().isEmpty()) {
            return Optional.empty();
        }
        if (Failure.found(() -> okta.call(() -> okta.customRoles().getRole(role.name())))
                .isEmpty()) {
            return Optional.of("Okta shows no role " + role.name());
        }
        String set = role.resourceSet().get();
        return Failure.found(() -> okta.call(() -> okta.resourceSets().getResourceSet(set)))
                        .isPresent()
                ? Optional.empty()
                : Optional.of("Okta shows no resource set " + set);
    }

    /** Users who have any role. */
    Walk.Part<String> assignees(Optional<String> from) {
        RoleAssignedUsers page = okta.call(() -> okta.roles().listUsersWithRoleAssignments(from.orElse(null), PAGE));
        List<RoleAssignedUser> users = page.getValue() == null ? List.of() : page.getValue();
        return new Walk.Part<>(
                users.stream()
                        .map(RoleAssignedUser::getId)
                        .filter(Objects::nonNull)
                        .toList(),
                next(page));
    }

    boolean isAssignee(String user) {
        Optional<String> from = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            Walk.Part<String> users = assignees(from);
            if (users.entries().contains(user)) {
                return true;
            }
            from = users.next();
            if (from.isEmpty()) {
                return false;
            }
        }
        throw new ProviderException("there are more administrators than can be read");
    }

    /** This list alone tells of its next page in its body. */
    private static Optional<String> next(RoleAssignedUsers page) {
        if (page.getLinks() == null || page.getLinks().getNext() == null) {
            return Optional.empty();
        }
        String query =
                URI.create(String.valueOf(page.getLinks().getNext().getHref())).getRawQuery();
        Optional<String> after = Arrays.stream(query == null ? new String[0] : query.split("&"))
                .filter(pair -> pair.startsWith("after="))
                .map(pair -> URLDecoder.decode(pair.substring("after=".length()), StandardCharsets.UTF_8))
                .findFirst();
        if (after.isEmpty()) {
            throw new ProviderException("Okta told of another page, and not where it begins");
        }
        return after;
    }

    /**
     * Which role.
     *
     * @param name a standard role's type, or a custom role's id
     * @param resourceSet what a custom role is over
     */
    record RoleName(String name, Optional<String> resourceSet) {

        String type() {
            return resourceSet.isPresent() ? RoleType.CUSTOM.getValue() : name;
        }

        /** Okta tells of some standard roles as it does of custom ones, over a resource set of its own. */
        static Optional<RoleName> of(ListGroupAssignedRoles200ResponseInner given) {
            String role = given.getRole();
            String type = given.getType() == null ? "" : given.getType().getValue();
            Optional<String> standard = Stream.of(type, role == null ? "" : role)
                    .filter(name -> AdminRole.STANDARD.matcher(name).matches())
                    .findFirst();
            if (standard.isPresent()) {
                return Optional.of(new RoleName(standard.get(), Optional.empty()));
            }
            return role == null || given.getResourceSet() == null
                    ? Optional.empty()
                    : Optional.of(new RoleName(role, Optional.of(given.getResourceSet())));
        }

        /** As it is written where roles are chosen. */
        String text() {
            return name + resourceSet.map(set -> ":" + set).orElse("");
        }
    }
}
