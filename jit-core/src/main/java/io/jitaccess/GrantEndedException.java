package io.jitaccess;

import io.jitaccess.grant.Grant;
import io.jitaccess.problem.JitException;

/** The grant ended before it was active. */
public final class GrantEndedException extends JitException {

    private static final long serialVersionUID = 1L;

    GrantEndedException(Grant grant) {
        super("grant " + grant.id() + " is " + grant.state() + ": "
                + grant.endReason().map(Enum::name).orElse("ended"));
    }
}
