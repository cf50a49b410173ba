package io.jitaccess.gcp;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problem;
import io.jitaccess.problem.Problems;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ActivitySource;
import io.jitaccess.spi.BatchProvider;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ConnectLinks;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementVerifier;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.KindDescriptor.Attribute;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.spi.SelfCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Hands out access in Google Cloud. Which kinds it has is decided by what its builder was told: {@code iam-binding}
 * where it was told resources, {@code group-membership} where groups, {@code service-account-token} where service
 * accounts. {@code docs/providers/gcp.md} says how to prepare Google Cloud, and what this provider
 * cannot do.
 *
 * <p>It holds no state but connections, and may be used by several threads at once.
 */
public sealed class GcpProvider
        implements BatchProvider,
                ConnectLinks,
                EntitlementDiscovery,
                EntitlementVerifier,
                SelfCheck,
                ActivitySource,
                AutoCloseable
        permits GcpTokenProvider {

    /** As many as fit into one policy with room for others'. */
    private static final int LARGEST_BATCH = 100;

    private final ProviderId id;
    private final GcpProviderBuilder.Connection connection;
    private final Map<EntitlementKind, Kind> kinds = new LinkedHashMap<>();

    GcpProvider(ProviderId id, GcpProviderBuilder.Connection connection, List<Kind> kinds) {
        this.id = id;
        this.connection = connection;
        kinds.forEach(kind -> this.kinds.put(kind.descriptor().kind(), kind));
    }

    /**
     * Begins a provider.
     *
     * @param id the id under which entitlements name it: lower case letters, digits and inner {@code . _ -}, at most 64
     *     characters
     */
    public static GcpProviderBuilder builder(String id) {
        return new GcpProviderBuilder(new ProviderId(id));
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
        List<Attribute> declared = kind.descriptor().attributes();
        declared.stream()
                .filter(attribute -> attribute.required()
                        && entitlement.attribute(attribute.name()).isEmpty())
                .forEach(attribute -> problems.add("attributes." + attribute.name(), "missing", "is required"));
        Set<String> names = declared.stream().map(Attribute::name).collect(Collectors.toSet());
        entitlement.attributes().keySet().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> problems.add("attributes." + name, "unknown", "is no attribute of this kind"));
        kind.problems(entitlement, problems);
        return problems.list();
    }

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return kind(entitlement.kind()).targetKey(entitlement);
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return eligible.kind().equals(asked.kind())
                && validate(eligible).isEmpty()
                && validate(asked).isEmpty()
                && kind(eligible.kind()).covers(eligible, asked);
    }

    @Override
    public PrincipalLookup principal(Identity identity, Entitlement entitlement) {
        return kind(entitlement.kind()).principal(identity);
    }

    @Override
    public Observation observe(AccessRef access) {
        return look(List.of(access)).get(0);
    }

    @Override
    public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
        return apply(List.of(new Change(access, Optional.of(until), ours))).get(0);
    }

    @Override
    public ChangeOutcome revoke(AccessRef access) {
        return apply(List.of(new Change(access, Optional.empty(), true))).get(0);
    }

    @Override
    public String batchKey(AccessRef access) {
        return kind(access).batchKey(access);
    }

    @Override
    public int largestBatch() {
        return LARGEST_BATCH;
    }

    @Override
    public List<Observation> look(List<AccessRef> accesses) {
        return accesses.isEmpty() ? List.of() : kind(accesses.get(0)).look(accesses);
    }

    @Override
    public List<ChangeOutcome> apply(List<Change> changes) {
        return changes.isEmpty() ? List.of() : kind(changes.get(0).access()).apply(changes);
    }

    @Override
    public ListedAccess.Page list(EntitlementKind kind, Optional<String> from) {
        return kind(kind).list(from);
    }

    @Override
    public EntitlementDiscovery.Page discover(EntitlementKind kind, Optional<String> from) {
        return kind(kind).discover(from);
    }

    @Override
    public Verification verify(Entitlement entitlement) {
        List<Problem> problems = validate(entitlement);
        return problems.isEmpty()
                ? kind(entitlement.kind()).verify(entitlement)
                : new Verification.Unusable(problems.get(0).toString());
    }

    @Override
    public List<MissingRight> missingRights() {
        return kinds.values().stream()
                .flatMap(kind -> kind.missingRights().stream())
                .toList();
    }

    @Override
    public Link connectLink(AccessRef access) {
        return kind(access).link(access);
    }

    @Override
    public ActivitySource.Page activity(AccessRef access, Instant from, Instant to, Optional<String> page) {
        return kind(access).activity(access, from, to, page);
    }

    /** The kind of that type, if the provider has it. */
    final <K extends Kind> Optional<K> kind(Class<K> type, AccessRef access) {
        return Optional.ofNullable(kinds.get(access.entitlement().kind()))
                .filter(type::isInstance)
                .map(type::cast);
    }

    /** Closes the connections. Call it when nothing uses the provider any more. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "GcpProvider[" + id + ", " + kinds.keySet() + "]";
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
