package io.jitaccess.examples.portal.start;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Refuses to start where other machines could reach the demo login. */
@Component
class LoopbackOnly {

    LoopbackOnly(@Value("${server.address:#{null}}") @Nullable InetAddress address) {
        if (address == null || !address.isLoopbackAddress()) {
            throw new NotLoopbackException(address);
        }
    }

    /** The portal was told to listen where others can reach it. */
    static final class NotLoopbackException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotLoopbackException(@Nullable InetAddress address) {
            super("server.address is " + (address == null ? "not set" : address.getHostAddress())
                    + ", but the demo login lets anybody in who reaches it.");
        }
    }
}
