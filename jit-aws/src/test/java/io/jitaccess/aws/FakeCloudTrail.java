package io.jitaccess.aws;

import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * CloudTrail's event history. Rules of LookupEvents (API reference, as in botocore's model 1.43.11): one attribute, 50 a
 * page, two calls a second for an account and region; an event is shown some minutes after it happened (user guide).
 */
final class FakeCloudTrail implements FakeAws.Service {

    static final String TARGET = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101";

    private static final Duration DELAY = Duration.ofMinutes(5);

    record Done(Instant at, String name, String user, String resource) {}

    final List<Done> events = new ArrayList<>();
    private final Map<String, List<Instant>> calls = new HashMap<>();
    private final TestClock clock;

    FakeCloudTrail(TestClock clock) {
        this.clock = clock;
    }

    @Override
    public Object answer(String operation, JsonNode request) {
        if (!operation.equals("LookupEvents")) {
            throw new AwsFault(400, "UnknownOperationException", operation);
        }
        Instant now = clock.now();
        List<Instant> ofRegion =
                calls.computeIfAbsent(request.path(FakeAws.REGION).asString(""), region -> new ArrayList<>());
        ofRegion.removeIf(call -> !call.isAfter(now.minusSeconds(1)));
        if (ofRegion.size() >= 2) {
            throw new AwsFault(400, "ThrottlingException", "Rate exceeded");
        }
        ofRegion.add(now);
        JsonNode by = request.path("LookupAttributes");
        if (by.size() != 1 || !by.path(0).path("AttributeKey").asString("").equals("Username")) {
            throw new AwsFault(400, "InvalidLookupAttributesException", "one attribute");
        }
        String user = by.path(0).path("AttributeValue").asString("");
        Instant from = Instant.ofEpochSecond((long) request.path("StartTime").asDouble());
        Instant to = Instant.ofEpochSecond((long) request.path("EndTime").asDouble());
        return FakeIdentityStore.page(
                "Events",
                request,
                events.stream()
                        .filter(each -> each.user().equals(user))
                        .filter(each -> !each.at().isBefore(from) && !each.at().isAfter(to))
                        .filter(each -> !each.at().plus(DELAY).isAfter(now))
                        .map(FakeCloudTrail::shown)
                        .toList());
    }

    private static Map<String, Object> shown(Done event) {
        return Map.of(
                "EventId",
                "e-" + event.at(),
                "EventName",
                event.name(),
                "EventTime",
                event.at().getEpochSecond(),
                "Username",
                event.user(),
                "Resources",
                List.of(Map.of("ResourceName", event.resource())));
    }

    @Override
    public void notice() {
        // shows nothing that changes
    }

    @Override
    public void lag(Duration behind) {
        // shows nothing that changes
    }
}
