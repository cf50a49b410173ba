package io.jitaccess.entra;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.jitaccess.entra.FakeGraph.Refusal;
import io.jitaccess.entra.FakeGraph.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The directory's logs (learn.microsoft.com/graph/api/directoryaudit-list and signin-list). */
final class FakeLogs {

    /** One entry of either log. */
    record Entry(boolean signIn, String person, Instant at, String what) {}

    private static final Pattern FILTER = Pattern.compile("(initiatedBy/user/id|userId) eq '([^']+)' and "
            + "(activityDateTime|createdDateTime) ge (\\S+) and \\3 le (\\S+)");

    private final List<Entry> entries = new ArrayList<>();
    private boolean premium = true;

    synchronized void add(Entry entry) {
        entries.add(entry);
    }

    /** A tenant without a licence tells no sign-ins. */
    synchronized void withoutLicence() {
        premium = false;
    }

    synchronized Reply reply(FakeRequest request, String base) {
        boolean signIns = request.route() == FakeRoute.SIGN_INS_READ;
        if (signIns && !premium) {
            throw new Refusal(
                    403,
                    "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
                    "Neither tenant is B2C or tenant doesn't have premium license");
        }
        Matcher filter = FILTER.matcher(request.query("$filter"));
        if (!filter.matches()) {
            throw new Refusal(400, "Request_UnsupportedQuery", "Unsupported Query.");
        }
        List<Entry> found = entries.stream()
                .filter(entry -> entry.signIn() == signIns
                        && entry.person().equals(filter.group(2))
                        && !entry.at().isBefore(Instant.parse(filter.group(4)))
                        && !entry.at().isAfter(Instant.parse(filter.group(5))))
                .toList();
        return FakePages.page(request, base, found.stream().map(FakeLogs::json).toList());
    }

    private static JsonObject json(Entry entry) {
        JsonObject json = new JsonObject();
        if (entry.signIn()) {
            json.addProperty("createdDateTime", entry.at().toString());
            json.addProperty("appDisplayName", entry.what());
            json.addProperty("ipAddress", "192.0.2.7");
            JsonObject status = new JsonObject();
            status.addProperty("errorCode", 0);
            json.add("status", status);
            return json;
        }
        json.addProperty("activityDateTime", entry.at().toString());
        json.addProperty("activityDisplayName", entry.what());
        json.addProperty("result", "success");
        JsonObject target = new JsonObject();
        target.addProperty("displayName", "Shop");
        JsonArray targets = new JsonArray();
        targets.add(target);
        json.add("targetResources", targets);
        return json;
    }
}
