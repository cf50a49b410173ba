package io.jitaccess.okta;

import com.okta.sdk.resource.model.User;
import com.okta.sdk.resource.model.UserProfile;
import com.okta.sdk.resource.model.UserStatus;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.identity.Identity;
import io.jitaccess.spi.PrincipalCache;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.PrincipalLookup.Found;
import io.jitaccess.spi.PrincipalLookup.NoPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which user of Okta an identity is, and whether that user may be given anything now. */
final class People {

    /** Enough to see that there is more than one. */
    private static final int MOST = 10;

    private static final Set<UserStatus> OUT = Set.of(UserStatus.SUSPENDED, UserStatus.DEPROVISIONED);

    private final String attribute;
    private final Okta okta;
    private final Function<Identity, Optional<String>> login;
    private final PrincipalCache cache = new PrincipalCache(100_000, Duration.ofMinutes(10));

    People(ProviderId provider, Okta okta, Function<Identity, Optional<String>> login) {
        this.attribute = provider.value() + ".principal";
        this.okta = okta;
        this.login = login;
    }

    /** By the identity's attribute {@code <provider>.principal}, a user's id, then by login or primary email at Okta. */
    PrincipalLookup of(Identity identity) {
        if (!identity.active()) {
            return new NoPrincipal("the identity is not active");
        }
        String named = identity.attributes().get(attribute);
        if (named != null) {
            return Ids.USER.matcher(named).matches()
                    ? new Found(new PrincipalId(named))
                    : new NoPrincipal("the identity's attribute " + attribute + " is no id of a user of Okta");
        }
        Optional<String> name = login.apply(identity).filter(text -> !text.isBlank());
        return name.isEmpty()
                ? new NoPrincipal("no login at Okta is known for this identity")
                : cache.find(name.get(), () -> Failure.lookUp(() -> ask(name.get())));
    }

    private PrincipalLookup ask(String name) {
        List<User> answered = okta.call(() -> okta.users()
                .listUsers(
                        null,
                        null,
                        null,
                        MOST,
                        Filters.eq("profile.login", name) + " or " + Filters.eq("profile.email", name),
                        null,
                        null,
                        null));
        if (Paging.next(answered).isPresent()) {
            return new NoPrincipal("several users of Okta have this identity's login or email");
        }
        List<User> users =
                answered.stream().filter(user -> isCalled(user, name)).toList();
        List<User> in = users.stream().filter(user -> !isOut(user.getStatus())).toList();
        if (in.size() > 1) {
            return new NoPrincipal("several users of Okta have this identity's login or email");
        }
        if (in.isEmpty()) {
            return new NoPrincipal(
                    users.isEmpty()
                            ? "Okta has no user of this identity's login or email"
                            : "the user at Okta is " + users.get(0).getStatus());
        }
        return new Found(new PrincipalId(Objects.requireNonNull(in.get(0).getId(), "Okta's user has no id")));
    }

    private static boolean isCalled(User user, String name) {
        UserProfile profile = user.getProfile();
        return profile != null
                && (name.equalsIgnoreCase(profile.getLogin()) || name.equalsIgnoreCase(profile.getEmail()));
    }

    /** Why the user may be given nothing, as Okta says now: an account that was suspended a moment ago gets nothing. */
    Optional<String> barred(PrincipalId user) {
        return Failure.found(() -> okta.call(() -> okta.users().getUser(user.value(), null, null)))
                .map(found -> isOut(found.getStatus())
                        ? Optional.of("the user at Okta is " + found.getStatus())
                        : Optional.<String>empty())
                .orElseGet(() -> Optional.of("Okta shows no user " + user.value()));
    }

    /** A status that the SDK does not know is none to trust. */
    private static boolean isOut(@Nullable UserStatus status) {
        return status == null || status == UserStatus.UNKNOWN_DEFAULT_OPEN_API || OUT.contains(status);
    }
}
