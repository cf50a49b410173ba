package io.jitaccess.testkit.provider;

/** A session that somebody opened at a {@link FakeCloud} with a credential; it outlives the access until it is ended. */
public final class CloudSession {

    private final FakeCloud cloud;

    CloudSession(FakeCloud cloud) {
        this.cloud = cloud;
    }

    /** Whether it can still be used. */
    public boolean works() {
        return cloud.isOpen(this);
    }
}
