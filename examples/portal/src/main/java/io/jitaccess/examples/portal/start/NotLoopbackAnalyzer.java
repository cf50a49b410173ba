package io.jitaccess.examples.portal.start;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do about an address that others can reach. */
final class NotLoopbackAnalyzer extends AbstractFailureAnalyzer<LoopbackOnly.NotLoopbackException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, LoopbackOnly.NotLoopbackException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Leave server.address at 127.0.0.1. To serve others, replace the demo login by a real one first.",
                cause);
    }
}
