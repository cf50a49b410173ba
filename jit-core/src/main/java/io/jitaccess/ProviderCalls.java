package io.jitaccess;

import io.jitaccess.CallQueue.Call;
import io.jitaccess.grant.Attempt;
import io.jitaccess.internal.Text;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.BatchProvider;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.SessionEnder;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes calls to one provider and lands what came back. Nothing is called when too little of a lease is left for the
 * call's time-out; whatever is thrown is an unknown outcome.
 */
final class ProviderCalls {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderCalls.class);
    private final AccessProvider provider;
    private final Resolver resolver;
    private final Consumer<Landing> land;
    private final LongConsumer took;

    /** @param took told how many nanoseconds each call took */
    ProviderCalls(AccessProvider provider, Resolver resolver, Consumer<Landing> land, LongConsumer took) {
        this.provider = provider;
        this.resolver = resolver;
        this.land = land;
        this.took = took;
    }

    /** Whether the row's next call takes access away or may lead to it. */
    static boolean isUrgent(Flight flight) {
        return flight.attempt != null
                ? flight.attempt.kind() == Attempt.Kind.REVOKE
                : !flight.from.isBefore(flight.row.wantedUntil());
    }

    Call look(List<Flight> group, Duration timeout) {
        boolean urgent = group.stream().anyMatch(ProviderCalls::isUrgent);
        return new OnLease(group, urgent, timeout) {
            @Override
            void call(List<Flight> ready) {
                List<Observation> seen = observe(ready);
                for (int i = 0; i < ready.size(); i++) {
                    finish(new Landing.Looked(ready.get(i), seen.get(i)));
                }
            }

            @Override
            void abandon() {
                group.forEach(flight ->
                        land.accept(new Landing.Looked(flight, Observation.unclear("no answer within " + timeout))));
            }
        };
    }

    Call change(List<Flight> group, Duration timeout) {
        boolean urgent = group.stream().anyMatch(ProviderCalls::isUrgent);
        List<Attempt> attempts = group.stream().map(ProviderCalls::attempt).toList();
        return new OnLease(group, urgent, timeout) {
            @Override
            void call(List<Flight> ready) {
                List<Attempt> made = ready.stream()
                        .map(flight -> attempts.get(group.indexOf(flight)))
                        .toList();
                List<ChangeOutcome> outcomes = apply(ready, made);
                for (int i = 0; i < ready.size(); i++) {
                    Flight flight = ready.get(i);
                    land.accept(
                            isAbandoned()
                                    ? new Landing.Late(flight, made.get(i), outcomes.get(i))
                                    : new Landing.Changed(flight, made.get(i), outcomes.get(i)));
                }
            }

            @Override
            void abandon() {
                for (int i = 0; i < group.size(); i++) {
                    land.accept(new Landing.Changed(
                            group.get(i), attempts.get(i), ChangeOutcome.unknown("no answer within " + timeout)));
                }
            }
        };
    }

    Call endSessions(Flight flight, Duration timeout) {
        return new OnLease(List.of(flight), true, timeout) {
            @Override
            void call(List<Flight> ready) {
                SessionEnding ending;
                try {
                    ending = ((SessionEnder) provider).endSessions(Providers.ref(flight.row));
                } catch (RuntimeException | LinkageError e) {
                    ending = new SessionEnding.Failed(thrown("endSessions", e));
                }
                finish(new Landing.SessionsEnded(flight, ending));
            }

            @Override
            void abandon() {
                land.accept(new Landing.SessionsEnded(flight, new SessionEnding.Failed("no answer within " + timeout)));
            }
        };
    }

    Call resolve(Resolver.Waiting waiting, Duration timeout) {
        return new Call(false, timeout) {
            @Override
            void make() {
                Landing found;
                try {
                    found = resolver.resolve(waiting);
                } catch (RuntimeException | LinkageError e) {
                    found = unknown(thrown("principal", e));
                }
                if (!isAbandoned()) {
                    land.accept(found);
                }
            }

            @Override
            void abandon() {
                land.accept(unknown("no answer within " + timeout));
            }

            @Override
            void cancel() {
                land.accept(unknown("the node stopped"));
            }

            private Landing unknown(String why) {
                return new Landing.Resolved(
                        waiting.claim(),
                        new Resolver.Finding(new Rulebook.Standing(Rulebook.Holds.UNKNOWN, why)),
                        Optional.empty());
            }
        };
    }

    /** What a look or a change comes to whose batch the provider cannot name. */
    Landing notPlaced(Flight flight, Throwable e) {
        String why = thrown("batchKey", e);
        Attempt attempt = flight.attempt;
        return attempt == null || flight.unverified != null
                ? new Landing.Looked(flight, Observation.unclear(why))
                : new Landing.Changed(flight, attempt, new ChangeOutcome.Retryable(why));
    }

    private List<Observation> observe(List<Flight> ready) {
        try {
            if (provider instanceof BatchProvider batch) {
                List<Observation> seen = batch.look(
                        ready.stream().map(flight -> Providers.ref(flight.row)).toList());
                if (seen.size() == ready.size()) {
                    return seen;
                }
                return same(
                        ready, Observation.unclear("the provider answered for " + seen.size() + " of " + ready.size()));
            }
            return List.of(provider.observe(Providers.ref(ready.get(0).row)));
        } catch (RuntimeException | LinkageError e) {
            return same(ready, Observation.unclear(thrown("observe", e)));
        }
    }

    private List<ChangeOutcome> apply(List<Flight> ready, List<Attempt> attempts) {
        try {
            if (provider instanceof BatchProvider batch) {
                List<BatchProvider.Change> changes = new ArrayList<>();
                for (int i = 0; i < ready.size(); i++) {
                    Flight flight = ready.get(i);
                    changes.add(new BatchProvider.Change(
                            Providers.ref(flight.row), attempts.get(i).until(), flight.row.ours()));
                }
                List<ChangeOutcome> outcomes = batch.apply(changes);
                if (outcomes.size() == ready.size()) {
                    return outcomes;
                }
                return same(
                        ready,
                        ChangeOutcome.unknown("the provider answered for " + outcomes.size() + " of " + ready.size()));
            }
            Flight flight = ready.get(0);
            Attempt attempt = attempts.get(0);
            return List.of(
                    attempt.kind() == Attempt.Kind.ASSIGN
                            ? provider.assign(
                                    Providers.ref(flight.row), attempt.until().orElseThrow(), flight.row.ours())
                            : provider.revoke(Providers.ref(flight.row)));
        } catch (RuntimeException | LinkageError e) {
            return same(ready, ChangeOutcome.unknown(thrown("change", e)));
        }
    }

    private static <T> List<T> same(List<Flight> ready, T answer) {
        return ready.stream().map(flight -> answer).toList();
    }

    private static Attempt attempt(Flight flight) {
        Attempt attempt = flight.attempt;
        if (attempt == null) {
            throw new IllegalStateException("no attempt is recorded for " + flight.row.id());
        }
        return attempt;
    }

    private String thrown(String what, Throwable e) {
        LOG.debug("{} of provider {} threw", what, provider.id(), e);
        return what + " threw " + e.getClass().getSimpleName() + ": "
                + Text.printable(String.valueOf(e.getMessage()), 300);
    }

    /** A call for rows under lease. */
    private abstract class OnLease extends Call {

        private final List<Flight> group;

        OnLease(List<Flight> group, boolean urgent, Duration timeout) {
            super(urgent, timeout);
            this.group = group;
        }

        abstract void call(List<Flight> ready);

        @Override
        final void make() {
            long now = System.nanoTime();
            List<Flight> ready = new ArrayList<>();
            for (Flight flight : group) {
                if (flight.leaseEndsNanos - now > timeout.toNanos() && !flight.isTooLate(now)) {
                    ready.add(flight);
                } else {
                    notMade(flight);
                }
            }
            if (!ready.isEmpty()) {
                call(ready);
                took.accept(System.nanoTime() - now);
            }
        }

        /** Lands unless the call was given up meanwhile. */
        final void finish(Landing landing) {
            if (!isAbandoned()) {
                land.accept(landing);
            }
        }

        @Override
        final void cancel() {
            group.forEach(this::notMade);
        }

        /** Whose attempt the provider has answered waits for a look: that look is not made, the attempt was. */
        private void notMade(Flight flight) {
            Optional<Attempt> unmade =
                    flight.unverified == null ? Optional.ofNullable(flight.attempt) : Optional.empty();
            land.accept(new Landing.NotMade(flight, unmade));
        }
    }
}
