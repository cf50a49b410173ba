package io.jitaccess.azure;

import io.jitaccess.azure.FakeAzure.Answer;
import io.jitaccess.azure.FakeAzure.Refusal;
import io.jitaccess.azure.FakeAzure.Request;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The activity log. "Activity Logs - List" takes a time and at most one of resourceGroupName, resourceUri, resourceProvider
 * and correlationId; any other filter is refused.
 */
final class FakeActivity {

    record Event(Instant at, String objectId, String operation, String resource) {}

    private static final Pattern FILTER = Pattern.compile("eventTimestamp ge '([^']+)' and eventTimestamp le '([^']+)'"
            + "(?: and (resourceGroupName|resourceUri|resourceProvider|correlationId) eq '([^']*)')?");

    final List<Event> events = new CopyOnWriteArrayList<>();
    final List<String> filters = new CopyOnWriteArrayList<>();
    private volatile int pageSize = 2;

    void pageSize(int rows) {
        pageSize = rows;
    }

    Answer answer(Request request) {
        String text = request.query("$filter").orElse("");
        filters.add(text);
        Matcher filter = FILTER.matcher(text);
        if (!filter.matches()) {
            throw new Refusal(400, "BadRequest", "The filter is not supported.");
        }
        Instant from = Instant.parse(filter.group(1));
        Instant to = Instant.parse(filter.group(2));
        List<Event> found = events.stream()
                .filter(event -> !event.at().isBefore(from) && !event.at().isAfter(to))
                .filter(event -> filter.group(3) == null || event.resource().contains(filter.group(4)))
                .toList();
        int begin = Integer.parseInt(request.query("$skiptoken").orElse("0"));
        int end = Math.min(found.size(), begin + pageSize);
        Map<String, Object> answer = new HashMap<>();
        answer.put(
                "value",
                found.subList(Math.min(begin, end), end).stream()
                        .map(FakeActivity::json)
                        .toList());
        if (end < found.size()) {
            answer.put(
                    "nextLink",
                    request.root() + request.scope()
                            + "/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01&$filter="
                            + text.replace(" ", "%20") + "&$skiptoken=" + end);
        }
        return new Answer(200, answer);
    }

    private static Map<String, Object> json(Event event) {
        return Map.of(
                "eventTimestamp", event.at().toString(),
                "caller", "ann@example.org",
                "claims",
                        Map.of(
                                "http://schemas.microsoft.com/identity/claims/objectidentifier",
                                event.objectId(),
                                "aud",
                                "https://management.azure.com/"),
                "operationName", Map.of("value", event.operation(), "localizedValue", "something"),
                "status", Map.of("value", "Succeeded", "localizedValue", "Succeeded"),
                "resourceId", event.resource(),
                "correlationId", "c-1",
                "eventDataId", "e-1");
    }
}
