package io.jitaccess.gcp;

import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.CredentialIssuer;
import java.time.Instant;
import java.util.List;

/** A provider that was told service accounts, and so issues credentials. */
final class GcpTokenProvider extends GcpProvider implements CredentialIssuer {

    GcpTokenProvider(ProviderId id, GcpProviderBuilder.Connection connection, List<Kind> kinds) {
        super(id, connection, kinds);
    }

    @Override
    public boolean issues(AccessRef access) {
        return kind(ServiceAccountToken.class, access).isPresent();
    }

    @Override
    public Issuing issue(AccessRef access, Instant until, int number) {
        return kind(ServiceAccountToken.class, access)
                .map(tokens -> tokens.issue(access, until))
                .orElseGet(() -> new Issuing.NotNow("there is no credential for this kind of access"));
    }
}
