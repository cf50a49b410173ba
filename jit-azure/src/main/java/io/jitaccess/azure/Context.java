package io.jitaccess.azure;

import io.jitaccess.entitlement.ProviderId;
import java.time.Clock;

/** What the kinds share. */
record Context(
        ProviderId provider,
        Azure azure,
        RoleDefinitions definitions,
        Room room,
        Mark mark,
        Clock clock,
        Waiter waiter,
        Limits limits) {}
