package io.jitaccess.okta;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request as it came in. */
record FakeRequest(String method, URI uri, Map<String, String> query, Map<String, List<String>> headers, String body) {

    static FakeRequest of(String method, URI uri, Map<String, List<String>> headers, String body) {
        Map<String, String> query = new LinkedHashMap<>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&")) {
                List<String> parts = List.of(pair.split("=", 2));
                query.put(decode(parts.get(0)), parts.size() == 1 ? "" : decode(parts.get(1)));
            }
        }
        return new FakeRequest(method, uri, query, headers, body);
    }

    String path() {
        return uri.getRawPath();
    }

    Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue().get(0))
                .findFirst();
    }

    /** The field of a form. */
    String form(String name) {
        for (String pair : body.split("&")) {
            List<String> parts = List.of(pair.split("=", 2));
            if (parts.size() == 2 && decode(parts.get(0)).equals(name)) {
                return decode(parts.get(1));
            }
        }
        return "";
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
