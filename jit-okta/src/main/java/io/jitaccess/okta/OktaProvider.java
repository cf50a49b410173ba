package io.jitaccess.okta;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ActivitySource;
import io.jitaccess.spi.BatchProvider;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hands out access at Okta. Which kinds it has is decided by what its {@link OktaProviderBuilder} was told. {@code
 * docs/providers/okta.md} says how to prepare Okta, and what this provider cannot do.
 *
 * <p>It holds no state but connections, a token and a bounded cache of users' ids, and may be used by several threads at
 * once. No request is repeated. Close it when the library has stopped.
 */
public final class OktaProvider
        implements BatchProvider,
                SessionEnder,
                EntitlementDiscovery,
                EntitlementVerifier,
                ConnectLinks,
                SelfCheck,
                ActivitySource,
                AutoCloseable {

    /** As many as one call has the time for. */
    private static final int LARGEST_BATCH = 25;

    private final Context context;
    private final OwnRights rights;
    private final Optional<EventLog> log;
    private final Map<EntitlementKind, Kind> kinds = new LinkedHashMap<>();

    OktaProvider(Context context, OwnRights rights, Optional<EventLog> log, List<Kind> enabled) {
        this.context = context;
        this.rights = rights;
        this.log = log;
        enabled.forEach(kind -> kinds.put(kind.descriptor().kind(), kind));
    }

    /**
     * Begins a provider.
     *
     * @param id the id under which entitlements name it: lower case letters, digits and inner {@code . _ -}, at most 64
     *     characters
     */
    public static OktaProviderBuilder builder(String id) {
        return new OktaProviderBuilder(new ProviderId(id));
    }

    @Override
    public ProviderId id() {
        return context.provider();
    }

    @Override
    public List<KindDescriptor> kinds() {
        return kinds.values().stream().map(Kind::descriptor).toList();
    }

    @Override
    public List<Problem> validate(Entitlement entitlement) {
        Kind kind = kinds.get(entitlement.kind());
        return kind == null
                ? List.of(new Problem("kind", "unknown", "is no kind of this provider"))
                : kind.validate(entitlement);
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
        return context.people().of(identity);
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

    /**
     * Ends the person's sessions and tokens at Okta where that is switched on. Sessions in apps go on all the same, so the
     * answer is never that none is left.
     */
    @Override
    public SessionEnding endSessions(AccessRef access) {
        String outlives = kind(access).outlives();
        if (!context.endsSessions()) {
            return new SessionEnding.NotPossible(Optional.empty(), outlives);
        }
        return Failure.orElse(
                () -> {
                    context.okta().clearSessions(access.principal().value());
                    return new SessionEnding.NotPossible(
                            Optional.empty(), "all sessions and tokens of the person at Okta were ended; " + outlives);
                },
                failure -> failure.meaning() == Failure.Meaning.NOT_FOUND
                        ? new SessionEnding.NotPossible(
                                Optional.empty(), "there is no user whose sessions could be ended; " + outlives)
                        : new SessionEnding.Failed(failure.message()));
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

    /** The person's own page at Okta, which shows the apps that they have. */
    @Override
    public Link connectLink(AccessRef access) {
        return new Link.To(context.org().resolve("/app/UserHome"));
    }

    @Override
    public List<MissingRight> missingRights() {
        return rights.missing();
    }

    @Override
    public ActivitySource.Page activity(AccessRef access, Instant from, Instant to, Optional<String> page) {
        Optional<String> target = kind(access).logTarget(access);
        return log.map(events -> events.of(access.principal(), target, from, to, page))
                .orElseGet(() -> new ActivitySource.Page(
                        List.of(),
                        Optional.empty(),
                        "Okta's System Log is not read: it is not switched on",
                        Optional.empty()));
    }

    /** Closes the connections. */
    @Override
    public void close() {
        try {
            context.okta().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "OktaProvider[" + context.provider() + ", " + kinds.keySet() + "]";
    }

    private Kind kind(AccessRef access) {
        return kind(access.entitlement().kind());
    }

    private Kind kind(EntitlementKind name) {
        Kind kind = kinds.get(name);
        if (kind == null) {
            throw new ProviderException("the provider " + context.provider() + " has no kind " + name);
        }
        return kind;
    }
}
