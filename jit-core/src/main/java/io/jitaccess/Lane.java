package io.jitaccess;

import io.jitaccess.Landing.OfFlight;
import io.jitaccess.Verdict.Act;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.Claim;
import io.jitaccess.id.ClaimId;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.BatchProvider;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
    private final Map<ClaimId, Claim> resolving = new HashMap<>();
    private final LaneStatus status = new LaneStatus();
    private volatile int inFlight;
    private int failedWrites;
    private final Map<ClaimId, Integer> failedClaims = new HashMap<>();
    /** Whether the last turn found nothing to take. */
    private boolean idle;

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
        this.make = new ProviderCalls(provider, resolver, this::land, status::took);
    }

    AccessProvider provider() {
        return provider;
    }

    /** Hands in what came back; by any thread. */
    void land(Landing landing) {
        landed.add(landing);
        status.landed(landing);
        wake.run();
    }

    /**
     * One turn: writes down what landed, takes what is due, starts calls.
     *
     * @param stopping whether nothing new is taken and waiting calls are handed back
     * @return how long nothing will happen here by itself; zero if it should be turned again at once
     */
    Duration turn(boolean stopping) {
        if (stopping) {
            calls.cancelWaiting();
        }
        calls.turn();
        boolean wrote = settleLanded();
        Taken taken = stopping || status.isPaused() ? Taken.nothing(settings.poll()) : take();
        calls.turn();
        inFlight = flights.size();
        if (wrote || taken.any() || !landed.isEmpty()) {
            return Duration.ZERO;
        }
        Duration idle = status.isPaused() ? Reconciler.within(status.pause(), settings.poll()) : taken.idle();
        Duration next = calls.untilNextTurn();
        return next.compareTo(idle) < 0 ? next : idle;
    }

    Status.Lane status(Instant now) {
        return status.read(inFlight, now);
    }

    boolean isIdle() {
        return flights.isEmpty() && resolving.isEmpty() && landed.isEmpty() && unwritten.isEmpty() && calls.isIdle();
    }

    /**
     * What was taken under leases.
     *
     * @param idle when nothing was: until when nothing will be due
     */
    private record Taken(List<Flight> flights, List<Claim> claims, Duration idle) {

        static Taken nothing(Duration idle) {
            return new Taken(List.of(), List.of(), idle);
        }

        boolean any() {
            return !flights.isEmpty() || !claims.isEmpty();
        }
    }

    private Taken take() {
        int room = room();
        boolean onlyUnwanted = room <= 0;
        int rows = onlyUnwanted ? 2 * settings.batch() - flights.size() : room;
        int claims = 2 * settings.concurrency() - resolving.size();
        long leaseEnds = System.nanoTime() + settings.lease().toNanos();
        Taken taken = store.separately(unit -> take(unit, rows, onlyUnwanted, claims, leaseEnds));
        idle = !taken.any();
        flights.addAll(taken.flights());
        look(taken.flights());
        for (Claim claim : taken.claims()) {
            resolving.put(claim.id(), claim);
            calls.add(make.resolve(claim, timeout(claim.entitlement())));
        }
        return taken;
    }

    private Taken take(UnitOfWork unit, int rows, boolean onlyUnwanted, int claims, long leaseEnds) {
        if (idle) {
            // two cheap looks, and only where there is something the statements that take it
            Duration quiet = untilDue(unit);
            if (quiet.compareTo(SHORTEST_REST) > 0) {
                return Taken.nothing(quiet);
            }
        }
        List<Assignment> leased = rows <= 0
                ? List.of()
                : unit.assignments().leaseDue(provider.id(), rows, settings.lease(), onlyUnwanted);
        List<Claim> waiting =
                claims <= 0 ? List.of() : unit.grants().leaseWaiting(provider.id(), claims, settings.lease());
        leased.forEach(row -> row.nextDueAt().ifPresent(due -> status.lag(Duration.between(due, unit.now()))));
        List<Flight> taken = leased.stream()
                .map(row -> new Flight(row, leaseEnds, unit.now()))
                .toList();
        return new Taken(taken, waiting, taken.isEmpty() && waiting.isEmpty() ? untilDue(unit) : Duration.ZERO);
    }

    private Duration untilDue(UnitOfWork unit) {
        Duration least = settings.poll();
        for (Optional<Instant> due :
                List.of(unit.assignments().nextDue(provider.id()), unit.grants().nextWaiting(provider.id()))) {
            if (due.isPresent()) {
                least = Reconciler.within(Duration.between(unit.now(), due.get()), least);
            }
        }
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
        resolved.forEach(this::write);
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

    /**
     * Tries some turns, beside everything else. A claim that is let go is found again when its lease has run out: nothing
     * was done for it yet.
     */
    private void write(Landing.Resolved one) {
        ClaimId claim = one.claim().id();
        try {
            store.separately(unit -> {
                resolver.settle(unit, one);
                return true;
            });
        } catch (RuntimeException e) {
            if (failedClaims.merge(claim, 1, Integer::sum) <= MOST_FAILED_WRITES) {
                return;
            }
            LOG.warn("claim {} could not be written, it is resolved again", claim, e);
        }
        failedClaims.remove(claim);
        unwritten.remove(one);
        resolving.remove(claim);
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

    private void writeFlights(List<OfFlight> landings) {
        long before = System.nanoTime();
        Map<Flight, Settlement.Next> next = store.separately(unit -> settlement.settle(unit, landings));
        unwritten.removeAll(landings);
        List<Flight> looks = new ArrayList<>();
        List<Flight> changes = new ArrayList<>();
        for (OfFlight landing : landings) {
            Flight flight = landing.flight();
            Settlement.Next then = landing instanceof Landing.Late ? null : next.get(flight);
            if (landing instanceof Landing.Late) {
                continue;
            }
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
            byKey.computeIfAbsent(batch.batchKey(Providers.ref(flight.row)), key -> new ArrayList<>())
                    .add(flight);
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
