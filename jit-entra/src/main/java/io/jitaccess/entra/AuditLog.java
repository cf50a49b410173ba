package io.jitaccess.entra;

import com.microsoft.graph.models.AuditActivityInitiator;
import com.microsoft.graph.models.DirectoryAudit;
import com.microsoft.graph.models.DirectoryAuditCollectionResponse;
import com.microsoft.graph.models.OperationResult;
import com.microsoft.graph.models.SignIn;
import com.microsoft.graph.models.SignInCollectionResponse;
import com.microsoft.graph.models.SignInStatus;
import com.microsoft.graph.models.TargetResource;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.spi.ActivitySource.Activity;
import io.jitaccess.spi.ActivitySource.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the directory's logs say that a person did: first the changes of the directory, then the sign-ins. */
final class AuditLog {

    static final String LIMITS =
            "Changes of the directory and interactive sign-ins of the person, with whatever right; not what was done inside "
                    + "applications. Entra ID keeps 7 days, 30 with a premium licence, and tells sign-ins with one alone. Nothing is told of services.";

    private static final int PAGE = 500;

    /** Entries may come that much later than what they tell. */
    private static final Duration DELAY = Duration.ofMinutes(15);

    private static final int AUDITS = 0;
    private static final int SIGN_INS = 1;

    private final Graph graph;

    AuditLog(Graph graph) {
        this.graph = graph;
    }

    Page of(PrincipalId principal, Instant from, Instant to, Optional<String> page) {
        Place place = Place.parse(page);
        Found found = place.index() == AUDITS
                ? audits(principal.value(), from, to, place)
                : signIns(principal.value(), from, to, place);
        return new Page(
                found.entries().stream()
                        .filter(done -> !done.at().isBefore(from) && done.at().isBefore(to))
                        .toList(),
                Optional.of(to.plus(DELAY)),
                LIMITS,
                Place.next(place.index(), SIGN_INS + 1, found.next()));
    }

    private record Found(List<Activity> entries, @Nullable String next) {}

    private static String within(String field, Instant from, Instant to) {
        return " and " + field + " ge " + from + " and " + field + " le " + to;
    }

    private Found audits(String principal, Instant from, Instant to, Place place) {
        var audits = graph.client().auditLogs().directoryAudits();
        DirectoryAuditCollectionResponse read = place.isFirst()
                ? audits.get(ask -> {
                    ask.queryParameters.filter = "initiatedBy/user/id eq " + People.literal(principal)
                            + within("activityDateTime", from, to);
                    ask.queryParameters.top = PAGE;
                })
                : audits.withUrl(graph.base() + "/auditLogs/directoryAudits?" + place.query())
                        .get();
        if (read == null) {
            throw new FailedException(Failure.unreadable());
        }
        return new Found(all(read.getValue()).flatMap(AuditLog::audit).toList(), read.getOdataNextLink());
    }

    private Found signIns(String principal, Instant from, Instant to, Place place) {
        var signIns = graph.client().auditLogs().signIns();
        SignInCollectionResponse read;
        try {
            read = place.isFirst()
                    ? signIns.get(ask -> {
                        ask.queryParameters.filter =
                                "userId eq " + People.literal(principal) + within("createdDateTime", from, to);
                        ask.queryParameters.top = PAGE;
                    })
                    : signIns.withUrl(graph.base() + "/auditLogs/signIns?" + place.query())
                            .get();
        } catch (RuntimeException e) {
            if (isUnlicensed(Failure.of(e))) {
                return new Found(List.of(), null);
            }
            throw e;
        }
        if (read == null) {
            throw new FailedException(Failure.unreadable());
        }
        return new Found(all(read.getValue()).flatMap(AuditLog::signIn).toList(), read.getOdataNextLink());
    }

    /** learn.microsoft.com/answers: Authentication_RequestFromNonPremiumTenantOrB2CTenant, which the limits tell of. */
    private static boolean isUnlicensed(Failure failure) {
        return failure.is(Failure.Meaning.FORBIDDEN) && failure.code().contains("NonPremiumTenant");
    }

    private static <T> Stream<T> all(@Nullable List<T> values) {
        return values == null ? Stream.empty() : values.stream().filter(Objects::nonNull);
    }

    private static Stream<Activity> audit(DirectoryAudit entry) {
        Map<String, String> details = new TreeMap<>();
        put(details, "service", entry.getLoggedByService());
        put(details, "category", entry.getCategory());
        @Nullable OperationResult result = entry.getResult();
        put(details, "result", result == null ? null : result.getValue());
        put(details, "reason", entry.getResultReason());
        @Nullable AuditActivityInitiator by = entry.getInitiatedBy();
        put(
                details,
                "callerIp",
                by == null || by.getUser() == null ? null : by.getUser().getIpAddress());
        String on =
                all(entry.getTargetResources()).map(AuditLog::target).limit(10).collect(Collectors.joining(", "));
        return activity(entry.getActivityDateTime(), entry.getActivityDisplayName(), on, details);
    }

    private static String target(TargetResource target) {
        return text(target.getDisplayName() == null ? target.getId() : target.getDisplayName());
    }

    private static Stream<Activity> signIn(SignIn entry) {
        Map<String, String> details = new TreeMap<>();
        put(details, "callerIp", entry.getIpAddress());
        put(details, "client", entry.getClientAppUsed());
        put(details, "resource", entry.getResourceDisplayName());
        @Nullable SignInStatus status = entry.getStatus();
        put(details, "error", status == null || status.getErrorCode() == null ? null : "" + status.getErrorCode());
        return activity(entry.getCreatedDateTime(), "Sign-in", text(entry.getAppDisplayName()), details);
    }

    private static Stream<Activity> activity(
            @Nullable OffsetDateTime at, @Nullable String action, String on, Map<String, String> details) {
        return at == null ? Stream.empty() : Stream.of(new Activity(at.toInstant(), text(action), on, details));
    }

    private static void put(Map<String, String> details, String name, @Nullable String value) {
        if (!text(value).isEmpty()) {
            details.put(name, text(value));
        }
    }

    private static String text(@Nullable String value) {
        String text = value == null ? "" : value;
        return text.length() > 500 ? text.substring(0, 500) : text;
    }
}
