package io.jitaccess;

import io.jitaccess.Landing.OfFlight;
import io.jitaccess.Verdict.Act;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.Claim;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.BatchProvider;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one provider agree with the rows: takes due rows under leases, makes the calls that they need, and writes down
 * what came back, many rows in one unit of work. A provider that is sick holds up its own lane and no other. All methods
 * but {@link #land} are for the one thread that drives the lane.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration SHORTEST_REST = Duration.ofMillis(5);
    /** So long after a write the next one waits for company: under load, rows are written together. */
    private static final Duration GATHERING = Duration.ofMillis(2);
    /** After so many failed writes of one batch its rows are written one by one, and what fails alone is let go. */
    private static final int MOST_FAILED_WRITES = 5;

    private final AccessProvider provider;
    private final Store store;
    private final Providers providers;
    private final Settlement settlement;
    private final Resolver resolver;
    private final Settings settings;
    private final CallQueue calls;
    private final ProviderCalls make;
    private final Runnable wake;
    private final ConcurrentLinkedQueue<Landing> landed = new ConcurrentLinkedQueue<>();
    private final List<Landing> unwritten = new ArrayList<>();
    private final Set<Flight> flights = new HashSet<>();
    private final ClaimWrites claims;
    private final LaneStatus status = new LaneStatus();
    private volatile int inFlight;
    private int failedWrites;
    /** Whether rows may have become due since the last look for them; set by any thread. */
    private volatile boolean called = true;
    /** Whether the last look for due rows found all that it had room for. */
    private boolean more;
    /** When the next row will be due, by this process's monotonic clock. */
    private long lookAgainNanos;
    /** When rows were last written, by this process's monotonic clock. */
    private long wroteNanos = System.nanoTime() - GATHERING.toNanos();

    Lane(
            AccessProvider provider,
            Store store,
            Providers providers,
            Settlement settlement,
            Resolver resolver,
            Settings settings,
            CallQueue calls,
            Runnable wake) {
        this.provider = provider;
        this.store = store;
        this.providers = providers;
        this.settlement = settlement;
        this.resolver = resolver;
        this.settings = settings;
        this.calls = calls;
        this.wake = wake;
        this.claims = new ClaimWrites(store, resolver);
        this.make = new ProviderCalls(provider, resolver, this::land, status::took);
    }

    AccessProvider provider() {
        return provider;
    }

    /** Says that rows may have become due; by any thread. */
    void call() {
        called = true;
    }

    /** Hands in what came back; by any thread. */
    void land(Landing landing) {
        landed.add(landing);
        status.landed(landing);
        wake.run();
    }

    /** As {@link #turn}, but right after a write only calls are started, until there is more to write. */
    Duration pacedTurn(boolean stopping) {
        long gathers = wroteNanos + GATHERING.toNanos() - System.nanoTime();
        if (stopping || gathers <= 0 || landed.size() >= settings.batch()) {
            return turn(stopping);
        }
        calls.turn();
        return Duration.ofNanos(gathers);
    }

    /**
     * One turn: writes down what landed, takes what is due, starts calls.
     *
     * @param stopping whether nothing new is taken and waiting calls are handed back
     * @return how long nothing will happen here by itself; zero if it should be turned again at once
     */
    Duration turn(boolean stopping) {
        calls.stopping(stopping);
        calls.turn();
        boolean wrote = settleLanded();
        if (wrote) {
            wroteNanos = System.nanoTime();
        }
        boolean took = !stopping && !status.isPaused() && mayTake() && take();
        calls.turn();
        inFlight = flights.size();
        if (wrote || took || !landed.isEmpty()) {
            return Duration.ZERO;
        }
        Duration idle = status.isPaused()
                ? Reconciler.within(status.pause(), settings.poll())
                : Reconciler.within(Duration.ofNanos(lookAgainNanos - System.nanoTime()), settings.poll());
        Duration next = calls.untilNextTurn();
        return next.compareTo(idle) < 0 ? next : idle;
    }

    Status.Lane status(Instant now) {
        return status.read(inFlight, now);
    }

    boolean isIdle() {
        return flights.isEmpty() && claims.isEmpty() && landed.isEmpty() && unwritten.isEmpty() && calls.isIdle();
    }

    /** What was taken under leases, whether that was all there was room for, and until when nothing more will be due. */
    private record Taken(List<Flight> flights, List<Resolver.Waiting> claims, boolean full, Duration untilDue) {}

    private void lookAgain(Duration in) {
        long at = System.nanoTime() + Reconciler.within(in, settings.poll()).toNanos();
        if (at - lookAgainNanos < 0) {
            lookAgainNanos = at;
        }
    }

    private boolean mayTake() {
        return called || more || lookAgainNanos - System.nanoTime() <= 0;
    }

    private boolean take() {
        boolean unasked = !called && !more;
        // before the look, so that what becomes due after it is looked for again
        called = false;
        int room = room();
        boolean onlyUnwanted = room <= 0;
        int rows = onlyUnwanted ? 2 * settings.batch() - flights.size() : room;
        int most = 2 * settings.concurrency() - claims.size();
        long leaseEnds = System.nanoTime() + settings.lease().toNanos();
        Taken taken;
        try {
            taken = store.leasing(unit -> take(unit, unasked, rows, onlyUnwanted, most, leaseEnds));
        } catch (RuntimeException e) {
            called = true;
            throw e;
        }
        more = taken.full();
        lookAgainNanos = System.nanoTime() + taken.untilDue().toNanos();
        flights.addAll(taken.flights());
        look(taken.flights());
        for (Resolver.Waiting waiting : taken.claims()) {
            claims.begun(waiting.claim());
            calls.add(make.resolve(waiting, timeout(waiting.claim().entitlement())));
        }
        return !taken.flights().isEmpty() || !taken.claims().isEmpty();
    }

    private Taken take(
            UnitOfWork unit, boolean unasked, int rows, boolean onlyUnwanted, int mostClaims, long leaseEnds) {
        if (unasked) {
            // a cheap look, and only where there is something the statements that take it
            Duration quiet = untilDue(unit);
            if (quiet.compareTo(SHORTEST_REST) > 0) {
                return new Taken(List.of(), List.of(), false, quiet);
            }
        }
        List<Assignment> leased = rows <= 0
                ? List.of()
                : unit.assignments().leaseDue(provider.id(), rows, settings.lease(), onlyUnwanted);
        List<Claim> waiting =
                mostClaims <= 0 ? List.of() : unit.grants().leaseWaiting(provider.id(), mostClaims, settings.lease());
        leased.forEach(row -> row.nextDueAt().ifPresent(due -> status.lag(Duration.between(due, unit.now()))));
        List<Flight> taken = leased.stream()
                .map(row -> new Flight(row, leaseEnds, unit.now()))
                .toList();
        boolean full = leased.size() >= rows || onlyUnwanted || waiting.size() >= mostClaims;
        return new Taken(taken, resolver.prepare(unit, waiting), full, full ? SHORTEST_REST : untilDue(unit));
    }

    private Duration untilDue(UnitOfWork unit) {
        Duration least = unit.assignments()
                .nextDue(provider.id())
                .map(due -> Reconciler.within(Duration.between(unit.now(), due), settings.poll()))
                .orElse(settings.poll());
        // what is due and was not taken is locked by another or finds no room: no reason to spin
        return least.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : least;
    }

    /** As many rows as calls can be begun for well within their leases. */
    private int room() {
        double perSecond = Math.min(
                settings.callsPerSecond(), settings.concurrency() * 1e9 / Math.max(status.meanCallNanos(), 1_000));
        double bearable = perSecond * settings.lease().toSeconds() / 8;
        double most =
                Math.max(Math.min(settings.batch(), bearable), Math.min(settings.batch(), 2 * settings.concurrency()));
        return (int) most - flights.size();
    }

    private boolean settleLanded() {
        List<Flight> verified = new ArrayList<>();
        for (Landing next = landed.poll(); next != null; next = landed.poll()) {
            if (!verifies(next, verified)) {
                unwritten.add(next);
            }
        }
        look(verified);
        if (unwritten.isEmpty()) {
            return false;
        }
        List<OfFlight> ofFlights = new ArrayList<>();
        List<Landing.Resolved> resolved = new ArrayList<>();
        for (Landing landing : unwritten) {
            if (landing instanceof Landing.Resolved r) {
                resolved.add(r);
            } else {
                ofFlights.add((OfFlight) landing);
            }
        }
        write(ofFlights);
        List<Landing.Resolved> done = claims.write(resolved);
        if (!done.isEmpty()) {
            written(done);
            // what they hold is due
            called = true;
        }
        return true;
    }

    private void write(List<OfFlight> landings) {
        if (landings.isEmpty()) {
            return;
        }
        if (failedWrites < MOST_FAILED_WRITES) {
            failedWrites++;
            writeFlights(landings);
        } else {
            landings.forEach(this::writeAlone);
        }
        failedWrites = 0;
    }

    /** One bad row must not hold up the others: its lease runs out, and what was attempted stays on record. */
    private void writeAlone(OfFlight landing) {
        try {
            writeFlights(List.of(landing));
        } catch (RuntimeException e) {
            LOG.error(
                    "assignment {} could not be written, it is let go",
                    landing.flight().row.id(),
                    e);
            unwritten.remove(landing);
            flights.remove(landing.flight());
        }
    }

    /** A change that is done needs no write of its own: the look that verifies it carries it. */
    private boolean verifies(Landing landing, List<Flight> verified) {
        if (landing instanceof Landing.Changed changed
                && changed.outcome() instanceof ChangeOutcome.Done done
                && isObservable(changed.flight())) {
            Flight flight = changed.flight();
            flight.unverified = done;
            verified.add(flight);
            return true;
        }
        return false;
    }

    /** By identity: there may be a thousand, and two that say the same are still two. */
    private void written(Collection<? extends Landing> done) {
        Set<Landing> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        gone.addAll(done);
        unwritten.removeIf(gone::contains);
    }

    private void writeFlights(List<OfFlight> landings) {
        long before = System.nanoTime();
        Settlement.Settled settled = store.separately(unit -> settlement.settle(unit, landings));
        settled.untilDue().ifPresent(this::lookAgain);
        written(landings);
        List<Flight> looks = new ArrayList<>();
        List<Flight> changes = new ArrayList<>();
        for (OfFlight landing : landings) {
            if (landing instanceof Landing.Late) {
                continue;
            }
            Flight flight = landing.flight();
            Settlement.Next then = settled.next().get(flight);
            flight.unverified = null;
            flight.attempt = null;
            if (then == null) {
                flights.remove(flight);
                continue;
            }
            flight.renewed(then.row(), before + settings.lease().toNanos(), then.at());
            if (then.act() == Act.LOOK) {
                looks.add(flight);
            } else if (then.act() == Act.END_SESSIONS) {
                flight.acts++;
                calls.add(make.endSessions(flight, timeout(flight.row.entitlement())));
            } else {
                flight.acts++;
                flight.attempt = then.attempt().orElseThrow();
                changes.add(flight);
            }
        }
        look(looks);
        change(changes);
    }

    private void look(List<Flight> some) {
        List<Flight> seen = new ArrayList<>();
        for (Flight flight : some) {
            if (isObservable(flight)) {
                seen.add(flight);
            } else {
                land(new Landing.Blind(flight));
            }
        }
        for (List<Flight> group : groups(seen)) {
            calls.add(make.look(group, timeout(group)));
        }
    }

    private void change(List<Flight> some) {
        for (List<Flight> group : groups(some)) {
            calls.add(make.change(group, timeout(group)));
        }
    }

    private List<List<Flight>> groups(List<Flight> some) {
        if (!(provider instanceof BatchProvider batch)) {
            return some.stream().map(List::of).toList();
        }
        Map<String, List<Flight>> byKey = new LinkedHashMap<>();
        for (Flight flight : some) {
            batchKey(batch, flight)
                    .ifPresent(key -> byKey.computeIfAbsent(key, none -> new ArrayList<>())
                            .add(flight));
        }
        List<List<Flight>> groups = new ArrayList<>();
        for (List<Flight> all : byKey.values()) {
            // revokes first, also where a key has more than one call takes
            all.sort((a, b) -> Boolean.compare(ProviderCalls.isUrgent(b), ProviderCalls.isUrgent(a)));
            int size = Math.max(1, batch.largestBatch());
            for (int i = 0; i < all.size(); i += size) {
                groups.add(List.copyOf(all.subList(i, Math.min(all.size(), i + size))));
            }
        }
        return groups;
    }

    /** Empty for a row that the provider cannot place: it is landed, and holds up no other. */
    private Optional<String> batchKey(BatchProvider batch, Flight flight) {
        try {
            return Optional.of(batch.batchKey(Providers.ref(flight.row)));
        } catch (RuntimeException | LinkageError e) {
            land(make.notPlaced(flight, e));
            return Optional.empty();
        }
    }

    private boolean isObservable(Flight flight) {
        return providers
                .kind(flight.row.entitlement())
                .filter(kind -> kind.sight() == KindDescriptor.Sight.OBSERVABLE)
                .isPresent();
    }

    private Duration timeout(List<Flight> group) {
        return group.stream()
                .map(flight -> timeout(flight.row.entitlement()))
                .max(Duration::compareTo)
                .orElseThrow();
    }

    private Duration timeout(Entitlement entitlement) {
        return providers.kind(entitlement).map(KindDescriptor::callTimeout).orElse(Duration.ofSeconds(30));
    }
}
