package io.jitaccess.okta;

import com.okta.sdk.resource.model.Group;
import com.okta.sdk.resource.model.User;
import io.jitaccess.spi.ProviderException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Groups and who is in them, by Okta's direct lists alone: what its searches answer lags behind. */
final class Members {

    private static final int PAGE = 200;
    private static final int LARGE_PAGE = 1000;
    private static final int MOST_PAGES = 100;

    private final Okta okta;

    Members(Okta okta) {
        this.okta = okta;
    }

    Optional<Group> group(String id) {
        return Failure.found(() -> okta.call(() -> okta.groups().getGroup(id)));
    }

    /** Whether the user is in the group; the group itself must have been readable in the same pass. */
    boolean isIn(String group, String user) {
        Optional<String> after = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            String from = after.orElse(null);
            Optional<List<Group>> groups = Failure.found(() -> okta.groupsOf(user, from));
            if (groups.isEmpty()) {
                // the user is gone, or not to be seen: the group's own list tells
                return isListed(group, user);
            }
            if (groups.get().stream().anyMatch(each -> group.equals(each.getId()))) {
                return true;
            }
            after = Paging.next(groups.get());
            if (after.isEmpty()) {
                return false;
            }
        }
        throw new ProviderException("the user is in more groups than can be read");
    }

    private boolean isListed(String group, String user) {
        Optional<String> after = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            String from = after.orElse(null);
            List<User> users = okta.call(() -> okta.groups().listGroupUsers(group, from, LARGE_PAGE));
            if (users.stream().anyMatch(each -> user.equals(each.getId()))) {
                return true;
            }
            after = Paging.next(users);
            if (after.isEmpty()) {
                return false;
            }
        }
        throw new ProviderException("the group has more members than can be read");
    }

    void add(String group, String user) {
        okta.run(() -> okta.groups().assignUserToGroup(group, user));
    }

    void remove(String group, String user) {
        okta.run(() -> okta.groups().unassignUserFromGroup(group, user));
    }

    Walk.Part<String> page(String group, Optional<String> from) {
        List<User> users = okta.call(() -> okta.groups().listGroupUsers(group, from.orElse(null), PAGE));
        return new Walk.Part<>(
                users.stream().map(User::getId).filter(Objects::nonNull).toList(), Paging.next(users));
    }

    /** Every group that is Okta's own. */
    Walk.Part<Group> groups(Optional<String> from) {
        List<Group> groups = okta.call(() -> okta.groups()
                .listGroups(null, Filters.eq("type", "OKTA_GROUP"), from.orElse(null), PAGE, null, null, null, null));
        return new Walk.Part<>(groups, Paging.next(groups));
    }
}
