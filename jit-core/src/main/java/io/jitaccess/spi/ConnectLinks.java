package io.jitaccess.spi;

import io.jitaccess.internal.Text;
import java.net.URI;

/** An ability: where the holder goes to use the access. */
public interface ConnectLinks extends AccessProvider {

    /** Where to go, or why there is no such place. */
    sealed interface Link {

        /** An absolute address without a secret in it. */
        record To(URI address) implements Link {
            public To {
                if (!address.isAbsolute()) {
                    throw new IllegalArgumentException("a link must be absolute");
                }
            }
        }

        /** There is none, for a reason that people can act on; at most 300 characters. */
        record NotAvailable(String why) implements Link {
            public NotAvailable {
                why = Text.printable(why, 300);
            }
        }
    }

    /** A link without a secret in it, built only from what the access holds. No network. */
    Link connectLink(AccessRef access);
}
