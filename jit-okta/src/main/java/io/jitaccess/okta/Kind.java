package io.jitaccess.okta;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import java.util.List;
import java.util.Optional;

/** One kind of entitlement; each method as in the interface of the SPI that has it. */
interface Kind {

    KindDescriptor descriptor();

    List<Problem> validate(Entitlement entitlement);

    TargetKey targetKey(Entitlement entitlement);

    /** Of two entitlements without problems. */
    boolean covers(Entitlement eligible, Entitlement asked);

    String batchKey(AccessRef access);

    List<Observation> look(List<AccessRef> accesses);

    List<ChangeOutcome> apply(List<Change> changes);

    ListedAccess.Page list(Optional<String> from);

    EntitlementDiscovery.Page discover(Optional<String> from);

    Verification verify(Entitlement entitlement);

    /** What in the System Log is about the access and nothing else: the id of the app; empty if only the person is. */
    Optional<String> logTarget(AccessRef access);

    /** What goes on after a removal, for people. */
    String outlives();
}
