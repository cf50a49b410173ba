package io.jitaccess.gcp;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Asks Google which permissions the library's own account lacks on a resource. */
final class Rights {

    private Rights() {}

    static List<MissingRight> missing(Policies policies, Resource resource, List<String> rights, EntitlementKind kind)
            throws IOException {
        List<String> allowed;
        try {
            allowed = policies.allowed(resource, rights);
        } catch (IOException e) {
            Failure failure = Failure.of(e);
            boolean unseen =
                    failure.meaning() == Failure.Meaning.FORBIDDEN || failure.meaning() == Failure.Meaning.NOT_FOUND;
            if (!unseen) {
                throw e;
            }
            allowed = List.of();
        }
        List<String> has = allowed;
        return rights.stream()
                .filter(right -> !has.contains(right))
                .map(right -> new MissingRight(right, Set.of(kind), "on " + resource))
                .toList();
    }
}
