package io.jitaccess.risk.standard;

import io.jitaccess.entitlement.Entitlement;
import java.util.OptionalInt;

/**
 * How exposed what an entitlement reaches is to the outside, such as by the findings of a scanner. Called by the asking
 * thread for each entitlement of an ask: memory only, thread-safe. If it throws, the request is refused as unavailable.
 */
@FunctionalInterface
public interface ExposureScore {

    /** 0 (not reachable) to 100 (open to everybody); what is above counts as 100. Empty if nothing is known. */
    OptionalInt of(Entitlement entitlement);

    /** Knows nothing. */
    static ExposureScore unknown() {
        return entitlement -> OptionalInt.empty();
    }
}
