package io.jitaccess.azure;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.problem.Problems;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.SelfCheck.MissingRight;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the provider does for one of its kinds; the methods are those of the SPI. */
interface Kind {

    KindDescriptor descriptor();

    /** Where it may give roles, and which. */
    Allowed allowed();

    /** What of a well formed target this kind does not hand out. */
    void problems(Target target, Problems problems);

    Observation observe(AccessRef access);

    ChangeOutcome assign(AccessRef access, Instant until, boolean ours);

    ChangeOutcome revoke(AccessRef access);

    SessionEnding endSessions(AccessRef access);

    ListedAccess.Page list(Optional<String> from);

    Verification verify(Entitlement entitlement);

    /** What the tenant has not bought. */
    List<MissingRight> missingLicences();
}
