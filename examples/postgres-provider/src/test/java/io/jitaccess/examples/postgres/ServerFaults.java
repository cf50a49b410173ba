package io.jitaccess.examples.postgres;

import io.jitaccess.testkit.provider.ProviderFaults;
import java.util.EnumSet;
import java.util.Set;

/** Refusals that the server makes itself, and a wire that is cut. */
final class ServerFaults implements ProviderFaults {

    private final TestServer server;
    private final Wire wire;

    ServerFaults(TestServer server, Wire wire) {
        this.server = server;
        this.wire = wire;
    }

    @Override
    public Set<Kind> supported() {
        return EnumSet.allOf(Kind.class);
    }

    @Override
    public void begin(Kind kind) {
        switch (kind) {
            case CONNECTION_REFUSED -> wire.fault(Wire.Fault.REFUSED);
            case ANSWER_LOST -> wire.fault(Wire.Fault.DIES_AFTER);
            case THROTTLED -> server.sql("alter role jitaccess connection limit 0");
            case SERVER_ERROR -> wire.fault(Wire.Fault.INTERNAL_ERROR);
            case FORBIDDEN -> server.sql("alter role jitaccess nologin");
            case HANG -> wire.fault(Wire.Fault.HANGS);
        }
    }

    @Override
    public void heal() {
        wire.heal();
        server.sql("alter role jitaccess login connection limit -1");
    }
}
