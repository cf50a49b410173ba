package io.jitaccess.testkit.provider;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.CredentialIssuer.Credential;
import java.util.Optional;

/** Uses access as its holder would, past the provider under test. */
public interface ProviderUse {

    /** A session of the holder. */
    interface OpenSession {

        /** Whether it can still be used. */
        boolean works();
    }

    /** Whether the credential works now. */
    boolean works(AccessRef access, Credential credential);

    /**
     * Opens a session that uses the access, with the credential where one was issued; empty for kinds that have no
     * sessions.
     */
    Optional<OpenSession> open(AccessRef access, Optional<Credential> credential);
}
