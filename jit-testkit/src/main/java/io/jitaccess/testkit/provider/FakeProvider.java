package io.jitaccess.testkit.provider;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ActivitySource;
import io.jitaccess.spi.BatchProvider;
import io.jitaccess.spi.ChangeOutcome;
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
import io.jitaccess.testkit.provider.FakeCall.Operation;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A provider over a {@link FakeCloud}, as unkind as a real one: {@link #faults()} scripts what goes wrong, {@link
 * #calls()} counts, {@link #cloud()} tells what is true. Thread-safe; no call
 * waits unless a fault says so.
 *
 * <p>An identity's principal is its attribute {@code <provider id>.principal}, or else its id.
 */
public final class FakeProvider
        implements BatchProvider,
                SessionEnder,
                CredentialIssuer,
                EntitlementDiscovery,
                EntitlementVerifier,
                ActivitySource,
                SelfCheck {

    private final ProviderId id;
    private final FakeCloud cloud;
    private final FakeService service;
    private final List<KindDescriptor> descriptors;
    private final int pageSize;
    private final int largestBatch;
    private final Faults faults = new Faults();
    private final CallLog calls = new CallLog();
    private final Set<IdentityId> withoutAccount = ConcurrentHashMap.newKeySet();
    private final Set<IdentityId> unclear = ConcurrentHashMap.newKeySet();
    private final Map<Entitlement, Verification> verifications = new ConcurrentHashMap<>();
    private volatile List<MissingRight> missing = List.of();
    private final List<Discovered> discovered = new CopyOnWriteArrayList<>();
    private final List<Done> log = new CopyOnWriteArrayList<>();

    private record Done(PrincipalId who, TargetKey with, Activity activity) {}

    private FakeProvider(Builder from) {
        this.id = from.id;
        this.cloud = from.cloud;
        this.service = new FakeService(from.id, from.cloud, from.kinds);
        this.descriptors = from.kinds.stream().map(FakeKind::descriptor).toList();
        this.pageSize = from.pageSize;
        this.largestBatch = from.largestBatch;
    }

    /** The provider {@code fake} with every kind, over an empty cloud with this clock. */
    public static FakeProvider on(InstantSource clock) {
        return builder(new FakeCloud(clock)).build();
    }

    /** Builds a provider over a cloud; several may share one. */
    public static Builder builder(FakeCloud cloud) {
        return new Builder(cloud);
    }

    /** Builds a {@link FakeProvider}. Not thread-safe. */
    public static final class Builder {

        private final FakeCloud cloud;
        private ProviderId id = new ProviderId("fake");
        private List<FakeKind> kinds = FakeKind.all();
        private int pageSize = 1000;
        private int largestBatch = 50;

        private Builder(FakeCloud cloud) {
            this.cloud = cloud;
        }

        public Builder id(String providerId) {
            this.id = new ProviderId(providerId);
            return this;
        }

        public Builder kinds(FakeKind... handedOut) {
            this.kinds = List.of(handedOut);
            return this;
        }

        /** How many entries a page of a listing has, 1 to 1000. */
        public Builder pageSize(int entries) {
            this.pageSize = entries;
            return this;
        }

        /** How many changes or looks a batch takes; at least 1. */
        public Builder largestBatch(int changes) {
            this.largestBatch = changes;
            return this;
        }

        public FakeProvider build() {
            if (kinds.isEmpty() || pageSize < 1 || pageSize > 1000 || largestBatch < 1) {
                throw new IllegalStateException("needs a kind, pages of 1 to 1000 and batches of at least 1");
            }
            return new FakeProvider(this);
        }
    }

    // ---- for tests

    public FakeCloud cloud() {
        return cloud;
    }

    public Faults faults() {
        return faults;
    }

    public CallLog calls() {
        return calls;
    }

    /** An entitlement of a kind of this provider. */
    public Entitlement to(String kind, String name) {
        return Entitlement.of(id.value(), kind, Map.of(FakeNames.ATTRIBUTE, name));
    }

    /** From now on this is what a verification of the entitlement sees; everything else is usable. */
    public void verifiesAs(Entitlement entitlement, Verification verification) {
        verifications.put(entitlement, verification);
    }

    /** From now on this can be discovered. */
    public void has(Entitlement entitlement, String displayName) {
        discovered.add(new Discovered(entitlement, displayName));
    }

    /** Puts something that was done with an access on the fake's own log. */
    public void logs(PrincipalId who, Entitlement with, Activity activity) {
        log.add(new Done(who, targetKey(with), activity));
    }

    @Override
    public EntitlementDiscovery.Page discover(EntitlementKind kind, Optional<String> from) {
        List<Discovered> all = discovered.stream()
                .filter(one -> one.entitlement().kind().equals(kind))
                .toList();
        int begin = begin(from, all.size());
        int end = Math.min(begin + pageSize, all.size());
        return new EntitlementDiscovery.Page(all.subList(begin, end), next(end, all.size()));
    }

    @Override
    public ActivitySource.Page activity(AccessRef access, Instant from, Instant to, Optional<String> page) {
        List<Activity> all = log.stream()
                .filter(done ->
                        done.who().equals(access.principal()) && done.with().equals(access.targetKey()))
                .map(Done::activity)
                .filter(done -> !done.at().isBefore(from) && done.at().isBefore(to))
                .toList();
        int begin = begin(page, all.size());
        int end = Math.min(begin + pageSize, all.size());
        return new ActivitySource.Page(
                all.subList(begin, end), Optional.of(to), "what a test put on it", next(end, all.size()));
    }

    private static int begin(Optional<String> page, int size) {
        int begin = page.map(Integer::parseInt).orElse(0);
        if (begin < 0 || begin > size) {
            throw new IllegalArgumentException("no such page");
        }
        return begin;
    }

    private static Optional<String> next(int end, int size) {
        return end < size ? Optional.of(Integer.toString(end)) : Optional.empty();
    }

    /** From now on the self-check misses these. */
    public void misses(MissingRight... rights) {
        missing = List.of(rights);
    }

    @Override
    public Verification verify(Entitlement entitlement) {
        return verifications.getOrDefault(entitlement, new Verification.Usable(List.of()));
    }

    @Override
    public List<MissingRight> missingRights() {
        return missing;
    }

    /** From now on this identity has no account here. */
    public void hasNoAccount(IdentityId identity) {
        withoutAccount.add(identity);
    }

    /** From now on nobody can say whether this identity has an account. */
    public void hasUnclearAccount(IdentityId identity) {
        unclear.add(identity);
    }

    /** From now on this identity has an account, as all have in the beginning. */
    public void hasAccount(IdentityId identity) {
        withoutAccount.remove(identity);
        unclear.remove(identity);
    }

    /** The same provider with none of the optional abilities. */
    public AccessProvider plain() {
        return new PlainProvider(this);
    }

    // ---- AccessProvider

    @Override
    public ProviderId id() {
        return id;
    }

    @Override
    public List<KindDescriptor> kinds() {
        return descriptors;
    }

    @Override
    public List<Problem> validate(Entitlement entitlement) {
        return service.problems(entitlement);
    }

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return service.targetKey(entitlement);
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return service.covers(eligible, asked);
    }

    @Override
    public PrincipalLookup principal(Identity identity, Entitlement entitlement) {
        return call(
                Operation.PRINCIPAL, List.of(), o -> new PrincipalLookup.Unclear(o.toString()), (call, ago, items) -> {
                    if (unclear.contains(identity.id())) {
                        return new PrincipalLookup.Unclear("the directory does not answer");
                    }
                    if (withoutAccount.contains(identity.id())) {
                        return new PrincipalLookup.NoPrincipal(identity.id() + " has no account");
                    }
                    String attribute = identity.attributes().get(id + ".principal");
                    return new PrincipalLookup.Found(
                            new PrincipalId(attribute == null ? identity.id().value() : attribute));
                });
    }

    @Override
    public Observation observe(AccessRef access) {
        return call(
                Operation.OBSERVE,
                List.of(access),
                o -> Observation.unclear(o.toString()),
                (call, ago, items) -> service.observe(access, ago));
    }

    @Override
    public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
        return call(
                Operation.ASSIGN,
                List.of(access),
                Optional.of(until),
                ours,
                Function.identity(),
                (call, ago, items) -> service.assign(access, until, ours, call));
    }

    @Override
    public ChangeOutcome revoke(AccessRef access) {
        return call(
                Operation.REVOKE,
                List.of(access),
                Function.identity(),
                (call, ago, items) -> service.revoke(access, call));
    }

    @Override
    public ListedAccess.Page list(EntitlementKind kind, Optional<String> from) {
        try {
            return call(
                    Operation.LIST,
                    List.of(),
                    o -> {
                        throw new ProviderException(o.toString());
                    },
                    (call, ago, items) -> service.list(kind, from.orElse(""), pageSize, ago));
        } catch (UncheckedIOException e) {
            throw new ProviderException("the listing broke: " + e.getMessage(), e);
        }
    }

    // ---- BatchProvider

    @Override
    public String batchKey(AccessRef access) {
        return access.entitlement().kind() + ":" + FakeNames.root(FakeNames.canonical(access.entitlement()));
    }

    @Override
    public int largestBatch() {
        return largestBatch;
    }

    @Override
    public List<Observation> look(List<AccessRef> accesses) {
        oneBatch(accesses);
        return call(
                Operation.LOOK,
                accesses,
                o -> Collections.nCopies(accesses.size(), Observation.unclear(o.toString())),
                (call, ago, items) ->
                        accesses.stream().map(access -> lookAtOne(access, ago)).toList());
    }

    private Observation lookAtOne(AccessRef access, Duration ago) {
        FakeCall item = calls.item(Operation.OBSERVE, access, Optional.empty(), false, cloud.now());
        try {
            return strike(
                    item,
                    o -> Observation.unclear(o.toString()),
                    (call, more, items) -> service.observe(access, ago.plus(more)));
        } catch (RuntimeException e) {
            return Observation.unclear(e.toString());
        }
    }

    @Override
    public List<ChangeOutcome> apply(List<Change> changes) {
        List<AccessRef> accesses = changes.stream().map(Change::access).toList();
        oneBatch(accesses);
        return call(
                Operation.APPLY,
                accesses,
                o -> Collections.nCopies(changes.size(), o),
                (call, ago, items) -> applyInOrder(changes, items));
    }

    private List<ChangeOutcome> applyInOrder(List<Change> changes, int items) {
        List<ChangeOutcome> outcomes =
                new ArrayList<>(Collections.nCopies(changes.size(), ChangeOutcome.unknown("not reached")));
        Predicate<Change> revokes = change -> change.until().isEmpty();
        int done = 0;
        for (Predicate<Change> turn : List.of(revokes, revokes.negate())) {
            for (int i = 0; i < changes.size() && done < items; i++) {
                if (turn.test(changes.get(i))) {
                    outcomes.set(i, applyOne(changes.get(i)));
                    done++;
                }
            }
        }
        return List.copyOf(outcomes);
    }

    private ChangeOutcome applyOne(Change change) {
        AccessRef access = change.access();
        Operation operation = change.until().isPresent() ? Operation.ASSIGN : Operation.REVOKE;
        FakeCall item = calls.item(operation, access, change.until(), change.ours(), cloud.now());
        try {
            return strike(
                    item,
                    Function.identity(),
                    (call, ago, items) -> change.until()
                            .map(until -> service.assign(access, until, change.ours(), call))
                            .orElseGet(() -> service.revoke(access, call)));
        } catch (RuntimeException e) {
            return ChangeOutcome.unknown(e.toString());
        }
    }

    private void oneBatch(List<AccessRef> accesses) {
        long keys = accesses.stream().map(this::batchKey).distinct().count();
        if (accesses.size() > largestBatch || keys > 1) {
            throw new IllegalArgumentException("a batch has one batch key and at most " + largestBatch + " items, not "
                    + keys + " and " + accesses.size());
        }
    }

    // ---- SessionEnder

    @Override
    public SessionEnding endSessions(AccessRef access) {
        return call(
                Operation.END_SESSIONS,
                List.of(access),
                o -> new SessionEnding.Failed(o.toString()),
                (call, ago, items) -> service.endSessions(access));
    }

    // ---- CredentialIssuer

    @Override
    public boolean issues(AccessRef access) {
        return service.issues(access);
    }

    @Override
    public Issuing issue(AccessRef access, Instant until, int number) {
        if (!issues(access)) {
            throw new IllegalArgumentException(access.entitlement().kind() + " issues no credentials");
        }
        return call(
                Operation.ISSUE,
                List.of(access),
                Optional.of(until),
                false,
                o -> new Issuing.NotNow(o.toString()),
                (call, ago, items) -> service.issue(access, until));
    }

    // ---- inside

    private interface Step<T> {
        T at(FakeCall call, Duration ago, int items);
    }

    private <T> T call(Operation operation, List<AccessRef> accesses, Function<ChangeOutcome, T> saying, Step<T> step) {
        return call(operation, accesses, Optional.empty(), false, saying, step);
    }

    private <T> T call(
            Operation operation,
            List<AccessRef> accesses,
            Optional<Instant> until,
            boolean ours,
            Function<ChangeOutcome, T> saying,
            Step<T> step) {
        FakeCall call = calls.begin(operation, accesses, until, ours, cloud.now());
        try {
            return strike(call, saying, step);
        } finally {
            calls.end(call);
        }
    }

    private <T> T strike(FakeCall call, Function<ChangeOutcome, T> saying, Step<T> step) {
        return faults.strike(call)
                .map(fault -> fault.on(new Run<>(cloud, (ago, items) -> step.at(call, ago, items), saying)))
                .orElseGet(() -> step.at(call, Duration.ZERO, Integer.MAX_VALUE));
    }
}
