package io.jitaccess.aws;

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
import io.jitaccess.spi.CredentialIssuer;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementVerifier;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.spi.SelfCheck;
import io.jitaccess.spi.SessionEnder;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hands out access at AWS. Which kinds it has, and what AWS must grant it for them, is said in {@code
 * docs/providers/aws.md}; the {@link AwsProviderBuilder} switches each on.
 *
 * <p>It holds no state but connections and a bounded cache of accounts, and may be used by several threads at once. No
 * request is repeated by the SDK or by what is below it. Close it when the library has stopped.
 */
public final class AwsProvider
        implements BatchProvider,
                SessionEnder,
                CredentialIssuer,
                EntitlementDiscovery,
                EntitlementVerifier,
                ConnectLinks,
                SelfCheck,
                ActivitySource,
                AutoCloseable {

    /** As many changes on one account as Identity Center makes in the time of one call, one after the other. */
    private static final int LARGEST_BATCH = 8;

    private final ProviderId id;
    private final AwsClients aws;
    private final OwnRights rights;
    private final Trail trail;
    private final CallTime time;
    private final Duration ending;
    private final Map<EntitlementKind, Kind> kinds = new LinkedHashMap<>();

    /** @param ending how long after its begin an ending of sessions may begin another request */
    AwsProvider(
            ProviderId id,
            AwsClients aws,
            OwnRights rights,
            Trail trail,
            CallTime time,
            Duration ending,
            List<Kind> enabled) {
        this.id = id;
        this.aws = aws;
        this.time = time;
        this.ending = ending;
        this.rights = rights;
        this.trail = trail;
        enabled.forEach(kind -> kinds.put(kind.descriptor().kind(), kind));
    }

    /**
     * Begins a provider.
     *
     * @param id the id under which entitlements name it: lower case letters, digits and inner {@code . _ -}, at most 64
     *     characters
     */
    public static AwsProviderBuilder builder(String id) {
        return new AwsProviderBuilder(new ProviderId(id));
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
        Kind kind = kinds.get(eligible.kind());
        return kind != null && kind.covers(eligible, asked);
    }

    @Override
    public PrincipalLookup principal(Identity identity, Entitlement entitlement) {
        Kind kind = kind(entitlement.kind());
        return time.within(kind.patience(), () -> kind.principal(identity, entitlement));
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
        if (accesses.isEmpty()) {
            return List.of();
        }
        Kind kind = kind(accesses.get(0));
        return time.within(kind.patience(), () -> kind.look(accesses));
    }

    @Override
    public List<ChangeOutcome> apply(List<Change> changes) {
        if (changes.isEmpty()) {
            return List.of();
        }
        Kind kind = kind(changes.get(0).access());
        return time.within(kind.patience(), () -> kind.apply(changes));
    }

    @Override
    public ListedAccess.Page list(EntitlementKind kind, Optional<String> from) {
        return kind(kind).list(from);
    }

    @Override
    public SessionEnding endSessions(AccessRef access) {
        Kind kind = kind(access);
        return time.within(ending, () -> kind.endSessions(access));
    }

    @Override
    public boolean issues(AccessRef access) {
        return kinds.get(access.entitlement().kind()) instanceof RoleSessions;
    }

    /** What was issued before for the access cannot be recalled, and ends no later. */
    @Override
    public Issuing issue(AccessRef access, Instant until, int number) {
        return kind(access) instanceof RoleSessions sessions
                ? time.within(sessions.patience(), () -> sessions.issue(access, until))
                : new Issuing.NotNow(
                        "no credential is issued for " + access.entitlement().kind());
    }

    @Override
    public EntitlementDiscovery.Page discover(EntitlementKind kind, Optional<String> from) {
        return kind(kind).discover(from);
    }

    @Override
    public Verification verify(Entitlement entitlement) {
        return kind(entitlement.kind()).verify(entitlement);
    }

    @Override
    public Link connectLink(AccessRef access) {
        return kind(access).connectLink(access);
    }

    @Override
    public ActivitySource.Page activity(AccessRef access, Instant from, Instant to, Optional<String> page) {
        return trail.activity(access, from, to, page);
    }

    @Override
    public List<MissingRight> missingRights() {
        return rights.missing();
    }

    /** Closes the connections. */
    @Override
    public void close() {
        aws.close();
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
