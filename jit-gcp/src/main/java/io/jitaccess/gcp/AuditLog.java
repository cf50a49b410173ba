package io.jitaccess.gcp;

import com.google.api.services.logging.v2.model.ListLogEntriesRequest;
import com.google.api.services.logging.v2.model.ListLogEntriesResponse;
import com.google.api.services.logging.v2.model.LogEntry;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.spi.ActivitySource.Activity;
import io.jitaccess.spi.ActivitySource.Page;
import io.jitaccess.spi.ProviderException;
import java.io.IOException;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What Google's audit logs say was done by an account on a resource. */
final class AuditLog {

    static final String LIMITS =
            "Reads of data are logged only where Data Access audit logs are switched on. The log of "
                    + "a project, folder or organization holds its own entries alone, not those of what is below it, and it shows "
                    + "all that the account did there, with whatever right.";

    private static final int PAGE = 500;

    /** Entries may come that much later than what they tell. */
    private static final Duration DELAY = Duration.ofMinutes(15);

    private final Google google;

    AuditLog(Google google) {
        this.google = google;
    }

    Page of(Resource resource, PrincipalId member, Instant from, Instant to, Optional<String> page) {
        try {
            ListLogEntriesResponse found = google.logging()
                    .entries()
                    .list(new ListLogEntriesRequest()
                            .setResourceNames(List.of(container(resource)
                                    .orElseThrow(() -> new ProviderException("Google does not tell in which project "
                                            + resource + " is, whose log it would be"))
                                    .toString()))
                            .setFilter(filter(member, from, to))
                            .setOrderBy("timestamp asc")
                            .setPageSize(PAGE)
                            .setPageToken(page.orElse(null)))
                    .execute();
            List<LogEntry> entries = found.getEntries() == null ? List.of() : found.getEntries();
            return new Page(
                    entries.stream()
                            .flatMap(entry -> activity(entry).stream())
                            .filter(done ->
                                    !done.at().isBefore(from) && done.at().isBefore(to))
                            .toList(),
                    Optional.of(to.plus(DELAY)),
                    LIMITS,
                    Optional.ofNullable(found.getNextPageToken()).filter(token -> !token.isEmpty()));
        } catch (IOException e) {
            throw Failure.of(e).thrown();
        }
    }

    /** Nothing can be read. */
    static Page none(String why) {
        return new Page(List.of(), Optional.empty(), why, Optional.empty());
    }

    /** Whose log it is: its own, or that of the project in which it is; empty where that is not told. */
    Optional<Resource> container(Resource resource) throws IOException {
        return switch (resource.type()) {
            case PROJECT, FOLDER, ORGANIZATION -> Optional.of(resource);
            case SERVICE_ACCOUNT -> resource.projectOfAccount().map(AuditLog::project);
            case BUCKET -> {
                BigInteger project = google.storage()
                        .buckets()
                        .get(resource.name())
                        .execute()
                        .getProjectNumber();
                yield Optional.ofNullable(project).map(number -> project(number.toString()));
            }
        };
    }

    private static Resource project(String idOrNumber) {
        return new Resource(ResourceType.PROJECT, idOrNumber);
    }

    /** In the language of the log, whose strings are quoted as CEL's are. */
    static String filter(PrincipalId member, Instant from, Instant to) {
        Optional<String> mail = Members.mail(member);
        String who = mail.map(address -> "protoPayload.authenticationInfo.principalEmail=" + Condition.literal(address))
                .orElseGet(
                        () -> "protoPayload.authenticationInfo.principalSubject=" + Condition.literal(member.value()));
        return "logName:\"cloudaudit.googleapis.com\" AND " + who + " AND timestamp>="
                + Condition.literal(from.toString()) + " AND timestamp<" + Condition.literal(to.toString());
    }

    private static Optional<Activity> activity(LogEntry entry) {
        Map<String, Object> payload = entry.getProtoPayload() == null ? Map.of() : entry.getProtoPayload();
        Map<String, String> details = new TreeMap<>();
        put(details, "service", payload.get("serviceName"));
        put(details, "log", entry.getLogName());
        put(details, "severity", entry.getSeverity());
        if (payload.get("requestMetadata") instanceof Map<?, ?> metadata) {
            put(details, "callerIp", metadata.get("callerIp"));
        }
        if (payload.get("status") instanceof Map<?, ?> status) {
            put(details, "status", status.get("message"));
        }
        try {
            return Optional.of(new Activity(
                    Instant.parse(String.valueOf(entry.getTimestamp())),
                    text(payload.get("methodName")),
                    text(payload.get("resourceName")),
                    details));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static void put(Map<String, String> details, String name, @org.jspecify.annotations.Nullable Object value) {
        if (!text(value).isEmpty()) {
            details.put(name, text(value));
        }
    }

    private static String text(@org.jspecify.annotations.Nullable Object value) {
        String text = value instanceof String s ? s : "";
        return text.length() > 500 ? text.substring(0, 500) : text;
    }
}
