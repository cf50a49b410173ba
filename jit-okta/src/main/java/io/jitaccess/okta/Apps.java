package io.jitaccess.okta;

import com.okta.sdk.resource.model.AppUser;
import com.okta.sdk.resource.model.AppUserAssignRequest;
import com.okta.sdk.resource.model.Application;
import com.okta.sdk.resource.model.Application.FeaturesEnum;
import com.okta.sdk.resource.model.ApplicationLifecycleStatus;
import com.okta.sdk.resource.model.ApplicationSignOnMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Apps and who is assigned to them; and what is lost when somebody is not any more. */
final class Apps {

    private static final int PAGE = 200;

    /** The app is where Okta's users or their passwords come from: without it they cannot sign in to Okta. */
    private static final Set<FeaturesEnum> SOURCE =
            EnumSet.of(FeaturesEnum.PROFILE_MASTERING, FeaturesEnum.OUTBOUND_DEL_AUTH);

    /** Okta makes accounts in the app, and may switch off or change those of others who are unassigned. */
    private static final Set<FeaturesEnum> PROVISIONING = EnumSet.of(
            FeaturesEnum.PUSH_NEW_USERS,
            FeaturesEnum.PUSH_NEW_USERS_WITHOUT_PASSWORD,
            FeaturesEnum.PUSH_NEW_USERS_WITH_HASHED_PASSWORD,
            FeaturesEnum.PUSH_PENDING_USERS,
            FeaturesEnum.PUSH_PROFILE_UPDATES,
            FeaturesEnum.PUSH_USER_DEACTIVATION,
            FeaturesEnum.SCIM_PROVISIONING);

    /** How to sign on without a password that the assignment holds. */
    private static final Set<ApplicationSignOnMode> FEDERATED = EnumSet.of(
            ApplicationSignOnMode.BOOKMARK,
            ApplicationSignOnMode.OPENID_CONNECT,
            ApplicationSignOnMode.SAML_1_1,
            ApplicationSignOnMode.SAML_2_0,
            ApplicationSignOnMode.WS_FEDERATION);

    private final Okta okta;

    Apps(Okta okta) {
        this.okta = okta;
    }

    Optional<Application> app(String id) {
        return Failure.found(() -> okta.call(() -> okta.apps().getApplication(id, null)));
    }

    /**
     * Why nobody is to be assigned for a time.
     *
     * @param lossAccepted whether it was said that data may be lost at the end
     */
    static Optional<String> barred(Application app, boolean lossAccepted) {
        if (app.getStatus() != ApplicationLifecycleStatus.ACTIVE) {
            return Optional.of("the app is not active");
        }
        List<FeaturesEnum> features = app.getFeatures() == null ? List.of() : app.getFeatures();
        if (features.stream().anyMatch(SOURCE::contains)) {
            return Optional.of("the app is where users of Okta come from: who is unassigned loses more than the app");
        }
        return loses(app, features).filter(why -> !lossAccepted);
    }

    private static Optional<String> loses(Application app, List<FeaturesEnum> features) {
        if (features.stream().anyMatch(PROVISIONING::contains)) {
            return Optional.of("Okta provisions the app: unassigning may deactivate the account in it; "
                    + AppAssignment.LOSS + ": accepted says that this may happen");
        }
        return FEDERATED.contains(app.getSignOnMode())
                ? Optional.empty()
                : Optional.of("the assignment holds the person's password for the app, which unassigning loses; "
                        + AppAssignment.LOSS + ": accepted says that this may happen");
    }

    /** The assignment, the person's own or a group's. */
    Optional<AppUser> assignment(String app, String user) {
        return Failure.found(() -> okta.call(() -> okta.appUsers().getApplicationUser(app, user, null)));
    }

    void assign(String app, String user) {
        okta.run(() -> okta.appUsers()
                .assignUserToApplication(
                        app, new AppUserAssignRequest().id(user).scope(AppUserAssignRequest.ScopeEnum.USER)));
    }

    void unassign(String app, String user) {
        okta.run(() -> okta.appUsers().unassignUserFromApplication(app, user, false));
    }

    Walk.Part<Application> active(Optional<String> from) {
        List<Application> apps = okta.call(() -> okta.apps()
                .listApplications(null, from.orElse(null), null, PAGE, Filters.eq("status", "ACTIVE"), null, null));
        return new Walk.Part<>(apps, Paging.next(apps));
    }

    Walk.Part<AppUser> assignments(String app, Optional<String> from) {
        List<AppUser> users =
                okta.call(() -> okta.appUsers().listApplicationUsers(app, from.orElse(null), PAGE, null, null));
        return new Walk.Part<>(users, Paging.next(users));
    }
}
