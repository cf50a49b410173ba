package io.jitaccess.aws;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ConnectLinks.Link;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the provider does for one of its kinds; the methods are those of the SPI. */
interface Kind {

    KindDescriptor descriptor();

    /** How long after its begin one of the engine's calls may begin another request; its time-out is longer. */
    Duration patience();

    List<Problem> validate(Entitlement entitlement);

    TargetKey targetKey(Entitlement entitlement);

    boolean covers(Entitlement eligible, Entitlement asked);

    PrincipalLookup principal(Identity identity, Entitlement entitlement);

    String batchKey(AccessRef access);

    List<Observation> look(List<AccessRef> accesses);

    List<ChangeOutcome> apply(List<Change> changes);

    ListedAccess.Page list(Optional<String> from);

    SessionEnding endSessions(AccessRef access);

    EntitlementDiscovery.Page discover(Optional<String> from);

    Verification verify(Entitlement entitlement);

    Link connectLink(AccessRef access);
}
