package io.jitaccess.testkit.provider;

import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is really so at the service, seen and changed past the provider under test: with another client, an
 * administrator's connection, a fake server's memory. {@link AccessProviderContract} believes this and nothing else. Not
 * asked about kinds that nobody can observe.
 */
public interface ProviderTruth {

    /**
     * One entry that gives an access.
     *
     * @param until when the service ends it by itself
     * @param mark for kinds with marks: the assignment id that it carries
     */
    record InForce(Optional<Instant> until, Optional<AssignmentId> mark) {}

    /**
     * Every entry that gives the access's principal what its entitlement names now, whoever made it; for kinds that are
     * per grant, what was made for its grant alone. Empty when the access is not in force.
     */
    List<InForce> inForce(AccessRef access);

    /** Gives the access as an administrator would who knows nothing of the library: without a mark. */
    void outsiderAdds(AccessRef access, Optional<Instant> until);

    /** Removes every entry that gives the access, whoever made it; nothing if there is none. Also used to clean up. */
    void outsiderRemoves(AccessRef access);
}
