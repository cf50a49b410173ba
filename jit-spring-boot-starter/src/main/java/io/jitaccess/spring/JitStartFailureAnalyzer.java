package io.jitaccess.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is missing and what to do, in place of a stack trace. */
final class JitStartFailureAnalyzer extends AbstractFailureAnalyzer<JitStartException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, JitStartException cause) {
        String what = "Just-in-time access cannot start: " + cause.getMessage();
        String off = "To go without it, set jit.enabled=false.";
        StringBuilder action = new StringBuilder();
        cause.actions().forEach(each -> action.append(each).append('.').append(System.lineSeparator()));
        return new FailureAnalysis(what, action.append(off).toString(), cause);
    }
}
