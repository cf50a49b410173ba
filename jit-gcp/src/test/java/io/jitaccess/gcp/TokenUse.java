package io.jitaccess.gcp;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.CredentialIssuer.Credential;
import io.jitaccess.testkit.provider.ProviderUse;
import java.util.Optional;

/** Uses tokens at the fake. */
record TokenUse(FakeGoogle google) implements ProviderUse {

    @Override
    public boolean works(AccessRef access, Credential credential) {
        return google.tokens.works(credential.fields().get("accessToken"));
    }

    @Override
    public Optional<OpenSession> open(AccessRef access, Optional<Credential> credential) {
        return Optional.empty();
    }
}
