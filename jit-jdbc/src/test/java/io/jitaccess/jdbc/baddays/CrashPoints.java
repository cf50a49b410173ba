package io.jitaccess.jdbc.baddays;

import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.BatchProvider;
import io.jitaccess.spi.CredentialIssuer;
import io.jitaccess.spi.SessionEnder;
import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.UnitOfWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The instants at which a node may end itself: before each write of the store, after the commit that carries it, and before
 * and after each call of a provider. (An end between a write and its commit leaves what an end before the write leaves.)
 * The list comes from the interfaces, so that a method that is added to them is a point that has to be hit. What is left
 * out is named.
 */
public final class CrashPoints {

    /** How a node ends itself. */
    static final int EXIT = 77;

    /** Methods of the store's parts that write nothing and lease nothing. */
    private static final Set<String> READS = Set.of(
            "activeNumber",
            "active",
            "before",
            "claims",
            "claimsAround",
            "claimsOf",
            "claimsOfHolders",
            "count",
            "countOverdue",
            "find",
            "findAll",
            "findByIdempotencyKey",
            "findByKey",
            "findByKeys",
            "latest",
            "list",
            "listHolding",
            "lock",
            "lockAll",
            "lockDue",
            "lockHeld",
            "lockHolders",
            "nextDue",
            "openClaims",
            "overdue",
            "page",
            "present",
            "waiting");

    /** Methods of providers that promise to use no network. */
    private static final Set<String> PURE =
            Set.of("id", "kinds", "validate", "targetKey", "covers", "batchKey", "largestBatch", "issues");

    /** What the library does not call on a provider that changes in batches. */
    private static final Set<String> NOT_IN_BATCHES = Set.of("observe", "assign", "revoke");

    private final String armed;
    private final Path file;

    CrashPoints(String armed, Path file) {
        this.armed = armed;
        this.file = file;
    }

    /** The names of all points. */
    public static Set<String> all() {
        Set<String> points = new TreeSet<>();
        for (Method part : UnitOfWork.class.getMethods()) {
            if (part.getReturnType().getPackage() == Store.class.getPackage()) {
                for (Method method : part.getReturnType().getMethods()) {
                    String name = name(part, method);
                    if (!READS.contains(method.getName())) {
                        points.addAll(List.of("before " + name, "after " + name));
                    }
                }
            }
        }
        addCalls(points, "solo", AccessProvider.class, CredentialIssuer.class);
        addCalls(points, "bulk", AccessProvider.class, BatchProvider.class, SessionEnder.class);
        return points;
    }

    private static void addCalls(Set<String> points, String provider, Class<?>... abilities) {
        boolean batches = Arrays.asList(abilities).contains(BatchProvider.class);
        for (Class<?> ability : abilities) {
            for (Method method : ability.getMethods()) {
                boolean called =
                        !PURE.contains(method.getName()) && !(batches && NOT_IN_BATCHES.contains(method.getName()));
                if (called) {
                    points.add("before " + provider + "." + method.getName());
                    points.add("after " + provider + "." + method.getName());
                }
            }
        }
    }

    private static String name(Method part, Method method) {
        boolean overloaded = Arrays.stream(part.getReturnType().getMethods())
                        .filter(other -> other.getName().equals(method.getName()))
                        .count()
                > 1;
        return part.getName() + "." + method.getName()
                + (overloaded ? "(" + method.getParameterTypes()[0].getSimpleName() + ")" : "");
    }

    /** Here is a point: the process ends if it is the one. */
    private void reach(String point) {
        if (!point.equals(armed)) {
            return;
        }
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(point.getBytes(StandardCharsets.UTF_8)));
            out.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().halt(EXIT);
    }

    Store around(Store inner) {
        return new Store() {
            @Override
            public <T> T joining(Work<T> work) {
                return watched(work, inner::joining);
            }

            @Override
            public <T> T separately(Work<T> work) {
                return watched(work, inner::separately);
            }

            @Override
            public <T> T leasing(Work<T> work) {
                return watched(work, inner::leasing);
            }

            @Override
            public <T> T reading(Work<T> work) {
                return inner.reading(work);
            }

            private <T> T watched(Work<T> work, Function<Work<T>, T> run) {
                Set<String> wrote = new LinkedHashSet<>();
                T result = run.apply(unit -> work.run(unit(unit, wrote)));
                wrote.forEach(name -> reach("after " + name));
                return result;
            }
        };
    }

    private UnitOfWork unit(UnitOfWork unit, Set<String> wrote) {
        return proxy(UnitOfWork.class, (proxy, part, arguments) -> {
            Object inner = call(unit, part, arguments);
            return part.getReturnType().getPackage() == Store.class.getPackage()
                    ? proxy(part.getReturnType(), (table, method, values) -> write(inner, part, method, values, wrote))
                    : inner;
        });
    }

    private Object write(Object table, Method part, Method method, Object[] values, Set<String> wrote)
            throws Throwable {
        if (READS.contains(method.getName()) || isNothing(values == null ? null : values[0])) {
            return call(table, method, values);
        }
        String name = name(part, method);
        reach("before " + name);
        Object result = call(table, method, values);
        if (!isNothing(result)) {
            wrote.add(name);
        }
        return result;
    }

    /** A write of no rows, or a lease that found none, is no write. */
    private static boolean isNothing(Object value) {
        return value instanceof Collection<?> some && some.isEmpty()
                || value instanceof Optional<?> one && one.isEmpty()
                || Boolean.FALSE.equals(value);
    }

    /** The provider with its points, with the same abilities. */
    AccessProvider around(AccessProvider provider) {
        Set<Class<?>> abilities = new LinkedHashSet<>(List.of(AccessProvider.class));
        for (Class<?> type = provider.getClass(); type != null; type = type.getSuperclass()) {
            abilities.addAll(List.of(type.getInterfaces()));
        }
        String id = provider.id().value();
        return (AccessProvider) Proxy.newProxyInstance(
                CrashPoints.class.getClassLoader(), abilities.toArray(Class<?>[]::new), (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class || PURE.contains(method.getName())) {
                        return call(provider, method, arguments);
                    }
                    reach("before " + id + "." + method.getName());
                    Object result = call(provider, method, arguments);
                    reach("after " + id + "." + method.getName());
                    return result;
                });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(CrashPoints.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
