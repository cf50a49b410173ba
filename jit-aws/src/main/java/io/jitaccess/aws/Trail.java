package io.jitaccess.aws;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ActivitySource.Activity;
import io.jitaccess.spi.ActivitySource.Page;
import io.jitaccess.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;

/** What CloudTrail's event history says of one user name, region by region, one call a page. */
final class Trail {

    /** AWS writes "about 5 minutes on average", and guarantees nothing. */
    private static final Duration DELAY = Duration.ofMinutes(15);

    /** CloudTrail keeps the history so long. */
    private static final Duration KEPT = Duration.ofDays(90);

    /** Two calls a second for an account and region: each region has a line of its own (API reference, LookupEvents). */
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final int PAGE = 50;

    private static final String LIMITS =
            "Management events of the library's own AWS account alone, 90 days back: no reading of S3 objects, no calls of "
                    + "functions. Complete about 15 minutes later, which AWS does not promise. Regions: ";

    private static final String NONE = "CloudTrail is not read for this access: ";

    private final AwsClients aws;
    private final Settings settings;
    private final Map<String, Pace> paces = new TreeMap<>();

    Trail(AwsClients aws, Settings settings, Waiter waiter) {
        this.aws = aws;
        this.settings = settings;
        settings.trail().forEach(region -> paces.put(region, new Pace(settings.clock(), waiter, BETWEEN, 1)));
    }

    Page activity(AccessRef access, Instant from, Instant to, Optional<String> page) {
        if (settings.trail().isEmpty()) {
            return nothing("it is not switched on");
        }
        Optional<String> name = userName(access);
        if (name.isEmpty()) {
            return nothing("it is recorded in the account that was acted on, or under the names of a role's sessions");
        }
        if (isOfAnotherAccount(access)) {
            return nothing("it is recorded in the account of the role");
        }
        Instant oldest = settings.clock().instant().minus(KEPT);
        if (!to.isAfter(oldest)) {
            return nothing("the history goes 90 days back");
        }
        Place place = page.map(this::place).orElseGet(() -> new Place(0, Optional.empty()));
        String region = settings.trail().get(place.region());
        LookupEventsResponse answer = Failure.orThrow(() -> look(region, name.get(), from, to, place.token()));
        List<Activity> entries = answer.events().stream()
                .filter(event ->
                        !event.eventTime().isBefore(from) && event.eventTime().isBefore(to))
                .map(event -> activity(event, region))
                .toList();
        return new Page(
                entries,
                Optional.of(to.plus(DELAY)),
                LIMITS + String.join(", ", settings.trail()),
                next(place, Optional.ofNullable(answer.nextToken())));
    }

    private LookupEventsResponse look(String region, String name, Instant from, Instant to, Optional<String> token) {
        if (!Objects.requireNonNull(paces.get(region), region).await(LONGEST_WAIT)) {
            throw new ProviderException("CloudTrail is asked too often in " + region + ", or the wait was interrupted");
        }
        return aws.cloudTrail(region)
                .lookupEvents(ask -> ask.startTime(from)
                        .endTime(to)
                        .maxResults(PAGE)
                        .nextToken(token.orElse(null))
                        .lookupAttributes(LookupAttribute.builder()
                                .attributeKey(LookupAttributeKey.USERNAME)
                                .attributeValue(name)
                                .build()));
    }

    /** An empty history of the library's own account would say that nothing was done. */
    private boolean isOfAnotherAccount(AccessRef access) {
        Optional<String> account = access.entitlement()
                .attribute(RoleSessions.ROLE)
                .filter(role -> access.entitlement().kind().equals(RoleSessions.KIND))
                .flatMap(role -> IamHolder.of(new PrincipalId(role)))
                .map(IamHolder::account);
        return account.isPresent()
                && !Failure.orThrow(() -> aws.sts().getCallerIdentity().account())
                        .equals(account.get());
    }

    private Optional<String> userName(AccessRef access) {
        if (access.entitlement().kind().equals(RoleSessions.KIND)) {
            return Optional.of(settings.sessionName(access));
        }
        if (access.entitlement().kind().equals(IamGroups.KIND)) {
            return Optional.of(access.principal().value());
        }
        return IamHolder.of(access.principal()).filter(IamHolder::user).map(IamHolder::name);
    }

    private static Activity activity(Event event, String region) {
        Map<String, String> details = new TreeMap<>();
        details.put("region", region);
        put(details, "eventId", event.eventId());
        put(details, "source", event.eventSource());
        put(details, "readOnly", event.readOnly());
        put(details, "accessKeyId", event.accessKeyId());
        String resource = event.resources().stream()
                .map(each -> each.resourceName())
                .filter(name -> name != null && !name.isEmpty())
                .findFirst()
                .orElse("");
        return new Activity(
                event.eventTime(), event.eventName() == null ? "unnamed" : event.eventName(), resource, details);
    }

    private static void put(Map<String, String> details, String name, @Nullable String value) {
        if (value != null) {
            details.put(name, value);
        }
    }

    private static Page nothing(String why) {
        return new Page(List.of(), Optional.empty(), NONE + why, Optional.empty());
    }

    private record Place(int region, Optional<String> token) {}

    private Optional<String> next(Place place, Optional<String> token) {
        if (token.isPresent()) {
            return Optional.of(place.region() + "." + token.get());
        }
        return place.region() + 1 < settings.trail().size()
                ? Optional.of((place.region() + 1) + ".")
                : Optional.empty();
    }

    private Place place(String page) {
        int dot = page.indexOf('.');
        try {
            int region = Integer.parseInt(page.substring(0, Math.max(dot, 0)));
            if (region >= 0 && region < settings.trail().size()) {
                String token = page.substring(dot + 1);
                return new Place(region, token.isEmpty() ? Optional.empty() : Optional.of(token));
            }
        } catch (NumberFormatException e) {
            throw new ProviderException("the page's beginning is none that was given out", e);
        }
        throw new ProviderException("the page's beginning is none that was given out");
    }
}
