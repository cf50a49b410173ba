package io.jitaccess.testkit.model;

import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.testkit.provider.Fault;
import java.time.Duration;
import java.util.function.Supplier;

/** Every fault that a provider within the contract, and every lie that a look can find out, may have. */
enum Trouble {
    LOST(Fault::lost),
    ANSWER_LOST(Fault::answerLost),
    BREAKS(Fault::breaks),
    BREAKS_AFTER_EFFECT(Fault::breaksAfterEffect),
    BREAKS_MIDWAY(() -> Fault.breaksMidway(1)),
    LANDS_AFTER_1S(() -> Fault.landsLate(Duration.ofSeconds(1))),
    LANDS_AFTER_9S(() -> Fault.landsLate(Duration.ofSeconds(9))),
    PENDING_1S(() -> Fault.pending(Duration.ofSeconds(1))),
    PENDING_9S(() -> Fault.pending(Duration.ofSeconds(9))),
    RESENT(Fault::resent),
    REFUSED(() -> Fault.refused("no")),
    RETRYABLE(() -> Fault.retryable("busy")),
    THROTTLED(() -> Fault.throttled(Duration.ofNanos(1))),
    SAYS_ALREADY_THERE(() -> Fault.saysDone(Effect.ALREADY_PRESENT)),
    SAYS_CREATED(() -> Fault.saysDone(Effect.CREATED)),
    SAYS_GONE(() -> Fault.saysDone(Effect.ALREADY_ABSENT)),
    SAYS_ALREADY_AFTER_EFFECT(() -> Fault.saysAfterEffect(ChangeOutcome.done(Effect.ALREADY_PRESENT))),
    /** For kinds whose reads lag: a read that lags more than the one before. */
    STALE_9S(() -> Fault.stale(Duration.ofSeconds(9))),
    STALE_29S(() -> Fault.stale(Duration.ofSeconds(29)));

    private final Supplier<Fault> fault;

    Trouble(Supplier<Fault> fault) {
        this.fault = fault;
    }

    Fault fault() {
        return fault.get();
    }

    /** What only a look can find out. */
    boolean isLie() {
        return name().startsWith("SAYS_");
    }

    boolean isStale() {
        return this == STALE_9S || this == STALE_29S;
    }
}
