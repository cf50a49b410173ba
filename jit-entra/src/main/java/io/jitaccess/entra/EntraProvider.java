package io.jitaccess.entra;

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
import io.jitaccess.spi.SessionEnder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Hands out access in Microsoft Entra ID. Which kinds it has is decided by what its builder was told: {@code
 * group-membership} where it was told groups, {@code pim-group-membership} where groups of PIM, {@code directory-role}
 * where roles. {@code docs/providers/entra.md} says how to prepare the tenant, and what this
 * provider cannot do.
 *
 * <p>It holds no state but connections and looked-up accounts, and may be used by several threads at once.
 */
public final class EntraProvider
        implements BatchProvider,
                SessionEnder,
                ConnectLinks,
                EntitlementDiscovery,
                EntitlementVerifier,
                SelfCheck,
                ActivitySource,
                AutoCloseable {

    private final ProviderId id;
    private final Graph graph;
    private final Sessions sessions;
    private final Rights rights;
    private final Map<EntitlementKind, Kind> kinds = new LinkedHashMap<>();

    EntraProvider(ProviderId id, Graph graph, Sessions sessions, Rights rights, List<Kind> kinds) {
        this.id = id;
        this.graph = graph;
        this.sessions = sessions;
        this.rights = rights;
        kinds.forEach(kind -> this.kinds.put(kind.descriptor().kind(), kind));
    }

    /**
     * Begins a provider.
     *
     * @param id the id under which entitlements name it: lower case letters, digits and inner {@code . _ -}, at most 64
     *     characters
     */
    public static EntraProviderBuilder builder(String id) {
        return new EntraProviderBuilder(new ProviderId(id));
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

    /** All of a kind: one call takes changes of many groups. */
    @Override
    public String batchKey(AccessRef access) {
        return access.entitlement().kind().value();
    }

    @Override
    public int largestBatch() {
        return Graph.BATCH;
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
    public SessionEnding endSessions(AccessRef access) {
        return sessions.end(access);
    }

    @Override
    public ListedAccess.Page list(EntitlementKind kind, Optional<String> from) {
        return told(() -> kind(kind).list(from));
    }

    @Override
    public EntitlementDiscovery.Page discover(EntitlementKind kind, Optional<String> from) {
        return told(() -> kind(kind).discover(from));
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
        Map<EntitlementKind, Set<String>> needed = kinds.keySet().stream()
                .collect(Collectors.toMap(kind -> kind, kind -> Operation.rights(kind.value(), sessions.revokes())));
        Optional.ofNullable(needed.get(GroupMembership.KIND))
                .ifPresent(rights -> rights.addAll(sessions.context().groups().furtherRights()));
        List<MissingRight> missing = new ArrayList<>(rights.missing(needed));
        // who lacks a permission is refused an answer, which would hide the names
        Set<EntitlementKind> refused =
                missing.stream().flatMap(right -> right.kinds().stream()).collect(Collectors.toSet());
        told(() -> kinds.entrySet().stream()
                        .filter(kind -> !refused.contains(kind.getKey()))
                        .flatMap(kind -> kind.getValue().missingRights().stream())
                        .toList())
                .forEach(missing::add);
        return missing;
    }

    @Override
    public Link connectLink(AccessRef access) {
        return kind(access).link(access);
    }

    @Override
    public ActivitySource.Page activity(AccessRef access, Instant from, Instant to, Optional<String> page) {
        return told(() -> kind(access).activity(access, from, to, page));
    }

    /** Ends the connections. */
    @Override
    public void close() {
        graph.close();
    }

    @Override
    public String toString() {
        return "EntraProvider[" + id + ", " + kinds.keySet() + "]";
    }

    /** What fails on the way is told as the SPI wants it. */
    private static <T> T told(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ProviderException e) {
            throw e;
        } catch (RuntimeException e) {
            // no cause: those of the network name addresses
            throw Failure.of(e).thrown();
        }
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
