package io.jitaccess.testkit.provider;

import java.util.Set;

/** Makes the service, or the way to it, fail under the provider under test. */
public interface ProviderFaults {

    /** What happens to the provider's calls over the network. */
    enum Kind {
        /** No connection: no effect. */
        CONNECTION_REFUSED,
        /** Changes take effect, and the connection dies before the answer; reads are answered. */
        ANSWER_LOST,
        /** The service answers that there are too many calls: no effect. */
        THROTTLED,
        /** The service answers with an internal error: no effect. */
        SERVER_ERROR,
        /** The service answers that the provider lacks the right: no effect. */
        FORBIDDEN,
        /** No answer comes, and nothing takes effect before {@link #heal}. */
        HANG
    }

    /** Which of them this environment can bring about. */
    Set<Kind> supported();

    /** From now on every call fails like this. */
    void begin(Kind kind);

    /** From now on no call fails. What hangs is let go. */
    void heal();
}
