package io.jitaccess.spring.rest;

import io.jitaccess.JitAccess;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Answers every use case with what it is told: for answers that the real library gives only in rare trouble. */
final class StubJitAccess {

    private final AtomicReference<Supplier<Object>> answer = new AtomicReference<>(() -> {
        throw new IllegalStateException("no answer was told");
    });

    void answers(Supplier<Object> next) {
        answer.set(next);
    }

    JitAccess jit() {
        return proxy(JitAccess.class);
    }

    private <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.invoke(this, arguments);
                    }
                    if (method.getReturnType() == void.class) {
                        return null;
                    }
                    boolean part = method.getParameterCount() == 0
                            && method.getReturnType().isInterface();
                    return part ? proxy(method.getReturnType()) : answer.get().get();
                }));
    }
}
