package io.jitaccess.spi;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.internal.Text;
import java.util.List;

/**
 * An ability: looks at the provider whether an entitlement of the catalogue can be handed out at all. What the values
 * alone tell is {@link AccessProvider#validate}'s; this is for what only the provider knows: a group that was deleted or
 * that another system feeds, a role that does not exist.
 */
public interface EntitlementVerifier extends AccessProvider {

    /** What was seen. */
    sealed interface Verification {

        /**
         * It can be handed out.
         *
         * @param warnings what an operator should know, such as sessions that outlive their removal; at most 10, of at
         *     most 300 characters each
         */
        record Usable(List<String> warnings) implements Verification {
            public Usable {
                warnings = warnings.stream()
                        .limit(10)
                        .map(warning -> Text.printable(warning, 300))
                        .toList();
            }
        }

        /** It cannot: every eligibility with it is disabled, with this reason, until a later verification differs. */
        record Unusable(String why) implements Verification {
            public Unusable {
                why = Text.printable(why, 300);
            }
        }

        /** The provider did not answer, or may not be asked: nothing is disabled, nothing enabled. */
        record Unclear(String message) implements Verification {
            public Unclear {
                message = Text.printable(message, 300);
            }
        }
    }

    /**
     * Looks. No side effect; may use the network. Called by each node on a thread of this provider's own, after a
     * revision of the catalogue came into force and now and then afterwards, never by a use case.
     */
    Verification verify(Entitlement entitlement);
}
