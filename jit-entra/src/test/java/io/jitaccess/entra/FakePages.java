package io.jitaccess.entra;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.jitaccess.entra.FakeGraph.Reply;
import java.util.List;

/** Collections come in pages, of fewer than were asked for, with a link to the next (learn.microsoft.com/graph/paging). */
final class FakePages {

    private static final int SIZE = 2;

    private FakePages() {}

    static Reply page(FakeRequest request, String base, List<JsonObject> all) {
        String token = request.query("$skiptoken");
        int from = token.isEmpty() ? 0 : Integer.parseInt(token);
        int to = Math.min(all.size(), from + SIZE);
        JsonArray values = new JsonArray();
        all.subList(Math.min(from, to), to).forEach(values::add);
        JsonObject body = new JsonObject();
        body.add("value", values);
        if (to < all.size()) {
            StringBuilder link = new StringBuilder(base)
                    .append(request.line().substring(request.line().indexOf(' ') + 1))
                    .append("?$skiptoken=")
                    .append(to);
            if (!request.query("$filter").isEmpty()) {
                link.append("&$filter=")
                        .append(java.net.URLEncoder.encode(
                                request.query("$filter"), java.nio.charset.StandardCharsets.UTF_8));
            }
            body.addProperty("@odata.nextLink", link.toString());
        }
        return Reply.of(200, body);
    }
}
