package io.jitaccess.okta;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Users. The sources are pages of tags below developer.okta.com/docs/api/openapi/okta-management/management/tags.
 *
 * <ul>
 *   <li>A user's path key is its id or login (User, "Retrieve a user").
 *   <li>Filters take profile.login, profile.email and status with eq and or, without regard to case; a list without one leaves
 *       out who is DEPROVISIONED, and 200 come at a time (User, "List all users"). A filter that cannot be read is E0000031
 *       (developer.okta.com/docs/reference/error-codes).
 *   <li>All sessions end at once, tokens with them where oauthTokens says so, and devices are forgotten unless forgetDevices
 *       says not (UserSessions, "Revoke all user sessions").
 * </ul>
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
