package io.jitaccess.aws;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.EntitlementDiscovery.Discovered;
import io.jitaccess.spi.ListedAccess;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.services.ssoadmin.SsoAdminClient;
import software.amazon.awssdk.services.ssoadmin.model.ListAccountAssignmentsResponse;
import software.amazon.awssdk.services.ssoadmin.model.ListAccountsForProvisionedPermissionSetResponse;
import software.amazon.awssdk.services.ssoadmin.model.ListPermissionSetsResponse;
import software.amazon.awssdk.services.ssoadmin.model.PermissionSet;
import software.amazon.awssdk.services.ssoadmin.model.PrincipalType;

/** Reads of Identity Center. */
final class SsoAssignments {

    private static final int PAGE = 100;

    /** Identity Center allows 3,500 permission sets. */
    private static final int MOST_NAMES = 5_000;

    private static final Duration KNOWN_FOR = Duration.ofMinutes(10);

    private record Known(Optional<String> session, Instant at) {}

    /** A permission set on an account. */
    record Place(String account, String permissionSet) {}

    private final SsoAdminClient sso;
    private final String instance;
    private final Form form;
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Map<String, Known> sessions = new ConcurrentHashMap<>();

    SsoAssignments(SsoAdminClient sso, String instance, Form form) {
        this.sso = sso;
        this.instance = instance;
        this.form = form;
    }

    SsoAdminClient client() {
        return sso;
    }

    boolean isAssigned(AccessRef access) {
        String user = access.principal().value();
        return assigned(access, Set.of(user)).contains(user);
    }

    /** Which of the users have the permission set on the account that the access is about. */
    Set<String> assigned(AccessRef access, Set<String> users) {
        Place place = new Place(account(access), permissionSet(access));
        Set<String> found = new HashSet<>();
        Optional<String> from = Optional.empty();
        do {
            ListAccountAssignmentsResponse page = assignments(place, from);
            users(page).stream().filter(users::contains).forEach(found::add);
            from = Optional.ofNullable(page.nextToken()).filter(token -> !token.isEmpty());
        } while (from.isPresent() && found.size() < users.size());
        return found;
    }

    static String account(AccessRef access) {
        return access.entitlement().attribute(AccountAssignments.ACCOUNT).orElse("");
    }

    static String permissionSet(AccessRef access) {
        return access.entitlement().attribute(AccountAssignments.PERMISSION_SET).orElse("");
    }

    /** How long its sessions last, as it was said in the last minutes: asked for at each end of an assignment. */
    Optional<String> sessionDuration(String arn, Instant now) {
        Known known = sessions.get(arn);
        if (known == null || known.at().plus(KNOWN_FOR).isBefore(now)) {
            if (sessions.size() > MOST_NAMES) {
                sessions.clear();
            }
            known = new Known(Optional.ofNullable(permissionSet(arn).sessionDuration()), now);
            sessions.put(arn, known);
        }
        return known.session();
    }

    /** Remembers the name on the way, for links. */
    PermissionSet permissionSet(String arn) {
        PermissionSet set = sso.describePermissionSet(
                        ask -> ask.instanceArn(instance).permissionSetArn(arn))
                .permissionSet();
        if (set.name() != null && names.size() < MOST_NAMES) {
            names.put(arn, set.name());
        }
        return set;
    }

    /** Straight to the role where the permission set's name is known, to the portal's start otherwise. */
    URI link(URI portal, String account, String permissionSet) {
        String name = names.get(permissionSet);
        return name == null
                ? portal
                : URI.create(portal + "/#/console?account_id=" + account + "&role_name="
                        + URLEncoder.encode(name, StandardCharsets.UTF_8));
    }

    Walk<Place, ListedAccess> all(Function<Entitlement, TargetKey> key) {
        return new Walk<>(places()::page, (place, from) -> {
            ListAccountAssignmentsResponse page = assignments(place, from);
            Entitlement entitlement = entitlement(place);
            return Walk.Part.of(
                    users(page).stream()
                            .map(user -> new ListedAccess(
                                    new PrincipalId(user),
                                    entitlement,
                                    key.apply(entitlement),
                                    Optional.empty(),
                                    Optional.empty()))
                            .toList(),
                    page.nextToken());
        });
    }

    /** Permission sets on the accounts that have them already. */
    Walk<Place, Discovered> offered() {
        return new Walk<>(
                places()::page,
                (place, from) -> Walk.Part.only(List.of(
                        new Discovered(entitlement(place), name(place.permissionSet()) + " on " + place.account()))));
    }

    private String name(String arn) {
        String known = names.get(arn);
        if (known != null) {
            return known;
        }
        String found = permissionSet(arn).name();
        return found == null ? arn : found;
    }

    private Walk<String, Place> places() {
        return new Walk<>(
                from -> {
                    ListPermissionSetsResponse page = sso.listPermissionSets(
                            ask -> ask.instanceArn(instance).maxResults(PAGE).nextToken(from.orElse(null)));
                    return Walk.Part.of(page.permissionSets(), page.nextToken());
                },
                (set, from) -> {
                    ListAccountsForProvisionedPermissionSetResponse page =
                            sso.listAccountsForProvisionedPermissionSet(ask -> ask.instanceArn(instance)
                                    .permissionSetArn(set)
                                    .maxResults(PAGE)
                                    .nextToken(from.orElse(null)));
                    return Walk.Part.of(
                            page.accountIds().stream()
                                    .map(account -> new Place(account, set))
                                    .toList(),
                            page.nextToken());
                });
    }

    private ListAccountAssignmentsResponse assignments(Place place, Optional<String> from) {
        return sso.listAccountAssignments(ask -> ask.instanceArn(instance)
                .accountId(place.account())
                .permissionSetArn(place.permissionSet())
                .maxResults(PAGE)
                .nextToken(from.orElse(null)));
    }

    private static List<String> users(ListAccountAssignmentsResponse page) {
        return page.accountAssignments().stream()
                .filter(each -> each.principalType() == PrincipalType.USER)
                .map(each -> each.principalId())
                .toList();
    }

    private Entitlement entitlement(Place place) {
        return form.entitlement(Map.of(
                AccountAssignments.ACCOUNT, place.account(), AccountAssignments.PERMISSION_SET, place.permissionSet()));
    }
}
