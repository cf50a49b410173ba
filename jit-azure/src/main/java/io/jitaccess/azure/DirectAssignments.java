package io.jitaccess.azure;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Role assignments that the library writes itself. Azure holds at most one for a principal, a role and a scope: it
 * refuses a second one under another name, so a write can give nothing that is there already.
 */
final class DirectAssignments implements Kind {

    /** What a listing compares with: every mark is another's. */
    private static final AssignmentId NOBODYS = new AssignmentId(new UUID(0, 0));

    private final Ending ending;
    private final Allowed allowed;
    private final Context context;
    private final Assignments assignments;
    private final Fitness fitness;

    DirectAssignments(Ending ending, Allowed allowed, Context context) {
        this.ending = ending;
        this.allowed = allowed;
        this.context = context;
        this.assignments = new Assignments(context.azure(), context.mark());
        this.fitness = new Fitness(context.definitions(), allowed, ending);
    }

    @Override
    public KindDescriptor descriptor() {
        return Descriptors.direct(ending, context.limits());
    }

    @Override
    public Allowed allowed() {
        return allowed;
    }

    @Override
    public void problems(Target target, Problems problems) {
        allowed.problems(target, problems);
        if (!ending.hands(target.role())) {
            problems.add("attributes." + Target.ROLE, "wrong-kind", ending.refusal());
        }
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
            return assign(address.get(), until, ours);
        } catch (RuntimeException e) {
            return Failure.of(e).beforeWrite();
        }
    }

    /** What is thrown was thrown before the write. */
    private ChangeOutcome assign(Address to, Instant until, boolean ours) {
        View view = look(to);
        Optional<ChangeOutcome> settled = settled(view);
        if (settled.isPresent()) {
            return settled.get();
        }
        boolean inForce = view.state() == View.State.OURS;
        if (inForce && !ours) {
            return ChangeOutcome.done(Effect.ALREADY_PRESENT);
        }
        RoleDefinitions.Definition role = context.definitions().get(to.target());
        Optional<String> problem = fitness.problem(to.target(), role);
        if (problem.isPresent()) {
            return new ChangeOutcome.Refused(problem.get());
        }
        String condition = ending.condition(role.dataActions(), until);
        if (inForce && view.entry().orElseThrow().condition().equals(condition)) {
            return ChangeOutcome.done(Effect.ALREADY_PRESENT);
        }
        view.entry()
                .filter(left -> view.isLeftOfAnother())
                .flatMap(Entry::mark)
                .ifPresent(left ->
                        assignments.delete(left, to.target(), to.principal().objectId()));
        if (view.state() == View.State.NOTHING) {
            Optional<String> full = context.room().problem(to.target().scope());
            if (full.isPresent()) {
                return new ChangeOutcome.Refused(full.get());
            }
        }
        return write(to, condition, view);
    }

    /** What needs no write, or may have none. */
    private static Optional<ChangeOutcome> settled(View view) {
        String name = view.entry().map(Entry::name).orElse("");
        return switch (view.state()) {
            case STANDING -> Optional.of(ChangeOutcome.done(Effect.ALREADY_PRESENT));
            case NARROWER ->
                Optional.of(new ChangeOutcome.Refused(
                        "a role assignment of somebody else is in the way, whose condition makes it give less: "
                                + name));
            case ANOTHER_OF_OURS ->
                Optional.of(
                        new ChangeOutcome.Retryable("an earlier role assignment of ours has to end first: " + name));
            case NOTHING, OURS, OURS_ENDED, OURS_MISSED, LEFTOVER, LEFTOVER_MISSED -> Optional.empty();
        };
    }

    private ChangeOutcome write(Address to, String condition, View before) {
        boolean made;
        try {
            made = assignments.put(to.assignment(), to.target(), to.principal(), condition);
        } catch (RuntimeException e) {
            Failure failure = Failure.of(e);
            return failure.meaning() == Failure.Meaning.EXISTS ? exists(to, failure) : failure.onWrite();
        }
        if (before.state() == View.State.OURS) {
            return ChangeOutcome.done(Effect.UPDATED);
        }
        context.room().taken(to.target().scope());
        return ChangeOutcome.done(made || before.hasEnded() ? Effect.CREATED : Effect.ALREADY_PRESENT);
    }

    /** Azure refused, so the write had no effect: whose role assignment is in the way? */
    private ChangeOutcome exists(Address to, Failure failure) {
        try {
            View view = look(to);
            boolean there = view.state() == View.State.OURS || view.state() == View.State.STANDING;
            return there ? ChangeOutcome.done(Effect.ALREADY_PRESENT) : failure.onWrite();
        } catch (RuntimeException e) {
            return Failure.of(e).beforeWrite();
        }
    }

    /** By our own name alone: whatever else is there is not touched, and needs no look before. */
    @Override
    public ChangeOutcome revoke(AccessRef access) {
        Optional<Address> address = Address.of(access);
        if (address.isEmpty()) {
            return new ChangeOutcome.Refused(Address.UNREADABLE);
        }
        Address from = address.get();
        try {
            boolean deleted = assignments.delete(
                    from.assignment(), from.target(), from.principal().objectId());
            return ChangeOutcome.done(deleted ? Effect.REMOVED : Effect.ALREADY_ABSENT);
        } catch (RuntimeException e) {
            Failure failure = Failure.of(e);
            return failure.meaning() == Failure.Meaning.NOT_FOUND ? gone(from, failure) : failure.onWrite();
        }
    }

    /** A resource group or resource that was deleted took its role assignments with it; its subscription tells. */
    private ChangeOutcome gone(Address from, Failure failure) {
        if (from.target().scope().equals(from.target().scope().top())) {
            return failure.onWrite();
        }
        try {
            return look(from).state() == View.State.OURS
                    ? failure.onWrite()
                    : ChangeOutcome.done(Effect.ALREADY_ABSENT);
        } catch (RuntimeException e) {
            return Failure.of(e).beforeWrite();
        }
    }

    private View look(Address at) {
        Target target = at.target();
        String objectId = at.principal().objectId();
        Optional<Entry> found;
        try {
            found = assignments.find(target, objectId);
        } catch (RuntimeException e) {
            boolean isGone = Failure.of(e).meaning() == Failure.Meaning.NOT_FOUND
                    && !target.scope().equals(target.scope().top());
            if (!isGone) {
                throw e;
            }
            found = assignments.find(target.scope().top(), target, objectId);
        }
        return View.of(
                found,
                assignments.name(at.assignment(), target, objectId),
                at.assignment(),
                context.clock().instant());
    }

    /** Each request is judged anew. What is left of access that ended by its condition is cleared away here. */
    @Override
    public SessionEnding endSessions(AccessRef access) {
        Optional<Address> address = Address.of(access);
        if (address.isEmpty() || !ending.asksForRole()) {
            return new SessionEnding.Ended(0);
        }
        try {
            if (look(address.get()).hasEnded()) {
                revoke(access);
            }
            return new SessionEnding.Ended(0);
        } catch (RuntimeException e) {
            return new SessionEnding.Failed(Failure.of(e).message());
        }
    }

    @Override
    public ListedAccess.Page list(Optional<String> from) {
        return Failure.orThrow(() -> {
            ScopeWalk walk = new ScopeWalk(allowed.scopes(), context.azure().endpoint());
            ScopeWalk.Place place = walk.place(from);
            if (walk.isOver(place)) {
                return new ListedAccess.Page(List.of(), Optional.empty());
            }
            Assignments.Page page = assignments.page(walk.scope(place), place.inner());
            return new ListedAccess.Page(
                    page.entries().stream()
                            .flatMap(entry -> listed(entry).stream())
                            .toList(),
                    walk.next(place, page.next()));
        });
    }

    private Optional<ListedAccess> listed(Entry entry) {
        View view = View.of(Optional.of(entry), "", NOBODYS, context.clock().instant());
        boolean shows = view.state() == View.State.STANDING
                || view.state() == View.State.ANOTHER_OF_OURS
                || view.state() == View.State.LEFTOVER_MISSED;
        boolean handedOut = allowed.isIn(entry.target().scope())
                && ending.hands(entry.target().role())
                && (entry.mark().isPresent() || allowed.role(entry.target().role()));
        if (!shows || !handedOut) {
            return Optional.empty();
        }
        Entitlement entitlement = entry.target().entitlement(context.provider(), kind());
        return Optional.of(new ListedAccess(
                entry.principal().id(), entitlement, Keys.of(kind(), entry.target()), entry.mark(), view.until()));
    }

    @Override
    public Verification verify(Entitlement entitlement) {
        return Target.of(entitlement)
                .map(fitness::verify)
                .orElseGet(() -> new Verification.Unusable(Address.UNREADABLE));
    }

    @Override
    public List<MissingRight> missingLicences() {
        return List.of();
    }

    private EntitlementKind kind() {
        return descriptor().kind();
    }
}
