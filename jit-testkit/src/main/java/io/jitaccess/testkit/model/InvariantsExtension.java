package io.jitaccess.testkit.model;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link CheckInvariants} does: one {@link Oracle} a test, checked after it. */
public final class InvariantsExtension implements ParameterResolver, AfterEachCallback {

    private static final ExtensionContext.Namespace MINE = ExtensionContext.Namespace.create(InvariantsExtension.class);

    /** Made by JUnit. */
    public InvariantsExtension() {}

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Oracle.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(MINE).getOrComputeIfAbsent(Oracle.class, key -> new Oracle(), Oracle.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Oracle oracle = context.getStore(MINE).get(Oracle.class, Oracle.class);
        if (oracle != null) {
            oracle.check();
        }
    }
}
