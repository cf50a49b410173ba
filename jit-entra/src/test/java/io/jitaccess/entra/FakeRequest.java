package io.jitaccess.entra;

import com.google.gson.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A request, taken apart. */
record FakeRequest(
        FakeRoute route,
        String line,
        Matcher path,
        Map<String, String> query,
        Optional<String> consistencyLevel,
        JsonObject body,
        String id) {

    static FakeRequest of(String method, String url, @Nullable String level, JsonObject body, String id) {
        int mark = url.indexOf('?');
        String path = URLDecoder.decode(mark < 0 ? url : url.substring(0, mark), StandardCharsets.UTF_8);
        FakeRoute route = FakeRoute.of(method, path)
                .orElseThrow(() -> new AssertionError("the fake knows no " + method + " " + path));
        Matcher matcher = route.path().matcher(path);
        if (!matcher.matches()) {
            throw new AssertionError(path);
        }
        Map<String, String> query = new HashMap<>();
        if (mark >= 0) {
            for (String pair : url.substring(mark + 1).split("&")) {
                String[] parts = pair.split("=", 2);
                query.put(decoded(parts[0]), parts.length < 2 ? "" : decoded(parts[1]));
            }
        }
        return new FakeRequest(route, method + " " + path, matcher, query, Optional.ofNullable(level), body, id);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String part(int number) {
        return path.group(number);
    }

    String query(String name) {
        return query.getOrDefault(name, "");
    }

    String field(String name) {
        return body.has(name) ? body.get(name).getAsString() : "";
    }
}
