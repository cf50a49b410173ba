package io.jitaccess.okta;

import com.fasterxml.jackson.core.type.TypeReference;
import com.okta.sdk.resource.api.ApplicationApi;
import com.okta.sdk.resource.api.ApplicationUsersApi;
import com.okta.sdk.resource.api.GroupApi;
import com.okta.sdk.resource.api.GroupRuleApi;
import com.okta.sdk.resource.api.RoleAssignmentAUserApi;
import com.okta.sdk.resource.api.RoleCResourceSetApi;
import com.okta.sdk.resource.api.RoleECustomApi;
import com.okta.sdk.resource.api.SystemLogApi;
import com.okta.sdk.resource.api.UserApi;
import com.okta.sdk.resource.client.ApiClient;
import com.okta.sdk.resource.client.ApiException;
import com.okta.sdk.resource.client.Pair;
import com.okta.sdk.resource.model.Group;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Okta's APIs over one client. A refused token is forgotten, so that the next request fetches another. */
final class Okta implements AutoCloseable {

    private static final String JSON = "application/json";
    private static final String[] AUTHENTICATIONS = {"apiToken", "oauth2"};

    private final ApiClient client;
    private final @Nullable Tokens tokens;
    private final GroupApi groups;
    private final GroupRuleApi rules;
    private final UserApi users;
    private final ApplicationApi apps;
    private final ApplicationUsersApi appUsers;
    private final RoleAssignmentAUserApi roles;
    private final RoleECustomApi customRoles;
    private final RoleCResourceSetApi resourceSets;
    private final SystemLogApi log;

    Okta(ApiClient client, @Nullable Tokens tokens) {
        this.client = client;
        this.tokens = tokens;
        this.groups = new GroupApi(client);
        this.rules = new GroupRuleApi(client);
        this.users = new UserApi(client);
        this.apps = new ApplicationApi(client);
        this.appUsers = new ApplicationUsersApi(client);
        this.roles = new RoleAssignmentAUserApi(client);
        this.customRoles = new RoleECustomApi(client);
        this.resourceSets = new RoleCResourceSetApi(client);
        this.log = new SystemLogApi(client);
    }

    /** Makes one request. */
    <T> T call(Supplier<T> request) {
        try {
            return request.get();
        } catch (ApiException e) {
            if (e.getCode() == 401 && tokens != null) {
                tokens.forget();
            }
            throw e;
        }
    }

    /** Makes one request that answers nothing. */
    void run(Runnable request) {
        call(() -> {
            request.run();
            return true;
        });
    }

    GroupApi groups() {
        return groups;
    }

    GroupRuleApi rules() {
        return rules;
    }

    UserApi users() {
        return users;
    }

    ApplicationApi apps() {
        return apps;
    }

    ApplicationUsersApi appUsers() {
        return appUsers;
    }

    RoleAssignmentAUserApi roles() {
        return roles;
    }

    RoleECustomApi customRoles() {
        return customRoles;
    }

    RoleCResourceSetApi resourceSets() {
        return resourceSets;
    }

    SystemLogApi log() {
        return log;
    }

    /** A page of the user's groups: the SDK's method has no parameter for the pages after the first. */
    List<Group> groupsOf(String user, @Nullable String after) {
        return invoke(
                "GET",
                "/api/v1/users/" + client.escapeString(user) + "/groups",
                after == null ? List.of() : client.parameterToPair("after", after),
                new TypeReference<List<Group>>() {});
    }

    /**
     * Ends the user's sessions at Okta and its tokens. The SDK's method leaves out {@code forgetDevices}, which Okta takes
     * for true: it would make the person register devices anew.
     */
    void clearSessions(String user) {
        List<Pair> query = new ArrayList<>(client.parameterToPair("oauthTokens", true));
        query.addAll(client.parameterToPair("forgetDevices", false));
        invoke(
                "DELETE",
                "/api/v1/users/" + client.escapeString(user) + "/sessions",
                query,
                new TypeReference<Void>() {});
    }

    private <T> T invoke(String method, String path, List<Pair> query, TypeReference<T> answer) {
        return call(() -> client.invokeAPI(
                path,
                method,
                new ArrayList<>(query),
                List.of(),
                "",
                null,
                new java.util.HashMap<>(),
                Map.of(),
                Map.of(),
                JSON,
                JSON,
                AUTHENTICATIONS,
                answer));
    }

    /** Whether the library's own app was granted the scope; an API token has none. */
    boolean isGranted(String scope) {
        return tokens == null || tokens.isGranted(scope);
    }

    @Override
    public void close() throws IOException {
        client.getHttpClient().close();
    }
}
