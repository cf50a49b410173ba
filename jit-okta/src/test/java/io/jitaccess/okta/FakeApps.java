package io.jitaccess.okta;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Apps and assignments. Where no other source is named, it is the page of the tag ApplicationUsers below
 * developer.okta.com/docs/api/openapi/okta-management/management/tags.
 *
 * <ul>
 *   <li>Assigning answers 200 with the assignment, also to who is assigned, and makes an assignment of a group's the person's
 *       own: its scope is USER then ("Assign an application user").
 *   <li>Unassigning answers 204 and is destructive: the profile in the app cannot be restored, and where provisioning
 *       deactivates users the account in the app is switched off ("Unassign an application user").
 *   <li>What is not there is E0000007, and a request that breaks a rule of the operation E0000001
 *       (developer.okta.com/docs/reference/error-codes). That an app which is not active takes nobody is assumed.
 *   <li>Apps are listed 20 at a time, 200 at most, and filtered by status (tag Application, "List all applications"); those
 *       who are assigned 50 at a time, 500 at most ("List all application users").
 *   <li>Reads may lag behind writes as those of groups do: of apps that is not documented, and so assumed.
 * </ul>
 */
final class FakeApps {

    private static final Pattern USER = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern SCOPE = Pattern.compile("\"scope\"\\s*:\\s*\"(USER|GROUP)\"");

    static final class FakeApp {
        final String id;
        final String label;
        final String signOnMode;
        final List<String> features = new ArrayList<>();
        volatile String status = "ACTIVE";
        final Map<String, String> scopes = new TreeMap<>();
        final Map<String, Boolean> accounts = new TreeMap<>();

        FakeApp(String id, String label, String signOnMode) {
            this.id = id;
            this.label = label;
            this.signOnMode = signOnMode;
        }

        Map<String, Object> shown() {
            return Map.of("id", id, "label", label, "status", status, "signOnMode", signOnMode, "features", features);
        }
    }

    private final String base;
    private final FakeUsers users;
    private final Supplier<Instant> read;
    private final Map<String, FakeApp> apps = new LinkedHashMap<>();
    private final Past<Map<String, Map<String, String>>> past = new Past<>();

    /** @param read when what is read now was so */
    FakeApps(String base, FakeUsers users, Supplier<Instant> read) {
        this.base = base;
        this.users = users;
        this.read = read;
    }

    /** Called after every change. */
    void note(Instant now) {
        Map<String, Map<String, String>> state = new TreeMap<>();
        apps.forEach((id, app) -> state.put(id, new TreeMap<>(app.scopes)));
        past.note(now, state);
    }

    private Map<String, String> shownScopes(String app) {
        return past.at(read.get(), Map.of()).getOrDefault(required(app).id, Map.of());
    }

    FakeApp add(String label, String signOnMode, String... features) {
        FakeApp app = new FakeApp(FakeUsers.id("0oa", apps.size()), label, signOnMode);
        app.features.addAll(List.of(features));
        apps.put(app.id, app);
        return app;
    }

    Optional<FakeApp> find(String id) {
        return Optional.ofNullable(apps.get(id));
    }

    FakeAnswer get(String id) {
        return FakeAnswer.ok(required(id).shown());
    }

    FakeAnswer list(FakeRequest request) {
        String filter = request.query().getOrDefault("filter", "");
        return FakeAnswer.page(
                request,
                base,
                apps.values().stream()
                        .filter(app -> filter.isEmpty() || filter.equals("status eq \"" + app.status + "\""))
                        .map(FakeApp::shown)
                        .toList(),
                20,
                200);
    }

    FakeAnswer assigned(String app, FakeRequest request) {
        return FakeAnswer.page(
                request,
                base,
                shownScopes(app).entrySet().stream()
                        .map(entry -> shown(entry.getKey(), entry.getValue()))
                        .toList(),
                50,
                500);
    }

    FakeAnswer user(String app, String user) {
        String scope = Optional.ofNullable(shownScopes(app).get(user))
                .orElseThrow(() -> FakeFault.notFound(user + " (AppUser)"));
        return FakeAnswer.ok(shown(user, scope));
    }

    FakeAnswer assign(String id, FakeRequest request) {
        FakeApp app = required(id);
        Matcher user = USER.matcher(request.body());
        if (!user.find() || !app.status.equals("ACTIVE")) {
            throw new FakeFault(400, "E0000001", "Api validation failed: user");
        }
        Matcher scope = SCOPE.matcher(request.body());
        app.scopes.put(users.required(user.group(1)).id, scope.find() ? scope.group(1) : "USER");
        app.accounts.put(user.group(1), true);
        return FakeAnswer.ok(shown(user.group(1), "USER"));
    }

    FakeAnswer unassign(String id, String user) {
        FakeApp app = required(id);
        if (app.scopes.remove(user) == null) {
            throw FakeFault.notFound(user + " (AppUser)");
        }
        if (app.features.contains("PUSH_USER_DEACTIVATION")) {
            app.accounts.put(user, false);
        }
        return FakeAnswer.nothing();
    }

    private static Map<String, Object> shown(String user, String scope) {
        return Map.of("id", user, "scope", scope, "status", "ACTIVE");
    }

    private FakeApp required(String id) {
        return find(id).orElseThrow(() -> FakeFault.notFound(id + " (AppInstance)"));
    }
}
