package io.jitaccess.azure;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.TargetKey;

/** Target keys: kind, role and scope; what names none is told apart by its hash. */
final class Keys {

    private Keys() {}

    static TargetKey of(Entitlement entitlement) {
        return Target.of(entitlement)
                .map(target -> of(entitlement.kind(), target))
                .orElseGet(() -> new TargetKey(entitlement.kind() + ":unreadable:"
                        + Guids.of(entitlement.attributes().toString())));
    }

    static TargetKey of(EntitlementKind kind, Target target) {
        return new TargetKey(kind + ":" + target.role() + "@" + target.scope());
    }
}
