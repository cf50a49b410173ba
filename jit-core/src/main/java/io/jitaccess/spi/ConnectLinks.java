package io.jitaccess.spi;

import java.net.URI;
import java.util.Optional;

/** An ability: where the holder goes to use the access. */
public interface ConnectLinks extends AccessProvider {

    /** A link without a secret in it, built only from what the access holds; empty where there is none. No network. */
    Optional<URI> connectLink(AccessRef access);
}
