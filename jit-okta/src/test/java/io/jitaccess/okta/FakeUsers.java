package io.jitaccess.okta;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Users. A user's path key is its id or login; filters take profile.login, profile.email and status with eq and or
 * (developer.okta.com, Users API, "List all users"); a session is ended with its devices unless forgetDevices says not (the
 * same, "Revoke all user sessions").
 */
final class FakeUsers {

    private static final Pattern TERM =
            Pattern.compile("(profile\\.login|profile\\.email|status) eq \"((?:[^\"\\\\]|\\\\.)*)\"");

    static final class FakeUser {
        final String id;
        final String login;
        final String email;
        volatile String status = "ACTIVE";
        volatile boolean hasSessions = true;
        volatile boolean hasTokens = true;
        volatile boolean knowsDevices = true;

        FakeUser(String id, String login, String email) {
            this.id = id;
            this.login = login;
            this.email = email;
        }

        Map<String, Object> shown() {
            return Map.of("id", id, "status", status, "profile", Map.of("login", login, "email", email));
        }
    }

    private final String base;
    private final Map<String, FakeUser> users = new LinkedHashMap<>();

    FakeUsers(String base) {
        this.base = base;
    }

    FakeUser add(String login, String email) {
        FakeUser user = new FakeUser(id("00u", users.size()), login, email);
        users.put(user.id, user);
        return user;
    }

    /** An id of Okta's shape. */
    static String id(String prefix, int number) {
        return prefix + String.format("%017d", number).replace('0', 'q');
    }

    void delete(FakeUser user) {
        users.remove(user.id);
    }

    FakeUser required(String key) {
        return Optional.ofNullable(users.get(key))
                .or(() -> users.values().stream()
                        .filter(user -> user.login.equalsIgnoreCase(key))
                        .findFirst())
                .orElseThrow(() -> FakeFault.notFound(key + " (User)"));
    }

    FakeAnswer list(FakeRequest request) {
        String filter = request.query().getOrDefault("filter", "");
        if (!filter.isEmpty() && !TERM.matcher(filter).replaceAll("T").matches("T(?: or T)*")) {
            throw new FakeFault(400, "E0000031", "Invalid search criteria.");
        }
        List<Map<String, Object>> found = users.values().stream()
                .filter(user -> filter.isEmpty() ? !user.status.equals("DEPROVISIONED") : matches(user, filter))
                .map(FakeUser::shown)
                .collect(Collectors.toList());
        return FakeAnswer.page(request, base, found, 200, 200);
    }

    private static boolean matches(FakeUser user, String filter) {
        Matcher term = TERM.matcher(filter);
        while (term.find()) {
            String wanted = term.group(2).replaceAll("\\\\(.)", "$1");
            String has = switch (term.group(1)) {
                case "profile.login" -> user.login;
                case "profile.email" -> user.email;
                default -> user.status;
            };
            if (has.equalsIgnoreCase(wanted)) {
                return true;
            }
        }
        return false;
    }

    FakeAnswer clearSessions(String id, FakeRequest request) {
        FakeUser user = required(id);
        user.hasSessions = false;
        user.hasTokens &= !Boolean.parseBoolean(request.query().getOrDefault("oauthTokens", "false"));
        user.knowsDevices &= !Boolean.parseBoolean(request.query().getOrDefault("forgetDevices", "true"));
        return FakeAnswer.nothing();
    }
}
