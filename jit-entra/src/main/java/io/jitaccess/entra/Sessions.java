package io.jitaccess.entra;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import java.util.Optional;

/**
 * What goes on after access was taken away: tokens that were issued before, until they end. Ending a person's sign-ins keeps
 * new ones from being made of old ones; it ends everything that the person does anywhere.
 */
record Sessions(Context context, boolean revokes) {

    static String outlive(Context context) {
        return "tokens that were issued before a removal show the access for up to "
                + context.limits().tokenLifetime() + " more";
    }

    SessionEnding end(AccessRef access) {
        if (!revokes) {
            return goOn("ending sign-ins is not switched on; " + outlive(context));
        }
        try {
            // by itself: in a batch the client takes no request without a body
            context.graph()
                    .client()
                    .users()
                    .byUserId(Members.principal(access))
                    .revokeSignInSessions()
                    .post();
            return goOn("all sign-ins of the person were ended; " + outlive(context));
        } catch (RuntimeException e) {
            Failure failure = Failure.of(e);
            return failure.is(Failure.Meaning.NOT_FOUND)
                    ? goOn("there is no user whose sign-ins could be ended; " + outlive(context))
                    : new SessionEnding.Failed(failure.message());
        }
    }

    private SessionEnding goOn(String message) {
        return new SessionEnding.NotPossible(Optional.of(context.tokensEnd()), message);
    }
}
