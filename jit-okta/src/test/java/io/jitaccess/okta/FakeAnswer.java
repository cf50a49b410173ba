package io.jitaccess.okta;

import java.util.List;
import java.util.Map;

/** What the fake answers: a status, a body, and links to pages. */
record FakeAnswer(int status, String body, List<String> links) {

    static FakeAnswer ok(Object body) {
        return new FakeAnswer(200, Json.of(body), List.of());
    }

    static FakeAnswer created(Object body) {
        return new FakeAnswer(201, Json.of(body), List.of());
    }

    static FakeAnswer nothing() {
        return new FakeAnswer(204, "", List.of());
    }

    /**
     * A page, with the place where the next begins in a {@code Link} header (developer.okta.com/docs/api,
     * "Pagination").
     *
     * @param usual the page's size unless the request says one
     * @param most what a larger one is cut to
     */
    static FakeAnswer page(FakeRequest request, String base, List<Map<String, Object>> all, int usual, int most) {
        int size = Math.min(most, Integer.parseInt(request.query().getOrDefault("limit", "" + usual)));
        int from = Integer.parseInt(request.query().getOrDefault("after", "p0").substring(1));
        int to = Math.min(all.size(), from + size);
        String self = "<" + base + request.path() + "?limit=" + size;
        List<String> links = to < all.size()
                ? List.of(self + ">; rel=\"self\"", self + "&after=p" + to + ">; rel=\"next\"")
                : List.of(self + ">; rel=\"self\"");
        return new FakeAnswer(200, Json.of(all.subList(Math.min(from, to), to)), links);
    }
}
