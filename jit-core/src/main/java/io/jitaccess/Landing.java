package io.jitaccess;

import io.jitaccess.grant.Attempt;
import io.jitaccess.grant.Claim;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import java.util.Optional;

/** What came back from a call, to be written down. */
sealed interface Landing {

    /** One that is about an assignment under lease. */
    sealed interface OfFlight extends Landing {
        Flight flight();
    }

    record Looked(Flight flight, Observation seen) implements OfFlight {}

    /** The row is of a kind that nobody can look at. */
    record Blind(Flight flight) implements OfFlight {}

    record Changed(Flight flight, Attempt attempt, ChangeOutcome outcome) implements OfFlight {}

    record SessionsEnded(Flight flight, SessionEnding ending) implements OfFlight {}

    /** The call was not made: too little of the lease was left, or the node stops. */
    record NotMade(Flight flight, Optional<Attempt> attempt) implements OfFlight {}

    /** The answer to an attempt that had been given up as unknown: evidence only. */
    record Late(Flight flight, Attempt attempt, ChangeOutcome outcome) implements OfFlight {}

    /** The principal of a waiting claim, and whether its holder is still eligible. */
    record Resolved(Claim claim, Resolver.Finding finding, Optional<PrincipalLookup> principal) implements Landing {}
}
