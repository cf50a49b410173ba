package io.jitaccess.azure;

import com.azure.resourcemanager.authorization.models.RequestType;
import com.azure.resourcemanager.authorization.models.Status;
import io.jitaccess.azure.Pim.Ask;
import io.jitaccess.azure.Pim.Progress;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.problem.Problems;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.SelfCheck.MissingRight;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code pim-role-assignment}: active role assignments that Privileged Identity Management ends. The assignment's id is in
 * the justification of the request, which names the schedule that it made.
 */
final class PimAssignments implements Kind {

    /** PIM: nothing lasts less, and nothing is removed earlier. */
    static final Duration LEAST = Duration.ofMinutes(5);

    private static final Set<Status> GIVEN = Set.of(Status.PROVISIONED, Status.GRANTED, Status.SCHEDULE_CREATED);
    private static final Set<Status> TAKEN = Set.of(Status.REVOKED, Status.PROVISIONED);

    private final Allowed allowed;
    private final Context context;
    private final Pim pim;
    private final Assignments assignments;
    private final Following following;
    private final Fitness fitness;

    PimAssignments(Allowed allowed, Context context) {
        this.allowed = allowed;
        this.context = context;
        this.pim = new Pim(context.azure(), context.mark());
        this.assignments = new Assignments(context.azure(), context.mark());
        this.following = new Following(context.waiter());
        this.fitness = new Fitness(context.definitions(), allowed, new Ending.ByLibrary());
    }

    @Override
    public KindDescriptor descriptor() {
        return Descriptors.pim(context.limits());
    }

    @Override
    public Allowed allowed() {
        return allowed;
    }

    @Override
    public void problems(Target target, Problems problems) {
        allowed.problems(target, problems);
    }

    @Override
    public Observation observe(AccessRef access) {
        Optional<Address> address = Address.of(access);
        if (address.isEmpty()) {
            return Observation.unclear(Address.UNREADABLE);
        }
        try {
            return look(address.get()).seen();
        } catch (RuntimeException e) {
            return Failure.of(e).onLook();
        }
    }

    @Override
    public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
        Optional<Address> address =
                Address.of(access).filter(to -> to.principal().mayBeGiven());
        if (address.isEmpty()) {
            return new ChangeOutcome.Refused(Address.UNREADABLE);
        }
        try {
            return assign(address.get(), until.truncatedTo(ChronoUnit.SECONDS), ours);
        } catch (RuntimeException e) {
            return Failure.of(e).beforeWrite();
        }
    }

    /** What is thrown was thrown before the write. */
    private ChangeOutcome assign(Address to, Instant until, boolean ours) {
        PimView view = look(to);
        Optional<ChangeOutcome> settled = settled(view, until, ours);
        if (settled.isPresent()) {
            return settled.get();
        }
        Instant now = context.clock().instant();
        // a schedule that is there counts from its start
        Instant from = view.instance().flatMap(Instance::start).orElse(now);
        if (Duration.between(from, until).compareTo(LEAST) < 0) {
            return new ChangeOutcome.Refused("Privileged Identity Management gives nothing for less than five minutes");
        }
        Optional<String> problem =
                fitness.problem(to.target(), context.definitions().get(to.target()));
        if (problem.isPresent()) {
            return new ChangeOutcome.Refused(problem.get());
        }
        if (view.state() == PimView.State.NOTHING) {
            Optional<String> full = context.room().problem(to.target().scope());
            if (full.isPresent()) {
                return new ChangeOutcome.Refused(full.get());
            }
        }
        Optional<Instance> there = view.instance();
        return write(
                to,
                new Ask(
                        there.isPresent() ? RequestType.ADMIN_UPDATE : RequestType.ADMIN_ASSIGN,
                        to.assignment(),
                        to.target(),
                        to.principal(),
                        from,
                        Optional.of(until),
                        there.map(Instance::scheduleId)));
    }

    /** What needs no write, or may have none. */
    private static Optional<ChangeOutcome> settled(PimView view, Instant until, boolean ours) {
        return switch (view.state()) {
            case STANDING -> Optional.of(ChangeOutcome.done(Effect.ALREADY_PRESENT));
            case OURS ->
                !ours || view.until().equals(Optional.of(until))
                        ? Optional.of(ChangeOutcome.done(Effect.ALREADY_PRESENT))
                        : Optional.empty();
            case ANOTHER_OF_OURS ->
                Optional.of(new ChangeOutcome.Retryable("an earlier role assignment of ours has to end first"));
            case NARROWER ->
                Optional.of(new ChangeOutcome.Refused(
                        "a role assignment of somebody else is in the way, whose condition makes it give less"));
            case NOTHING -> Optional.empty();
        };
    }

    private ChangeOutcome write(Address to, Ask ask) {
        boolean update = ask.schedule().isPresent();
        Progress sent;
        try {
            sent = pim.send(ask);
        } catch (RuntimeException e) {
            Failure failure = Failure.of(e);
            return switch (failure.meaning()) {
                case EXISTS -> exists(to, failure);
                // no later try is longer
                case TOO_SHORT -> new ChangeOutcome.Refused(failure.message());
                default -> failure.onWrite();
            };
        }
        if (!update) {
            context.room().taken(to.target().scope());
        }
        return following.follow(
                sent,
                GIVEN,
                () -> pim.look(to.target().scope(), sent.name()),
                ChangeOutcome.done(update ? Effect.UPDATED : Effect.CREATED));
    }

    /** Azure refused, so the request had no effect: what is in the way? */
    private ChangeOutcome exists(Address to, Failure failure) {
        try {
            PimView.State state = look(to).state();
            boolean there = state == PimView.State.OURS || state == PimView.State.STANDING;
            return there ? ChangeOutcome.done(Effect.ALREADY_PRESENT) : failure.onWrite();
        } catch (RuntimeException e) {
            return Failure.of(e).beforeWrite();
        }
    }

    @Override
    public ChangeOutcome revoke(AccessRef access) {
        Optional<Address> address = Address.of(access);
        if (address.isEmpty()) {
            return new ChangeOutcome.Refused(Address.UNREADABLE);
        }
        Address from = address.get();
        PimView view;
        try {
            view = look(from);
        } catch (RuntimeException e) {
            return Failure.of(e).beforeWrite();
        }
        if (view.state() != PimView.State.OURS) {
            return ChangeOutcome.done(Effect.ALREADY_ABSENT);
        }
        try {
            Progress sent = pim.send(new Ask(
                    RequestType.ADMIN_REMOVE,
                    from.assignment(),
                    from.target(),
                    from.principal(),
                    context.clock().instant(),
                    Optional.empty(),
                    view.instance().map(Instance::scheduleId)));
            return following.follow(
                    sent,
                    TAKEN,
                    () -> pim.look(from.target().scope(), sent.name()),
                    ChangeOutcome.done(Effect.REMOVED));
        } catch (RuntimeException e) {
            return notRemoved(Failure.of(e), view);
        }
    }

    private static ChangeOutcome notRemoved(Failure failure, PimView view) {
        return switch (failure.meaning()) {
            case NOT_EXISTING -> ChangeOutcome.done(Effect.ALREADY_ABSENT);
            case TOO_SHORT ->
                new ChangeOutcome.Retryable("Privileged Identity Management removes nothing in its first five minutes"
                        + view.instance()
                                .flatMap(Instance::start)
                                .map(start -> ", until " + start.plus(LEAST))
                                .orElse(""));
            default -> failure.onWrite();
        };
    }

    private PimView look(Address at) {
        Scope scope = at.target().scope();
        try {
            return look(at, scope);
        } catch (RuntimeException e) {
            boolean isGone = Failure.of(e).meaning() == Failure.Meaning.NOT_FOUND && !scope.equals(scope.top());
            if (!isGone) {
                throw e;
            }
            // a resource group that was deleted took its role assignments with it; its subscription tells
            return look(at, scope.top());
        }
    }

    private PimView look(Address at, Scope from) {
        String objectId = at.principal().objectId();
        List<Instance> instances = pim.find(from, at.target(), objectId);
        if (!instances.isEmpty()) {
            Map<String, AssignmentId> marks = pim.marks(from, objectId);
            return instances.stream()
                    .map(instance ->
                            PimView.of(instance, Optional.ofNullable(marks.get(instance.schedule())), at.assignment()))
                    .min(Comparator.comparing(PimView::state))
                    .orElseThrow();
        }
        // made past Privileged Identity Management
        return assignments
                .find(from, at.target(), objectId)
                .map(entry -> new PimView(
                        entry.condition().isEmpty() ? PimView.State.STANDING : PimView.State.NARROWER,
                        Optional.empty(),
                        Optional.empty()))
                .orElse(PimView.NOTHING);
    }

    /** Azure judges each request anew. */
    @Override
    public SessionEnding endSessions(AccessRef access) {
        return new SessionEnding.Ended(0);
    }

    @Override
    public ListedAccess.Page list(Optional<String> from) {
        return Failure.orThrow(() -> new PimListing(allowed, context, pim).page(from));
    }

    @Override
    public Verification verify(Entitlement entitlement) {
        Optional<Target> target = Target.of(entitlement);
        if (target.isEmpty()) {
            return new Verification.Unusable(Address.UNREADABLE);
        }
        return licence(target.get().scope())
                .<Verification>map(Verification.Unusable::new)
                .orElseGet(() -> fitness.verify(target.get()));
    }

    /** One scope is enough: the licence is the tenant's. */
    @Override
    public List<MissingRight> missingLicences() {
        return allowed.scopes().stream()
                .limit(1)
                .flatMap(scope -> licence(scope).stream())
                .map(why -> new MissingRight("Microsoft Entra ID P2 or ID Governance", Set.of(Descriptors.PIM), why))
                .toList();
    }

    /** Why nothing can be given there: the tenant's licence; empty if it has one, or if that is not to be seen. */
    private Optional<String> licence(Scope scope) {
        try {
            pim.probe(scope);
            return Optional.empty();
        } catch (RuntimeException e) {
            Failure failure = Failure.of(e);
            return failure.meaning() == Failure.Meaning.NO_LICENCE
                    ? Optional.of("Privileged Identity Management needs a licence, Microsoft Entra ID P2 or ID"
                            + " Governance: " + failure.message())
                    : Optional.empty();
        }
    }
}
