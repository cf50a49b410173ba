package io.jitaccess.entra;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.DefaultAzureCredentialBuilder;
import io.jitaccess.entitlement.ProviderId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what an {@link EntraProvider} needs. Needed is something that it may hand out. */
public final class EntraProviderBuilder {

    private final ProviderId id;
    private final Set<String> groups = new LinkedHashSet<>();
    private final Set<String> pimGroups = new LinkedHashSet<>();
    private final Set<String> roles = new LinkedHashSet<>();
    private final Map<String, URI> links = new LinkedHashMap<>();
    private @Nullable TokenCredential credential;
    private @Nullable URI endpoint;
    private EntraCloud cloud = EntraCloud.GLOBAL;
    private boolean roleAssignable;
    private boolean revokesSessions;
    private Duration tokenLifetime = Duration.ofMinutes(90);
    private Duration requestTimeout = Duration.ofSeconds(10);
    private Clock clock = Clock.systemUTC();
    private Waiter waiter = Waiter::sleep;
    private Duration gathering = Gathering.LONGEST;

    EntraProviderBuilder(ProviderId id) {
        this.id = id;
    }

    /** The library's own account; Azure's default chain of credentials unless set. */
    public EntraProviderBuilder credential(TokenCredential own) {
        this.credential = Objects.requireNonNull(own, "own");
        return this;
    }

    /** Where the tenant lives; the global service unless set. */
    public EntraProviderBuilder cloud(EntraCloud where) {
        this.cloud = Objects.requireNonNull(where, "where");
        return this;
    }

    /**
     * Groups whose memberships may be handed out, by their object ids. Only the library ends such a membership. No other
     * group is ever written to.
     */
    public EntraProviderBuilder groups(Collection<String> ids) {
        groups.addAll(ids);
        return this;
    }

    /**
     * Groups whose memberships may be handed out through PIM for Groups, which ends them by itself, by their object ids; none
     * of {@link #groups}. It takes a licence of Entra ID P2 or ID Governance; without one they are refused, and never handed
     * out in another way.
     */
    public EntraProviderBuilder pimGroups(Collection<String> ids) {
        pimGroups.addAll(ids);
        return this;
    }

    /**
     * Roles of the directory that may be handed out through PIM, by the ids of their definitions. With the permission that it
     * takes, the library's account can make itself Global Administrator.
     */
    public EntraProviderBuilder directoryRoles(Collection<String> ids) {
        roles.addAll(ids);
        return this;
    }

    /** Whether groups that may hold roles of the directory are handed out, too; they are not unless set. */
    public EntraProviderBuilder roleAssignableGroups(boolean allowed) {
        this.roleAssignable = allowed;
        return this;
    }

    /**
     * Whether an end of access ends all sign-ins of the person, in whatever application; it does not unless set. It is the
     * only way to keep new tokens from being made of old ones.
     */
    public EntraProviderBuilder revokeSignInSessions(boolean revokes) {
        this.revokesSessions = revokes;
        return this;
    }

    /**
     * How long a token works that was issued before a removal, 5 minutes to 28 hours; 90 minutes unless set, the longest of
     * Entra ID's default. Longer where a policy of the tenant sets it, or where clients know continuous access evaluation.
     */
    public EntraProviderBuilder tokenLifetime(Duration lifetime) {
        this.tokenLifetime = Objects.requireNonNull(lifetime, "lifetime");
        return this;
    }

    /** Where holders of groups go, by the groups' object ids; the page of the cloud that lists a person's applications unless set. */
    public EntraProviderBuilder links(Map<String, URI> byGroup) {
        links.putAll(byGroup);
        return this;
    }

    /** How long one request may take, 100 ms to 30 s; 10 s unless set. A call of the provider takes a few of them. */
    public EntraProviderBuilder requestTimeout(Duration timeout) {
        this.requestTimeout = Objects.requireNonNull(timeout, "timeout");
        return this;
    }

    /**
     * Where Graph is, for a private endpoint or a fake, without a path; the cloud's own address unless set. The library's
     * token is sent there, so it must be https or this machine.
     */
    public EntraProviderBuilder endpoint(URI root) {
        this.endpoint = Objects.requireNonNull(root, "root");
        return this;
    }

    /** Tells when something was done; the system's clock unless set. */
    public EntraProviderBuilder clock(Clock time) {
        this.clock = Objects.requireNonNull(time, "time");
        return this;
    }

    EntraProviderBuilder waiter(Waiter pauses) {
        this.waiter = pauses;
        return this;
    }

    EntraProviderBuilder gathering(Duration longest) {
        this.gathering = longest;
        return this;
    }

    /**
     * Makes the provider. No network.
     *
     * @throws IllegalArgumentException with everything that is missing or wrong
     */
    public EntraProvider build() {
        List<String> problems = new ArrayList<>();
        List<String> plain = ids(groups, "group", problems);
        List<String> pim = ids(pimGroups, "group", problems);
        List<String> directory = ids(roles, "role", problems);
        require(
                !groups.isEmpty() || !pimGroups.isEmpty() || !roles.isEmpty(),
                "nothing may be handed out: name groups or roles",
                problems);
        pim.stream()
                .filter(plain::contains)
                .forEach(both -> problems.add("the group " + both + " is either plain or PIM's, and not both"));
        Map<String, URI> pages = new LinkedHashMap<>();
        links.forEach((group, page) -> {
            Ids.canonical(group).ifPresent(id -> pages.put(id, page));
            require(Ids.canonical(group).isPresent(), "no group's object id is " + group, problems);
            require(page.isAbsolute(), "the link of " + group + " must be absolute", problems);
        });
        require(
                requestTimeout.toMillis() >= 100 && requestTimeout.toSeconds() <= 30,
                "the request time-out must be 100 ms to 30 s",
                problems);
        require(
                tokenLifetime.toMinutes() >= 5 && tokenLifetime.compareTo(Duration.ofHours(28)) <= 0,
                "the lifetime of tokens must be 5 minutes to 28 hours",
                problems);
        URI root = endpoint == null ? cloud.graph() : endpoint;
        require(
                root.getHost() != null && root.getRawPath().isEmpty() && root.getRawQuery() == null && isSafe(root),
                "the endpoint must be https, or this machine, and have no path",
                problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return build(root, plain, pim, directory, pages);
    }

    private EntraProvider build(
            URI root, List<String> plain, List<String> pim, List<String> directory, Map<String, URI> pages) {
        OwnToken own = new OwnToken(
                credential == null
                        ? new DefaultAzureCredentialBuilder()
                                .authorityHost(cloud.login())
                                .build()
                        : credential);
        Graph graph = Transport.open(own, root, cloud.scope(), requestTimeout);
        Context context = new Context(
                id,
                graph,
                cloud,
                new People(id, graph),
                new Groups(graph, roleAssignable),
                new AuditLog(graph),
                new Links(cloud, pages),
                new Gathering(graph, gathering),
                waiter,
                clock,
                new Limits(requestTimeout, tokenLifetime));
        List<Kind> kinds = new ArrayList<>();
        if (!plain.isEmpty()) {
            kinds.add(new GroupMembership(context, plain));
        }
        if (!pim.isEmpty()) {
            kinds.add(new PimGroupMembership(context, pim));
        }
        if (!directory.isEmpty()) {
            kinds.add(new DirectoryRole(context, directory));
        }
        return new EntraProvider(
                id, graph, new Sessions(context, revokesSessions), new Rights(own, cloud.scope()), kinds);
    }

    private static List<String> ids(Set<String> named, String what, List<String> problems) {
        Set<String> ids = new LinkedHashSet<>();
        for (String name : named) {
            Ids.canonical(name).ifPresent(ids::add);
            require(Ids.canonical(name).isPresent(), "no " + what + "'s object id is " + name, problems);
        }
        return List.copyOf(ids);
    }

    private static boolean isSafe(URI root) {
        return "https".equals(root.getScheme())
                || ("http".equals(root.getScheme())
                        && Set.of("127.0.0.1", "localhost", "[::1]").contains(root.getHost()));
    }

    private static void require(boolean holds, String otherwise, List<String> problems) {
        if (!holds) {
            problems.add(otherwise);
        }
    }
}
