package io.jitaccess.gcp;

import com.google.api.client.json.GenericJson;
import io.jitaccess.gcp.FakeGoogle.Refusal;
import io.jitaccess.gcp.FakeGoogle.Request;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tokens of service accounts; each is a canary that must be found nowhere but where it was handed to. */
final class FakeTokens {

    static final String CANARY = "canary-minted-";

    private final Map<String, Instant> ends = new HashMap<>();
    private final Set<String> accounts = new HashSet<>();
    final List<Object> scopes = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final Clock clock;
    private long ahead;

    FakeTokens(Clock clock) {
        this.clock = clock;
    }

    synchronized void accounts(String... addresses) {
        accounts.addAll(List.of(addresses));
    }

    /** Lets Google's clock be ahead. */
    synchronized void ahead(long seconds) {
        ahead = seconds;
    }

    synchronized boolean works(String token) {
        return ends.containsKey(token) && clock.instant().isBefore(ends.get(token));
    }

    synchronized GenericJson answer(Request request) {
        if (!accounts.contains(request.name())) {
            throw new Refusal(404, "NOT_FOUND", "Not found; Gaia id not found for email " + request.name());
        }
        long seconds =
                Long.parseLong(String.valueOf(request.body().get("lifetime")).replace("s", ""));
        if (seconds < 1 || seconds > 3_600) {
            // cloud.google.com/iam/docs/reference/credentials/rest: an hour unless the organization allows more
            throw new Refusal(400, "INVALID_ARGUMENT", "The lifetime is out of range.");
        }
        scopes.add(request.body().get("scope"));
        String token = CANARY + ends.size();
        Instant end = clock.instant().plusSeconds(ahead + seconds);
        ends.put(token, end);
        return new GenericJson().set("accessToken", token).set("expireTime", end.toString());
    }
}
