package io.jitaccess.spi;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.internal.Text;
import java.util.List;
import java.util.Set;

/** An ability: looks whether the library's own account at the provider may do what its kinds need. */
public interface SelfCheck extends AccessProvider {

    /**
     * A right that is missing.
     *
     * @param right by the provider's own name, such as {@code sso:CreateAccountAssignment}; at most 200 characters
     * @param kinds which cannot be handed out, seen or taken back without it; empty for all
     * @param detail for people; at most 300 characters; never a secret
     */
    record MissingRight(String right, Set<EntitlementKind> kinds, String detail) {
        public MissingRight {
            right = Text.printable(right, 200);
            kinds = Set.copyOf(kinds);
            detail = Text.printable(detail, 300);
        }
    }

    /**
     * Looks for what is missing, all of it at once, without changing anything; empty if nothing is. Called by each node
     * on a thread of this provider's own, at the start and now and then afterwards.
     *
     * @throws ProviderException when the provider does not tell
     */
    List<MissingRight> missingRights();
}
