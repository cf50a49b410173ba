package io.jitaccess;

import io.jitaccess.Landing.OfFlight;
import io.jitaccess.Verdict.Act;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.Claim;
import io.jitaccess.id.ClaimId;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.BatchProvider;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.store.Store;
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

/**
 * Makes one provider agree with the rows: takes due rows under leases, makes the calls that they need, and writes down
 * what came back, many rows in one unit of work. A provider that is sick holds up its own lane and no other. All methods
 * but {@link #land} are for the one thread that drives the lane.
 */
final class Lane {

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

    ProviderId provider() {
        return provider.id();
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
        Duration idle = settings.poll();
        boolean took = false;
        boolean paused = status.isPaused();
        if (!stopping && !paused) {
            took = takeRows() | takeClaims();
            if (!took && !wrote) {
                idle = untilDue();
            }
        } else if (paused) {
            idle = Reconciler.within(status.pause(), settings.poll());
        }
        calls.turn();
        inFlight = flights.size();
        if (took || wrote || !landed.isEmpty()) {
            return Duration.ZERO;
        }
        Duration next = calls.untilNextTurn();
        return next.compareTo(idle) < 0 ? next : idle;
    }

    boolean isIdle() {
        return flights.isEmpty() && resolving.isEmpty() && landed.isEmpty() && unwritten.isEmpty() && calls.isIdle();
    }

    Status.Lane status(Instant now) {
        return status.read(inFlight, now);
    }

    private boolean takeRows() {
        int room = room();
        boolean onlyUnwanted = room <= 0;
        int limit = onlyUnwanted ? 2 * settings.batch() - flights.size() : room;
        if (limit <= 0) {
            return false;
        }
        long before = System.nanoTime();
        List<Flight> taken = store.separately(unit -> {
            List<Assignment> rows = unit.assignments().leaseDue(provider.id(), limit, settings.lease(), onlyUnwanted);
            rows.forEach(row -> row.nextDueAt().ifPresent(due -> status.lag(Duration.between(due, unit.now()))));
            return rows.stream()
                    .map(row -> new Flight(row, before + settings.lease().toNanos(), unit.now()))
                    .toList();
        });
        flights.addAll(taken);
        look(taken);
        return !taken.isEmpty();
    }

    /** As many rows as calls can be begun for well within their leases. */
    private int room() {
        double perSecond = Math.min(
                settings.callsPerSecond(), settings.concurrency() * 1e9 / Math.max(status.meanCallNanos(), 1_000));
        double bearable = perSecond * settings.lease().toSeconds() / 8;
        int most = (int)
                Math.max(Math.min(settings.batch(), bearable), Math.min(settings.batch(), 2 * settings.concurrency()));
        return most - flights.size();
    }

    private boolean takeClaims() {
        int limit = 2 * settings.concurrency() - resolving.size();
        if (limit <= 0) {
            return false;
        }
        List<Claim> claims =
                store.separately(unit -> unit.grants().leaseWaiting(provider.id(), limit, settings.lease()));
        for (Claim claim : claims) {
            resolving.put(claim.id(), claim);
            calls.add(make.resolve(claim, timeout(claim.entitlement())));
        }
        return !claims.isEmpty();
    }

    private Duration untilDue() {
        return store.separately(unit -> {
            Instant now = unit.now();
            Optional<Instant> row = unit.assignments().nextDue(provider.id());
            Optional<Instant> claim = unit.grants().nextWaiting(provider.id());
            Duration least = settings.poll();
            for (Optional<Instant> due : List.of(row, claim)) {
                Duration until = due.map(at -> Duration.between(now, at)).orElse(least);
                least = until.compareTo(least) < 0 ? until : least;
            }
            // what is due and was not taken is locked by another or in flight: no reason to spin
            return least.compareTo(Duration.ofMillis(5)) < 0 ? Duration.ofMillis(5) : least;
        });
    }

    private boolean settleLanded() {
        for (Landing next = landed.poll(); next != null; next = landed.poll()) {
            if (!verifies(next)) {
                unwritten.add(next);
            }
        }
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
        writeFlights(ofFlights);
        for (Landing.Resolved one : resolved) {
            store.separately(unit -> {
                resolver.settle(unit, one);
                return true;
            });
            resolving.remove(one.claim().id());
            unwritten.remove(one);
        }
        return true;
    }

    /** A change that is done needs no write of its own: the look that verifies it carries it. */
    private boolean verifies(Landing landing) {
        if (landing instanceof Landing.Changed changed
                && changed.outcome() instanceof ChangeOutcome.Done done
                && isObservable(changed.flight())) {
            Flight flight = changed.flight();
            flight.unverified = done;
            look(List.of(flight));
            return true;
        }
        return false;
    }

    private void writeFlights(List<OfFlight> landings) {
        if (landings.isEmpty()) {
            return;
        }
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
            flight.row = then.row();
            flight.leaseEndsNanos = before + settings.lease().toNanos();
            flight.from = then.at();
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
