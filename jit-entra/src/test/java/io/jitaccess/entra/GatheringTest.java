package io.jitaccess.entra;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Removals of several calls share batches, and who comes alone waits for nobody. */
@Timeout(60)
class GatheringTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final World world = new World();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
        world.close();
    }

    private EntraProvider waiting(Duration longest) {
        return world.builder().groups(List.of(World.ONCALL)).gathering(longest).build();
    }

    private List<Change> ends(EntraProvider provider, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> {
                    String person = new UUID(0xa000_0000_0000_4000L, i).toString();
                    world.directory.user(person, "p" + i + "@example.org");
                    world.directory.put(World.ONCALL, person);
                    AccessRef access = World.access(provider, person, World.group(World.ONCALL));
                    return new Change(access, Optional.empty(), true);
                })
                .toList();
    }

    @Test
    void the_ends_of_several_calls_go_out_twenty_to_a_batch() {
        try (EntraProvider provider = waiting(LONG)) {
            List<CompletableFuture<List<ChangeOutcome>>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                List<Change> some = ends(provider, 15 * i, 15);
                calls.add(CompletableFuture.supplyAsync(() -> provider.apply(some), threads));
            }

            assertThat(calls)
                    .allSatisfy(
                            call -> assertThat(call.join()).hasSize(15).allMatch(ChangeOutcome.Done.class::isInstance));
            assertThat(world.graph.writingCalls).hasValue(3);
        }
    }

    @Test
    void who_comes_alone_waits_for_nobody() {
        try (EntraProvider provider = waiting(LONG)) {
            assertThat(provider.apply(ends(provider, 0, 3))).allMatch(ChangeOutcome.Done.class::isInstance);
        }
    }

    @Test
    void a_batch_that_nobody_fills_goes_out_all_the_same() {
        try (EntraProvider provider = waiting(Duration.ofMillis(1))) {
            assertThat(provider.apply(ends(provider, 0, 19))).allMatch(ChangeOutcome.Done.class::isInstance);
            assertThat(world.graph.writingCalls).hasValue(1);
        }
    }

    @Test
    void what_waits_when_its_call_is_interrupted_is_never_sent() throws InterruptedException {
        try (EntraProvider provider = waiting(LONG)) {
            List<Change> some = ends(provider, 0, 10);
            CompletableFuture<List<ChangeOutcome>> call = new CompletableFuture<>();
            Thread thread = new Thread(() -> call.complete(provider.apply(some)), "to be interrupted");
            thread.start();
            while (thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            thread.interrupt();

            assertThat(call.join()).hasSize(10).allMatch(ChangeOutcome.Retryable.class::isInstance);
            assertThat(provider.apply(ends(provider, 10, 20))).allMatch(ChangeOutcome.Done.class::isInstance);
            assertThat(world.graph.writingCalls).hasValue(1);
            thread.join();
        }
    }
}
