package io.jitaccess.benchmarks;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * A provider that costs next to nothing, so that what is measured is the library: one kind without batches, marks or
 * native expiry, and as long a call as is asked for. Besides what is assigned, a crowd may be there from the beginning:
 * p1, p2, ... hold {@code crowd}, which takes no heap.
 */
final class InstantProvider implements AccessProvider {

    static final String ID = "fake";
    static final String KIND = "group";
    static final String CROWD = "group:crowd";

    private final Duration latency;
    private final int crowd;
    private final ConcurrentSkipListMap<String, AccessRef> there = new ConcurrentSkipListMap<>();
    private final Set<String> removedOfCrowd = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> firstCall = new ConcurrentHashMap<>();
    private final Map<String, Instant> revoked = new ConcurrentHashMap<>();
    private final LongAdder calls = new LongAdder();
    private final boolean timed;
    private volatile Runnable beforeChange = () -> {};

    private InstantProvider(Duration latency, int crowd, boolean timed) {
        this.latency = latency;
        this.crowd = crowd;
        this.timed = timed;
    }

    static InstantProvider empty() {
        return new InstantProvider(Duration.ZERO, 0, false);
    }

    static InstantProvider withCrowd(int size, Duration latency, boolean timed) {
        return new InstantProvider(latency, size, timed);
    }

    /** From now on this is run inside each assign and revoke. */
    void beforeChange(Runnable action) {
        beforeChange = action;
    }

    long calls() {
        return calls.sum();
    }

    int revocations() {
        return removedOfCrowd.size();
    }

    /** When each principal was first looked at, if asked for. */
    Map<String, Instant> firstCalls() {
        return Map.copyOf(firstCall);
    }

    /** When each principal's access was first removed, if asked for. */
    Map<String, Instant> revokedAt() {
        return Map.copyOf(revoked);
    }

    @Override
    public ProviderId id() {
        return new ProviderId(ID);
    }

    @Override
    public List<KindDescriptor> kinds() {
        return List.of(new KindDescriptor(
                new EntitlementKind(KIND),
                "Group",
                List.of(new KindDescriptor.Attribute("name", true, "The group")),
                KindDescriptor.Scope.SHARED,
                KindDescriptor.Expiry.NONE,
                KindDescriptor.Sight.OBSERVABLE,
                KindDescriptor.Marks.UNMARKED,
                Duration.ofSeconds(1),
                Duration.ofDays(30),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2)));
    }

    @Override
    public List<Problem> validate(Entitlement entitlement) {
        return List.of();
    }

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return new TargetKey("group:" + entitlement.attributes().get("name"));
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return eligible.equals(asked);
    }

    @Override
    public PrincipalLookup principal(Identity identity, Entitlement entitlement) {
        call();
        return new PrincipalLookup.Found(new PrincipalId(identity.id().value()));
    }

    private void call() {
        calls.increment();
        long end = System.nanoTime() + latency.toNanos();
        for (long left = latency.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    private static String key(AccessRef access) {
        return access.targetKey() + "/" + access.principal();
    }

    private boolean isOfCrowd(AccessRef access) {
        if (crowd == 0 || !access.targetKey().value().equals(CROWD)) {
            return false;
        }
        String principal = access.principal().value();
        return principal.startsWith("p") && Integer.parseInt(principal.substring(1)) <= crowd;
    }

    private void note(Map<String, Instant> where, AccessRef access) {
        if (timed) {
            where.putIfAbsent(
                    access.principal().value(), java.time.Clock.systemUTC().instant());
        }
    }

    @Override
    public Observation observe(AccessRef access) {
        note(firstCall, access);
        call();
        boolean present = there.containsKey(key(access))
                || (isOfCrowd(access)
                        && !removedOfCrowd.contains(access.principal().value()));
        return present ? Observation.present() : Observation.absent();
    }

    @Override
    public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
        beforeChange.run();
        call();
        return ChangeOutcome.done(there.put(key(access), access) == null ? Effect.CREATED : Effect.ALREADY_PRESENT);
    }

    @Override
    public ChangeOutcome revoke(AccessRef access) {
        beforeChange.run();
        note(revoked, access);
        call();
        boolean was =
                isOfCrowd(access) ? removedOfCrowd.add(access.principal().value()) : there.remove(key(access)) != null;
        return ChangeOutcome.done(was ? Effect.REMOVED : Effect.ALREADY_ABSENT);
    }

    /** The crowd first, then the others. */
    @Override
    public ListedAccess.Page list(EntitlementKind kind, Optional<String> from) {
        call();
        String start = from.orElse("#0");
        List<ListedAccess> page = new ArrayList<>();
        if (start.startsWith("#")) {
            int first = Integer.parseInt(start.substring(1));
            int last = Math.min(crowd, first + 1000);
            Entitlement entitlement = Entitlement.of(ID, KIND, Map.of("name", "crowd"));
            for (int i = first + 1; i <= last; i++) {
                if (!removedOfCrowd.contains("p" + i)) {
                    page.add(listed(new PrincipalId("p" + i), entitlement, new TargetKey(CROWD)));
                }
            }
            return new ListedAccess.Page(page, Optional.of(last < crowd ? "#" + last : "="));
        }
        for (Map.Entry<String, AccessRef> entry :
                there.tailMap(start.substring(1), false).entrySet()) {
            if (page.size() == 1000) {
                ListedAccess last = page.get(999);
                return new ListedAccess.Page(page, Optional.of("=" + last.targetKey() + "/" + last.principal()));
            }
            AccessRef access = entry.getValue();
            page.add(listed(access.principal(), access.entitlement(), access.targetKey()));
        }
        return new ListedAccess.Page(page, Optional.empty());
    }

    private static ListedAccess listed(PrincipalId principal, Entitlement entitlement, TargetKey key) {
        return new ListedAccess(principal, entitlement, key, Optional.empty(), Optional.empty());
    }
}
