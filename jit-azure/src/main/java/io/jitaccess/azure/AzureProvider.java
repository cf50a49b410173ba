package io.jitaccess.azure;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problem;
import io.jitaccess.problem.Problems;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ActivitySource;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ConnectLinks;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementVerifier;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.spi.SelfCheck;
import io.jitaccess.spi.SessionEnder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hands out roles in Azure. Which kinds it has is decided by what its builder was told. {@code docs/providers/azure.md} says
 * how to prepare Azure, and what this provider cannot do.
 *
 * <p>It holds no state but connections and bounded counts, and may be used by several threads at once. No write is repeated
 * by the SDK or by what is below it.
 */
public final class AzureProvider
        implements AccessProvider,
                SessionEnder,
                EntitlementDiscovery,
                EntitlementVerifier,
                ConnectLinks,
                SelfCheck,
                ActivitySource {

    private static final Set<String> ATTRIBUTES = Set.of(Target.SCOPE, Target.ROLE);

    private final ProviderId id;
    private final Principals principals;
    private final Links links;
    private final Discovery discovery;
    private final Rights rights;
    private final ActivityLog log;
    private final Set<String> roles;
    private final Map<EntitlementKind, Kind> kinds = new LinkedHashMap<>();

    AzureProvider(Context context, Principals principals, Links links, List<Kind> kinds) {
        this.id = context.provider();
        this.principals = principals;
        this.links = links;
        this.discovery = new Discovery(context);
        this.rights = new Rights(context.azure());
        this.log = new ActivityLog(context.azure(), context.clock());
        this.roles = kinds.get(0).allowed().roles(); // the same for all
        kinds.forEach(kind -> this.kinds.put(kind.descriptor().kind(), kind));
    }

    /**
     * Begins a provider.
     *
     * @param id the id under which entitlements name it: lower case letters, digits and inner {@code . _ -}, at most 64
     *     characters
     */
    public static AzureProviderBuilder builder(String id) {
        return new AzureProviderBuilder(new ProviderId(id));
    }

    @Override
    public ProviderId id() {
        return id;
    }

    @Override
    public List<KindDescriptor> kinds() {
        return kinds.values().stream().map(Kind::descriptor).toList();
    }

    @Override
    public List<Problem> validate(Entitlement entitlement) {
        Problems problems = new Problems();
        if (!entitlement.provider().equals(id)) {
            problems.add("provider", "unknown", "is not this provider");
        }
        Kind kind = kinds.get(entitlement.kind());
        if (kind == null) {
            return problems.add("kind", "unknown", "is no kind of this provider")
                    .list();
        }
        shape(entitlement, problems);
        Target.of(entitlement).ifPresent(target -> kind.problems(target, problems));
        return problems.list();
    }

    private static void shape(Entitlement entitlement, Problems problems) {
        entitlement
                .attribute(Target.SCOPE)
                .ifPresentOrElse(
                        scope -> {
                            if (Scope.parse(scope).isEmpty()) {
                                problems.add(
                                        "attributes." + Target.SCOPE,
                                        "invalid",
                                        "is no id of a management group, subscription, resource group or resource");
                            }
                        },
                        () -> problems.add("attributes." + Target.SCOPE, "missing", "is required"));
        entitlement
                .attribute(Target.ROLE)
                .ifPresentOrElse(
                        role -> {
                            if (Target.role(role).isEmpty()) {
                                problems.add("attributes." + Target.ROLE, "invalid", "is no GUID of a role definition");
                            }
                        },
                        () -> problems.add("attributes." + Target.ROLE, "missing", "is required"));
        entitlement.attributes().keySet().stream()
                .filter(name -> !ATTRIBUTES.contains(name))
                .forEach(name -> problems.add("attributes." + name, "unknown", "is no attribute of this kind"));
    }

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return Keys.of(entitlement);
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return eligible.kind().equals(asked.kind())
                && validate(eligible).isEmpty()
                && validate(asked).isEmpty()
                && Target.of(eligible)
                        .filter(wider -> Target.of(asked).filter(wider::covers).isPresent())
                        .isPresent();
    }

    /** No network: Azure knows object ids alone, and the identity has to bring its own. */
    @Override
    public PrincipalLookup principal(Identity identity, Entitlement entitlement) {
        return principals.of(identity);
    }

    @Override
    public Observation observe(AccessRef access) {
        return kind(access).observe(access);
    }

    @Override
    public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
        return kind(access).assign(access, until, ours);
    }

    @Override
    public ChangeOutcome revoke(AccessRef access) {
        return kind(access).revoke(access);
    }

    /** Azure judges each request anew, so nothing goes on; what is left of ended access is cleared away. */
    @Override
    public SessionEnding endSessions(AccessRef access) {
        return kind(access).endSessions(access);
    }

    @Override
    public ListedAccess.Page list(EntitlementKind kind, Optional<String> from) {
        return kind(kind).list(from);
    }

    @Override
    public EntitlementDiscovery.Page discover(EntitlementKind kind, Optional<String> from) {
        return discovery.page(kind(kind), from);
    }

    @Override
    public Verification verify(Entitlement entitlement) {
        List<Problem> problems = validate(entitlement);
        return problems.isEmpty()
                ? kind(entitlement.kind()).verify(entitlement)
                : new Verification.Unusable(problems.get(0).toString());
    }

    @Override
    public Link connectLink(AccessRef access) {
        return Address.of(access)
                .map(address -> links.to(address.target(), address.principal()))
                .orElseGet(() -> new Link.NotAvailable(Address.UNREADABLE));
    }

    @Override
    public List<MissingRight> missingRights() {
        List<MissingRight> missing = new ArrayList<>(Failure.orThrow(() -> rights.missing(kinds.values())));
        kinds.values().forEach(kind -> missing.addAll(kind.missingLicences()));
        return missing;
    }

    @Override
    public ActivitySource.Page activity(AccessRef access, Instant from, Instant to, Optional<String> page) {
        return Address.of(access)
                .map(address -> log.of(address, from, to, page))
                .orElseThrow(() -> new ProviderException(Address.UNREADABLE));
    }

    /**
     * The condition (version 2.0) to put on the library's own role assignment of Role Based Access Control Administrator,
     * so that it can give and take the configured roles and no others. No network.
     */
    public String ownCondition() {
        return OwnCondition.text(roles);
    }

    @Override
    public String toString() {
        return "AzureProvider[" + id + ", " + kinds.keySet() + "]";
    }

    private Kind kind(AccessRef access) {
        return kind(access.entitlement().kind());
    }

    private Kind kind(EntitlementKind name) {
        Kind kind = kinds.get(name);
        if (kind == null) {
            throw new ProviderException("the provider " + id + " has no kind " + name);
        }
        return kind;
    }
}
