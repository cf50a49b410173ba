package io.jitaccess.spi;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.internal.Text;
import java.util.function.Function;

/** Which account of the provider an identity has. */
public sealed interface PrincipalLookup {

    /** This one, by the provider's own id; the same for every spelling of one account. */
    record Found(PrincipalId principal) implements PrincipalLookup {}

    /** None that could be given this access: the item fails. */
    record NoPrincipal(String message) implements PrincipalLookup {
        public NoPrincipal {
            message = Text.printable(message, 500);
        }
    }

    /** The provider or directory did not answer: asked again later. */
    record Unclear(String message) implements PrincipalLookup {
        public Unclear {
            message = Text.printable(message, 500);
        }
    }

    default <R> R fold(Function<Found, R> found, Function<NoPrincipal, R> none, Function<Unclear, R> unclear) {
        if (this instanceof Found f) {
            return found.apply(f);
        }
        if (this instanceof NoPrincipal n) {
            return none.apply(n);
        }
        return unclear.apply((Unclear) this);
    }
}
