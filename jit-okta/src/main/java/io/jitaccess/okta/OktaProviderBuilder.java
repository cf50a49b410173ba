package io.jitaccess.okta;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.identity.Identity;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Collects what an {@link OktaProvider} needs: the organisation, a credential, and at least one thing that may be handed
 * out.
 */
public final class OktaProviderBuilder {

    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);

    private final ProviderId id;
    private @Nullable URI org;
    private boolean https = true;
    private @Nullable OktaCredential credential;
    private Choice groups = Choice.of(Set.of());
    private Choice apps = Choice.of(Set.of());
    private Choice roles = Choice.of(Set.of());
    private Function<Identity, Optional<String>> login = Identity::email;
    private boolean sessions;
    private boolean log;
    private Duration timeout = Duration.ofSeconds(5);
    private Clock clock = Clock.systemUTC();

    OktaProviderBuilder(ProviderId id) {
        this.id = id;
    }

    /** The organisation's own address, such as {@code https://example.okta.com}; not the administrators'. */
    public OktaProviderBuilder org(URI address) {
        this.org = Objects.requireNonNull(address, "address");
        return this;
    }

    /** The library's own credential. */
    public OktaProviderBuilder credential(OktaCredential own) {
        this.credential = Objects.requireNonNull(own, "own");
        return this;
    }

    /**
     * Switches on {@code group-membership}.
     *
     * @param ids of the groups that may be handed out; {@code *} for each that the library's account can see
     */
    public OktaProviderBuilder groups(Set<String> ids) {
        this.groups = Choice.of(ids);
        return this;
    }

    /**
     * Switches on {@code app-assignment}.
     *
     * @param ids of the apps that may be handed out; {@code *} for each that the library's account can see
     */
    public OktaProviderBuilder apps(Set<String> ids) {
        this.apps = Choice.of(ids);
        return this;
    }

    /**
     * Switches on {@code admin-role}, for which the library's own account has to be a Super Administrator.
     *
     * @param names of the roles that may be handed out: a standard role's type, such as {@code READ_ONLY_ADMIN}, or a
     *     custom role's id, a colon and a resource set's id
     */
    public OktaProviderBuilder adminRoles(Set<String> names) {
        this.roles = Choice.of(names);
        return this;
    }

    /**
     * The identity's login or primary email at Okta; its mail address unless set. The attribute {@code
     * <provider>.principal} of the identity, with the user's id, stands above it. No network.
     */
    public OktaProviderBuilder login(Function<Identity, Optional<String>> mapping) {
        this.login = Objects.requireNonNull(mapping, "mapping");
        return this;
    }

    /**
     * After an access was removed, ends <em>all</em> sessions of that person at Okta and the tokens that Okta issued,
     * whatever they are used for. Off unless said.
     */
    public OktaProviderBuilder endSessions() {
        this.sessions = true;
        return this;
    }

    /** Reads activity from Okta's System Log. Off unless said. */
    public OktaProviderBuilder activity() {
        this.log = true;
        return this;
    }

    /** How long one wait may take, for a connection or for an answer: 100 ms to 30 s; 5 s unless set. */
    public OktaProviderBuilder timeout(Duration longest) {
        this.timeout = Objects.requireNonNull(longest, "longest");
        return this;
    }

    /** The time of what is told to people; the system's unless set. */
    public OktaProviderBuilder clock(Clock source) {
        this.clock = Objects.requireNonNull(source, "source");
        return this;
    }

    /** Lets tests speak to a server of their own. */
    OktaProviderBuilder plainHttp() {
        this.https = false;
        return this;
    }

    /**
     * Makes the provider. No network.
     *
     * @throws IllegalArgumentException with everything that is missing or wrong
     */
    public OktaProvider build() {
        List<String> problems = new ArrayList<>();
        require(isOrg(org), "org must be an https address of a host alone, such as https://example.okta.com", problems);
        require(credential != null, "credential is missing", problems);
        require(!groups.isEmpty() || !apps.isEmpty() || !roles.isEmpty(), "nothing may be handed out", problems);
        all(groups, Ids.GROUP, "groups", problems);
        all(apps, Ids.APP, "apps", problems);
        all(roles, AdminRole.CHOSEN, "roles", problems);
        require(!roles.all(), "administrators' roles are named one by one, not as *", problems);
        require(
                timeout.compareTo(SHORTEST_TIMEOUT) >= 0 && timeout.compareTo(LONGEST_TIMEOUT) <= 0,
                "timeout must be " + SHORTEST_TIMEOUT + " to " + LONGEST_TIMEOUT,
                problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        Set<EntitlementKind> kinds = new LinkedHashSet<>();
        add(kinds, GroupMembership.KIND, groups);
        add(kinds, AppAssignment.KIND, apps);
        add(kinds, AdminRole.KIND, roles);
        List<Operation> operations = Operation.of(kinds, sessions, log);
        URI address = Objects.requireNonNull(org);
        Okta okta = Client.of(address, Objects.requireNonNull(credential), Operation.scopes(operations), timeout);
        Context context =
                new Context(id, okta, new People(id, okta, login), new Limits(timeout), address, sessions, clock);
        return new OktaProvider(
                context,
                new OwnRights(okta, operations, probes(okta)),
                log ? Optional.of(new EventLog(okta)) : Optional.empty(),
                kinds.stream().map(kind -> kind(kind, context)).toList());
    }

    private static void add(Set<EntitlementKind> kinds, EntitlementKind kind, Choice choice) {
        if (!choice.isEmpty()) {
            kinds.add(kind);
        }
    }

    private Kind kind(EntitlementKind kind, Context context) {
        if (kind.equals(GroupMembership.KIND)) {
            return new GroupMembership(context, groups);
        }
        return kind.equals(AppAssignment.KIND) ? new AppAssignment(context, apps) : new AdminRole(context, roles);
    }

    /** Reads that tell by themselves whether they are allowed; each of the smallest page. */
    private Map<Operation, Runnable> probes(Okta okta) {
        Map<Operation, Runnable> probes = new EnumMap<>(Operation.class);
        probes.put(
                Operation.USER_LIST,
                () -> okta.run(() -> okta.users().listUsers(null, null, null, 1, null, null, null, null)));
        probes.put(Operation.GROUP_RULES, () -> okta.run(() -> okta.rules().listGroupRules(1, null, null, null)));
        probes.put(
                Operation.GROUP_GET,
                () -> groups.named()
                        .forEach(group -> okta.run(() -> okta.groups().getGroup(group))));
        probes.put(
                Operation.APP_GET,
                () -> apps.named().forEach(app -> okta.run(() -> okta.apps().getApplication(app, null))));
        probes.put(Operation.ROLE_USERS, () -> okta.run(() -> okta.roles().listUsersWithRoleAssignments(null, 1)));
        probes.put(
                Operation.LOG,
                () -> okta.run(() -> okta.log()
                        .listLogEvents(
                                clock.instant().minusSeconds(60).toString(),
                                clock.instant().toString(),
                                null,
                                null,
                                null,
                                1,
                                null)));
        return probes;
    }

    private boolean isOrg(@Nullable URI address) {
        return address != null
                && address.getHost() != null
                && (!https || "https".equals(address.getScheme()))
                && address.getRawUserInfo() == null
                && address.getRawQuery() == null
                && address.getRawFragment() == null
                && address.getPath().replace("/", "").isEmpty();
    }

    private static void all(Choice choice, Pattern form, String name, List<String> problems) {
        List<String> bad = choice.named().stream()
                .filter(id -> !form.matcher(id).matches())
                .map(id -> id.length() > 40 ? id.substring(0, 40) : id)
                .collect(Collectors.toList());
        require(bad.isEmpty(), name + " are named by Okta's ids, not as " + bad, problems);
    }

    private static void require(boolean holds, String otherwise, List<String> problems) {
        if (!holds) {
            problems.add(otherwise);
        }
    }
}
