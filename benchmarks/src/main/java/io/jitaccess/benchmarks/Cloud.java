package io.jitaccess.benchmarks;

import io.jitaccess.aws.AwsWorld;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entra.EntraWorld;
import io.jitaccess.gcp.GcpWorld;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AccessRef;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * A fake cloud, and the provider on its vendor's own client.
 *
 * @param targets on how many projects, accounts or groups access is given
 */
record Cloud(
        AccessProvider provider,
        int targets,
        IntFunction<Entitlement> entitlements,
        IntFunction<AccessRef> putting,
        Runnable slowing,
        Supplier<Map<String, Integer>> counts,
        IntSupplier remaining,
        Runnable closing)
        implements AutoCloseable {

    /** Makes object ids of version 4. */
    private static final long PEOPLE = 0xa000_0000_0000_4000L;

    /** Ten projects, say; reads and writes of a policy take so long. */
    static Cloud google(FlowingTime time, int projects, List<String> mails, Duration read, Duration write) {
        GcpWorld world = new GcpWorld(time.clock(), projects, mails);
        return new Cloud(
                world.provider(),
                projects,
                person -> world.entitlement(person % projects + 1),
                person -> world.put(
                        person % projects + 1, person, time.clock().now().plus(Duration.ofHours(1))),
                () -> world.takes(read, write),
                world::takeCounts,
                world::bindings,
                world::close);
    }

    /** Fifty accounts, say; an answer takes so long, and an operation goes on for so long behind it. */
    static Cloud amazon(FlowingTime time, int accounts, List<String> mails, Duration answer, Duration operation) {
        AwsWorld world = new AwsWorld(time.clock(), accounts, mails);
        world.takes(Duration.ZERO, Duration.ZERO);
        world.quotas(false);
        return new Cloud(
                world.provider(),
                accounts,
                person -> world.entitlement(person % accounts + 1),
                person -> {
                    world.put(person % accounts + 1, person);
                    return world.access(person % accounts + 1, person);
                },
                () -> {
                    world.takes(answer, operation);
                    world.quotas(true);
                },
                world::takeCounts,
                world::assigned,
                world::close);
    }

    /** One tenant with one group; a call that reads takes so long, and one that writes. */
    static Cloud microsoft(FlowingTime time, List<String> mails, Duration read, Duration write) {
        Map<String, String> people = new LinkedHashMap<>();
        for (int person = 0; person < mails.size(); person++) {
            people.put(new UUID(PEOPLE, person).toString(), mails.get(person));
        }
        EntraWorld world = new EntraWorld(time.clock(), people);
        return new Cloud(
                world.provider(),
                1,
                person -> world.entitlement(),
                person -> world.put(new UUID(PEOPLE, person).toString()),
                () -> world.inEarnest(read, write),
                world::takeCounts,
                world::held,
                world::close);
    }

    /** From now on it takes its time and keeps its quotas, and calls are counted from here. */
    void inEarnest() {
        slowing.run();
        takeCounts();
    }

    /** Calls and refusals since the last time. */
    Map<String, Integer> takeCounts() {
        return counts.get();
    }

    /** How much is left of what was given. */
    int left() {
        return remaining.getAsInt();
    }

    @Override
    public void close() {
        closing.run();
    }
}
