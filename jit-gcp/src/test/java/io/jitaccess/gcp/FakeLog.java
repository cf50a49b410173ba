package io.jitaccess.gcp;

import com.google.api.client.json.GenericJson;
import io.jitaccess.gcp.FakeGoogle.Request;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An audit log with one entry before, three in and one after the last hour, two to a page. */
final class FakeLog {

    final List<String> filters = new CopyOnWriteArrayList<>();
    final List<Object> places = new CopyOnWriteArrayList<>();
    private final Clock clock;

    FakeLog(Clock clock) {
        this.clock = clock;
    }

    GenericJson answer(Request request) {
        filters.add(String.valueOf(request.body().get("filter")));
        places.add(request.body().get("resourceNames"));
        List<Map<String, Object>> entries = List.of(entry(90), entry(50), entry(40), entry(30), entry(-10));
        int from = Integer.parseInt(String.valueOf(request.body().getOrDefault("pageToken", "0")));
        int to = Math.min(entries.size(), from + 2);
        GenericJson page = new GenericJson().set("entries", entries.subList(from, to));
        return to < entries.size() ? page.set("nextPageToken", String.valueOf(to)) : page;
    }

    private Map<String, Object> entry(int minutesAgo) {
        return Map.of(
                "timestamp",
                clock.instant().minus(Duration.ofMinutes(minutesAgo)).toString(),
                "logName",
                "projects/shop-prod/logs/cloudaudit.googleapis.com%2Factivity",
                "protoPayload",
                Map.of(
                        "@type", "type.googleapis.com/google.cloud.audit.AuditLog",
                        "methodName", "storage.buckets.update",
                        "resourceName", "projects/_/buckets/logs",
                        "serviceName", "storage.googleapis.com",
                        "requestMetadata", Map.of("callerIp", "203.0.113.7")));
    }
}
