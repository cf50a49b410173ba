package io.jitaccess.aws;

import io.jitaccess.testkit.provider.ProviderFaults;
import java.util.EnumSet;
import java.util.Set;

/** Faults of the fake. */
record FakeAwsFaults(FakeAws aws) implements ProviderFaults {

    @Override
    public Set<Kind> supported() {
        return EnumSet.allOf(Kind.class);
    }

    @Override
    public void begin(Kind kind) {
        aws.begin(kind);
    }

    @Override
    public void heal() {
        aws.heal();
    }
}
