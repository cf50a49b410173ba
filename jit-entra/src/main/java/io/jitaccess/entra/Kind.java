package io.jitaccess.entra;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problems;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ActivitySource;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ConnectLinks;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One kind of entitlement; each method as in the interface of the SPI that has it. */
interface Kind {

    KindDescriptor descriptor();

    /** What is wrong with the values of declared attributes that are there. */
    void problems(Entitlement entitlement, Problems problems);

    TargetKey targetKey(Entitlement entitlement);

    /** Of two entitlements without problems. */
    boolean covers(Entitlement eligible, Entitlement asked);

    PrincipalLookup principal(Identity identity);

    List<Observation> look(List<AccessRef> accesses);

    List<ChangeOutcome> apply(List<Change> changes);

    ListedAccess.Page list(Optional<String> from);

    EntitlementDiscovery.Page discover(Optional<String> from);

    Verification verify(Entitlement entitlement);

    List<MissingRight> missingRights();

    ConnectLinks.Link link(AccessRef access);

    ActivitySource.Page activity(AccessRef access, Instant from, Instant to, Optional<String> page);
}
