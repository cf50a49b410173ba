package io.jitaccess.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.http.policy.ArmChallengeAuthenticationPolicy;
import com.azure.identity.DefaultAzureCredentialBuilder;
import io.jitaccess.entitlement.ProviderId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what an {@link AzureProvider} needs. Needed is a scope on which it may hand out roles. */
public final class AzureProviderBuilder {

    private static final Pattern MARK = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z0-9][A-Za-z0-9._-]{0,63}");

    private final ProviderId id;
    private final Set<String> scopes = new LinkedHashSet<>();
    private final Set<String> pimScopes = new LinkedHashSet<>();
    private final Set<String> roles = new LinkedHashSet<>();
    private AzureCloud cloud = AzureCloud.PUBLIC;
    private @Nullable TokenCredential credential;
    private @Nullable String objectIdAttribute;
    private @Nullable String tenant;
    private String mark = "jit";
    private Duration requestTimeout = Duration.ofSeconds(10);
    private Clock clock = Clock.systemUTC();
    private Waiter waiter = Waiter::sleep;
    private @Nullable URI endpoint;
    private @Nullable HttpPipelinePolicy signing;

    AzureProviderBuilder(ProviderId id) {
        this.id = id;
    }

    /** Which of Microsoft's clouds; the public one unless set. */
    public AzureProviderBuilder cloud(AzureCloud name) {
        this.cloud = Objects.requireNonNull(name, "name");
        return this;
    }

    /** The library's own account; the SDK's default chain unless set. */
    public AzureProviderBuilder credential(TokenCredential own) {
        this.credential = Objects.requireNonNull(own, "own");
        return this;
    }

    /**
     * Where roles may be handed out, by the ids of management groups, subscriptions, resource groups and resources. What is
     * below a subscription, resource group or resource is meant, too; what is below a management group is not. Nothing else
     * is ever written to.
     */
    public AzureProviderBuilder scopes(Collection<String> ids) {
        scopes.addAll(ids);
        return this;
    }

    /**
     * Where roles may be handed out through Privileged Identity Management, which ends them by itself and needs a licence,
     * Microsoft Entra ID P2 or ID Governance. None of them may lie within one of the other scopes, or they in it: Azure
     * holds one role assignment for a principal, a role and a scope, however it came.
     */
    public AzureProviderBuilder pimScopes(Collection<String> ids) {
        pimScopes.addAll(ids);
        return this;
    }

    /**
     * Which roles may be handed out, by the GUIDs of their definitions. Unless set, all but Owner, User Access Administrator
     * and Role Based Access Control Administrator, whose holders could give themselves access for good.
     */
    public AzureProviderBuilder roles(Collection<String> guids) {
        roles.addAll(guids);
        return this;
    }

    /**
     * Which attribute of an identity holds the object id that it has in Entra ID, such as {@code entra.object-id}. The
     * attribute {@code <provider id>.principal} stands above it. There is no other way: nothing is looked up.
     */
    public AzureProviderBuilder objectIdAttribute(String name) {
        this.objectIdAttribute = Objects.requireNonNull(name, "name");
        return this;
    }

    /** The tenant's GUID, for connect links that open in it. */
    public AzureProviderBuilder tenant(String guid) {
        this.tenant = Objects.requireNonNull(guid, "guid");
        return this;
    }

    /**
     * Begins the descriptions of what this installation makes: lower case letters, digits and {@code -}, at most 32
     * characters; {@code jit} unless set. Two installations that write to one scope need two marks: each ends what bears
     * its own mark and is not in its own records.
     */
    public AzureProviderBuilder mark(String text) {
        this.mark = Objects.requireNonNull(text, "text");
        return this;
    }

    /** How long one request may take, 100 ms to 30 s; 10 s unless set. A call of the provider takes a few of them. */
    public AzureProviderBuilder requestTimeout(Duration timeout) {
        this.requestTimeout = Objects.requireNonNull(timeout, "timeout");
        return this;
    }

    /** Tells what has ended; the system's clock unless set. */
    public AzureProviderBuilder clock(Clock time) {
        this.clock = Objects.requireNonNull(time, "time");
        return this;
    }

    AzureProviderBuilder waiter(Waiter between) {
        this.waiter = between;
        return this;
    }

    /** Sends every request there, signed so. */
    AzureProviderBuilder through(URI address, HttpPipelinePolicy policy) {
        this.endpoint = address;
        this.signing = policy;
        return this;
    }

    /**
     * Makes the provider. No network.
     *
     * @throws IllegalArgumentException with everything that is missing or wrong
     */
    public AzureProvider build() {
        List<String> problems = new ArrayList<>();
        List<Scope> direct = parse(scopes, problems);
        List<Scope> managed = parse(pimScopes, problems);
        managed.forEach(scope -> require(
                direct.stream().noneMatch(other -> scope.isWithin(other) || other.isWithin(scope)),
                "roles are handed out in two ways on " + scope,
                problems));
        Set<String> guids = new LinkedHashSet<>();
        roles.forEach(role -> Target.role(role)
                .ifPresentOrElse(guids::add, () -> problems.add("no GUID of a role definition is " + role)));
        require(!scopes.isEmpty() || !pimScopes.isEmpty(), "nothing may be handed out: name a scope", problems);
        require(MARK.matcher(mark).matches(), "the mark must match " + MARK, problems);
        require(
                objectIdAttribute == null
                        || ATTRIBUTE.matcher(objectIdAttribute).matches(),
                "the attribute with the object id must match " + ATTRIBUTE,
                problems);
        require(tenant == null || Guids.parse(tenant).isPresent(), "the tenant must be a GUID", problems);
        require(
                requestTimeout.toMillis() >= 100 && requestTimeout.compareTo(Duration.ofSeconds(30)) <= 0,
                "the request time-out must be 100 ms to 30 s",
                problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        Azure azure = azure();
        Context context = new Context(
                id,
                azure,
                new RoleDefinitions(azure),
                new Room(azure, clock),
                new Mark(mark),
                clock,
                waiter,
                new Limits(requestTimeout));
        List<Kind> kinds = new ArrayList<>();
        if (!direct.isEmpty()) {
            Allowed allowed = new Allowed(direct, guids);
            kinds.add(new DirectAssignments(new Ending.ByLibrary(), allowed, context));
            kinds.add(new DirectAssignments(new Ending.ByCondition(), allowed, context));
        }
        if (!managed.isEmpty()) {
            kinds.add(new PimAssignments(new Allowed(managed, guids), context));
        }
        return new AzureProvider(
                context,
                new Principals(id, Optional.ofNullable(objectIdAttribute)),
                new Links(cloud, Optional.ofNullable(tenant).flatMap(Guids::parse)),
                kinds);
    }

    private Azure azure() {
        if (endpoint != null && signing != null) {
            return new Azure(endpoint, signing, requestTimeout);
        }
        AzureEnvironment environment = switch (cloud) {
            case PUBLIC -> AzureEnvironment.AZURE;
            case US_GOVERNMENT -> AzureEnvironment.AZURE_US_GOVERNMENT;
            case CHINA -> AzureEnvironment.AZURE_CHINA;
        };
        TokenCredential own = credential != null
                ? credential
                : new DefaultAzureCredentialBuilder()
                        .authorityHost(environment.getActiveDirectoryEndpoint())
                        .httpClient(Azure.http(requestTimeout))
                        .build();
        return new Azure(
                URI.create(environment.getResourceManagerEndpoint()),
                new ArmChallengeAuthenticationPolicy(own, environment.getManagementEndpoint() + "/.default"),
                requestTimeout);
    }

    private static List<Scope> parse(Set<String> ids, List<String> problems) {
        List<Scope> parsed = new ArrayList<>();
        ids.forEach(text ->
                Scope.parse(text).ifPresentOrElse(parsed::add, () -> problems.add("no scope is written " + text)));
        return parsed;
    }

    private static void require(boolean holds, String otherwise, List<String> problems) {
        if (!holds) {
            problems.add(otherwise);
        }
    }
}
