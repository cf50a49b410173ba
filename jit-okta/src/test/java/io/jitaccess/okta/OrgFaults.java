package io.jitaccess.okta;

import io.jitaccess.testkit.provider.ProviderFaults;
import java.util.EnumSet;
import java.util.Set;

/** Faults of the fake. */
record OrgFaults(FakeOkta okta) implements ProviderFaults {

    @Override
    public Set<Kind> supported() {
        return EnumSet.allOf(Kind.class);
    }

    @Override
    public void begin(Kind kind) {
        okta.begin(kind);
    }

    @Override
    public void heal() {
        okta.heal();
    }
}
