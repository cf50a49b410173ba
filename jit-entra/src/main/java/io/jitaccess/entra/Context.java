package io.jitaccess.entra;

import io.jitaccess.entitlement.ProviderId;
import java.time.Clock;
import java.time.Instant;

/** What the kinds share. */
record Context(
        ProviderId provider,
        Graph graph,
        EntraCloud cloud,
        People people,
        Groups groups,
        AuditLog log,
        Links links,
        Gathering removals,
        Waiter waiter,
        Clock clock,
        Limits limits) {

    /** Until when a token may show what has been taken away just now. */
    Instant tokensEnd() {
        return clock.instant().plus(limits.tokenLifetime());
    }
}
