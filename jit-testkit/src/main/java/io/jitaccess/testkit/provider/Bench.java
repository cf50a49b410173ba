package io.jitaccess.testkit.provider;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.identity.Identity;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.KindDescriptor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What one contract test works with. Collects what it sees broken, so that every kind is tried. */
record Bench(
        String invariant,
        AccessProvider provider,
        List<KindSample> samples,
        List<Identity> identities,
        Identity identityWithoutAccount,
        Optional<PrincipalId> unknownPrincipal,
        ProviderTruth truth,
        InstantSource clock,
        Optional<Consumer<Duration>> advance,
        Optional<ProviderUse> use,
        Optional<ProviderFaults> faults,
        Duration patience,
        Consumer<String> notRun,
        List<AccessRef> touched,
        List<Throwable> broken) {

    private static final Duration STEP = Duration.ofMillis(50);

    /** Tries each kind that the check applies to, and says aloud to which it does not. */
    void eachKind(Predicate<KindDescriptor> applies, String whyNot, Consumer<Scene> check) {
        List<KindDescriptor> kinds = provider.kinds();
        String others = kinds.stream()
                .filter(applies.negate())
                .map(kind -> kind.kind().value())
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            notRun.accept((others.contains(",") ? "kinds " : "kind ") + others + ": " + whyNot);
        }
        kinds.stream()
                .filter(applies)
                .forEach(kind ->
                        guarded("kind " + kind.kind(), () -> check.accept(new Scene(this, kind, sample(kind.kind())))));
    }

    void eachKind(Consumer<Scene> check) {
        eachKind(kind -> true, "", check);
    }

    /** Runs one part; what it finds broken does not keep the others from running. */
    void guarded(String where, Runnable part) {
        try {
            part.run();
        } catch (Broken e) {
            broken.add(new AssertionError(where + ": " + e.getMessage()));
        } catch (RuntimeException | Error e) {
            broken.add(new AssertionError(where + ": expected no exception, saw " + e, e));
        } finally {
            faults.ifPresent(ProviderFaults::heal);
            touched.forEach(this::cleanUp);
            touched.clear();
        }
    }

    private void cleanUp(AccessRef access) {
        try {
            truth.outsiderRemoves(access);
        } catch (RuntimeException e) {
            broken.add(new AssertionError("cleaning up " + access + " failed: " + e, e));
        }
    }

    /** Ends the test. */
    void verdict() {
        if (broken.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder(invariant).append(" - BROKEN:");
        broken.forEach(each -> text.append("\n  ").append(each.getMessage()));
        AssertionError verdict = new AssertionError(text.toString());
        broken.stream().filter(each -> each.getCause() != null).forEach(verdict::addSuppressed);
        throw verdict;
    }

    static void expect(boolean holds, String expected, Object saw) {
        if (!holds) {
            throw new Broken("expected " + expected + ", saw " + saw);
        }
    }

    /** Lets the service's time pass, by its clock where it can be moved, until the condition holds. */
    boolean await(Duration atMost, BooleanSupplier condition) {
        if (condition.getAsBoolean()) {
            return true;
        }
        if (atMost.isZero()) {
            return false;
        }
        if (advance.isPresent()) {
            advance.get().accept(atMost);
            return condition.getAsBoolean();
        }
        long end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < end) {
            Gate.pause(STEP);
            if (condition.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }

    private KindSample sample(EntitlementKind kind) {
        List<KindSample> fitting =
                samples.stream().filter(sample -> sample.kind().equals(kind)).toList();
        expect(fitting.size() == 1, "one sample for the kind " + kind, fitting.size());
        return fitting.get(0);
    }

    /** Something was not as the invariant wants it. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }
    }
}
