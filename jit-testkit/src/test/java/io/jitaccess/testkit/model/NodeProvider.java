package io.jitaccess.testkit.model;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.BatchProvider;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.CredentialIssuer;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.SessionEnder;
import io.jitaccess.testkit.model.Mishap.Call;
import io.jitaccess.testkit.model.Mishap.InCall;
import io.jitaccess.testkit.model.Mishap.Where;
import io.jitaccess.testkit.provider.FakeCall.Operation;
import io.jitaccess.testkit.provider.FakeProvider;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The provider as one node reaches it. Calls may go wrong, and the node may stop around them, within what the library may
 * rely on: no change is begun so late that its lease does not outlive its time-out, and none takes effect later than its
 * horizon after that. What the clock of a test forbids, no process does: there the node is dead.
 */
final class NodeProvider implements BatchProvider, SessionEnder, CredentialIssuer {

    private static final Set<Operation> LOOKS = EnumSet.of(Operation.OBSERVE, Operation.LOOK, Operation.LIST);
    private static final Set<Operation> CHANGES = EnumSet.of(Operation.ASSIGN, Operation.REVOKE, Operation.APPLY);

    private final FakeProvider provider;
    private final Set<EntitlementKind> lagging;
    private final Mishaps mishaps;
    private final Function<AccessRef, Optional<Instant>> leases;
    private final Supplier<Instant> clock;
    private final Supplier<Optional<Trouble>> chance;

    /**
     * @param lagging kinds whose reads may lag, and do only when they are made to
     * @param leases until when this node holds the row of an access
     * @param chance trouble out of the blue
     */
    NodeProvider(
            FakeProvider provider,
            Set<EntitlementKind> lagging,
            Mishaps mishaps,
            Function<AccessRef, Optional<Instant>> leases,
            Supplier<Instant> clock,
            Supplier<Optional<Trouble>> chance) {
        this.provider = provider;
        this.lagging = lagging;
        this.mishaps = mishaps;
        this.leases = leases;
        this.clock = clock;
        this.chance = chance;
    }

    private KindDescriptor kind(AccessRef access) {
        return provider.kinds().stream()
                .filter(kind -> kind.kind().equals(access.entitlement().kind()))
                .findFirst()
                .orElseThrow();
    }

    /** Whether reads may be as old as the kind declares, and need not be. */
    private boolean lags(AccessRef access) {
        return lagging.contains(access.entitlement().kind());
    }

    private <T> T look(Supplier<T> call, boolean lags, Call what) {
        List<InCall> strikes = mishaps.inCall(what);
        at(Where.BEFORE, strikes);
        return around(call, LOOKS, strikes, mishaps.look().or(chance).filter(t -> lags || !t.isStale()));
    }

    private <T> T change(List<Change> changes, Supplier<T> call) {
        List<InCall> strikes = mishaps.inCall(Call.CHANGE);
        at(Where.BEFORE, strikes);
        for (Change change : changes) {
            KindDescriptor kind = kind(change.access());
            Instant begunBy = leases.apply(change.access())
                    .map(until -> until.minus(kind.callTimeout()))
                    .orElse(Instant.MIN);
            boolean past =
                    change.until().filter(until -> !clock.get().isBefore(until)).isPresent();
            if (past || !clock.get().isBefore(begunBy)) {
                throw mishaps.dies("too late to begin a call");
            }
        }
        boolean seen =
                changes.stream().allMatch(change -> kind(change.access()).sight() == KindDescriptor.Sight.OBSERVABLE);
        return around(call, CHANGES, strikes, mishaps.change().or(chance).filter(t -> seen || !t.isLie()));
    }

    private <T> T other(Operation operation, Supplier<T> call) {
        List<InCall> strikes = mishaps.inCall(Call.OTHER);
        at(Where.BEFORE, strikes);
        return around(call, EnumSet.of(operation), strikes, mishaps.change().or(chance));
    }

    private <T> T around(Supplier<T> call, Set<Operation> operations, List<InCall> strikes, Optional<Trouble> trouble) {
        mishaps.alive();
        Instant begun = clock.get();
        at(Where.DURING, strikes);
        if (clock.get().isAfter(begun.plusSeconds(9))) {
            throw mishaps.dies("its call went nowhere");
        }
        trouble.filter(t -> clock.get().equals(begun))
                .ifPresent(
                        t -> provider.faults().times(1, struck -> operations.contains(struck.operation()), t.fault()));
        T answer;
        try {
            answer = call.get();
        } finally {
            provider.faults().clear();
        }
        at(Where.AFTER, strikes);
        return answer;
    }

    private void at(Where where, List<InCall> strikes) {
        strikes.stream()
                .filter(m -> m.where() == where)
                .forEach(m -> mishaps.strike(
                        m.then(), where.name().toLowerCase(Locale.ROOT) + " a call", NodeProvider::breaks));
    }

    private static void breaks() {
        throw new UncheckedIOException(new SocketException("Connection reset"));
    }

    @Override
    public ProviderId id() {
        return provider.id();
    }

    @Override
    public List<KindDescriptor> kinds() {
        return provider.kinds();
    }

    @Override
    public List<Problem> validate(Entitlement entitlement) {
        return provider.validate(entitlement);
    }

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return provider.targetKey(entitlement);
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return provider.covers(eligible, asked);
    }

    @Override
    public PrincipalLookup principal(Identity identity, Entitlement entitlement) {
        mishaps.alive();
        return provider.principal(identity, entitlement);
    }

    @Override
    public Observation observe(AccessRef access) {
        return look(() -> provider.observe(access), lags(access), Call.LOOK);
    }

    @Override
    public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
        return change(
                List.of(new Change(access, Optional.of(until), ours)), () -> provider.assign(access, until, ours));
    }

    @Override
    public ChangeOutcome revoke(AccessRef access) {
        return change(List.of(new Change(access, Optional.empty(), true)), () -> provider.revoke(access));
    }

    @Override
    public ListedAccess.Page list(EntitlementKind kind, Optional<String> from) {
        return look(() -> provider.list(kind, from), lagging.contains(kind), Call.OTHER);
    }

    @Override
    public String batchKey(AccessRef access) {
        return provider.batchKey(access);
    }

    @Override
    public int largestBatch() {
        return provider.largestBatch();
    }

    @Override
    public List<Observation> look(List<AccessRef> accesses) {
        boolean lags = accesses.stream().allMatch(this::lags);
        return look(() -> provider.look(accesses), lags, Call.LOOK);
    }

    @Override
    public List<ChangeOutcome> apply(List<Change> changes) {
        return change(changes, () -> provider.apply(changes));
    }

    @Override
    public SessionEnding endSessions(AccessRef access) {
        return other(Operation.END_SESSIONS, () -> provider.endSessions(access));
    }

    @Override
    public boolean issues(AccessRef access) {
        return provider.issues(access);
    }

    @Override
    public Issuing issue(AccessRef access, Instant until, int number) {
        return other(Operation.ISSUE, () -> provider.issue(access, until, number));
    }
}
