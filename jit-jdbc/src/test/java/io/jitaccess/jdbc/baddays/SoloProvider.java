package io.jitaccess.jdbc.baddays;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.CredentialIssuer;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A provider of a node, over the truth, as unkind as its script says. */
class SoloProvider implements AccessProvider, CredentialIssuer {

    private static final int PAGE = 100;

    private final String id;
    private final Truth truth;
    private final String node;
    final FaultScript script;

    SoloProvider(Truth truth, String node, FaultScript script) {
        this("solo", truth, node, script);
    }

    SoloProvider(String id, Truth truth, String node, FaultScript script) {
        this.id = id;
        this.truth = truth;
        this.node = node;
        this.script = script;
    }

    @Override
    public ProviderId id() {
        return new ProviderId(id);
    }

    @Override
    public List<KindDescriptor> kinds() {
        return Arrays.stream(TruthKind.values())
                .filter(kind -> kind.provider.equals(id))
                .map(TruthKind::descriptor)
                .toList();
    }

    @Override
    public List<Problem> validate(Entitlement entitlement) {
        return List.of();
    }

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return new TargetKey(
                entitlement.kind() + ":" + entitlement.attribute("name").orElseThrow());
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return eligible.equals(asked);
    }

    @Override
    public PrincipalLookup principal(Identity identity, Entitlement entitlement) {
        return switch (script.read().fault()) {
            case UNCLEAR, SLOW -> new PrincipalLookup.Unclear("the script says so");
            case BROKEN -> throw new ProviderException("the script says so");
            case NONE, STALE ->
                new PrincipalLookup.Found(new PrincipalId(identity.id().value()));
        };
    }

    @Override
    public Observation observe(AccessRef access) {
        return observe(access, script.read());
    }

    final Observation observe(AccessRef access, FaultScript.Fate<FaultScript.Read> fate) {
        switch (fate.fault()) {
            case UNCLEAR -> {
                return Observation.unclear("the script says so");
            }
            case BROKEN -> throw new ProviderException("the script says so");
            case STALE -> {
                return truth.findAsOf(access, TruthKind.READ_LAG.dividedBy(2))
                        .map(until -> present(access, until))
                        .orElseGet(Observation::absent);
            }
            case SLOW -> Until.rest(fate.delay());
            case NONE -> {}
        }
        return truth.find(access).map(entry -> present(access, entry.until())).orElseGet(Observation::absent);
    }

    private static Observation present(AccessRef access, Optional<Instant> until) {
        boolean marked = TruthKind.of(access.entitlement().kind()).isMarked();
        return new Observation.Present(until, marked ? Observation.Mark.OURS : Observation.Mark.NONE);
    }

    @Override
    public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
        return change(access, Optional.of(until), ours, script.change(1));
    }

    @Override
    public ChangeOutcome revoke(AccessRef access) {
        return change(access, Optional.empty(), false, script.change(1));
    }

    final ChangeOutcome change(
            AccessRef access, Optional<Instant> until, boolean ours, FaultScript.Fate<FaultScript.Change> fate) {
        // counted from before a connection was waited for
        long began = System.nanoTime();
        Instant latest = truth.time().minusNanos(System.nanoTime() - began).plus(TruthKind.EFFECT_HORIZON);
        switch (fate.fault()) {
            case REFUSED_BEFORE -> {
                return new ChangeOutcome.Retryable("the script says so");
            }
            case BROKEN_BEFORE -> throw new ProviderException("the script says so");
            case BROKEN_AFTER -> {
                make(access, until, ours, latest);
                throw new ProviderException("the script says so, after the effect");
            }
            case TIME_OUT -> {
                later(access, until, ours, fate.delay().plusMillis(400), latest);
                Until.rest(TruthKind.CALL_TIMEOUT.plusMillis(300));
                throw new ProviderException("no answer");
            }
            case LATE -> {
                later(access, until, ours, fate.delay(), latest);
                return new ChangeOutcome.Pending(Duration.ofMillis(200));
            }
            case THROTTLED -> {
                return new ChangeOutcome.Throttled(fate.delay());
            }
            case LIE -> {
                return ChangeOutcome.done(until.isPresent() ? Effect.CREATED : Effect.REMOVED);
            }
            case SLOW -> Until.rest(fate.delay());
            case NONE, PARTIAL -> {}
        }
        return make(access, until, ours, latest);
    }

    private void later(AccessRef access, Optional<Instant> until, boolean ours, Duration wait, Instant latest) {
        truth.later(access, until.isEmpty(), nativeEnd(access, until), ours, node, wait, latest);
    }

    /** Calls of a node that stood still may come at any time; where there are no marks, only in time. */
    private ChangeOutcome make(AccessRef access, Optional<Instant> until, boolean ours, Instant latest) {
        Optional<Instant> bound =
                TruthKind.of(access.entitlement().kind()).isMarked() ? Optional.empty() : Optional.of(latest);
        String done = until.isPresent()
                ? truth.assign(access, nativeEnd(access, until), ours, node, bound)
                : truth.revoke(access, node, bound);
        return switch (done) {
            case "TOO_LATE" -> new ChangeOutcome.Retryable("the request is too old");
            case "PAST" -> new ChangeOutcome.Refused("the end is past");
            default -> ChangeOutcome.done(Effect.valueOf(done));
        };
    }

    private static Optional<Instant> nativeEnd(AccessRef access, Optional<Instant> until) {
        return until.filter(at -> TruthKind.of(access.entitlement().kind()).expiry == KindDescriptor.Expiry.NATIVE);
    }

    @Override
    public ListedAccess.Page list(EntitlementKind kind, Optional<String> from) {
        if (script.read().fault() == FaultScript.Read.BROKEN) {
            throw new ProviderException("the script says so");
        }
        TruthKind of = TruthKind.of(kind);
        List<Truth.Entry> entries = truth.entries(of, Long.parseLong(from.orElse("0")), PAGE);
        return new ListedAccess.Page(
                entries.stream().map(entry -> listed(of, entry)).toList(),
                entries.size() < PAGE
                        ? Optional.empty()
                        : Optional.of(
                                String.valueOf(entries.get(entries.size() - 1).id())));
    }

    private ListedAccess listed(TruthKind kind, Truth.Entry entry) {
        Entitlement entitlement = kind.to(entry.target());
        return new ListedAccess(
                new PrincipalId(entry.principal()),
                entitlement,
                targetKey(entitlement),
                Optional.of(entry.mark())
                        .filter(mark -> !mark.equals(Truth.NO_MARK))
                        .map(AssignmentId::new),
                entry.until());
    }

    @Override
    public boolean issues(AccessRef access) {
        return TruthKind.of(access.entitlement().kind()) == TruthKind.PASS;
    }

    @Override
    public Issuing issue(AccessRef access, Instant until, int number) {
        if (script.read().fault() == FaultScript.Read.BROKEN) {
            throw new ProviderException("the script says so");
        }
        truth.issue(access.assignment(), number, until);
        return new Issuing.Issued(new Credential(Map.of("number", String.valueOf(number)), until));
    }
}
