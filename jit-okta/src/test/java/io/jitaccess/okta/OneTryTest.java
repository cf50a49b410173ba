package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.Observation;
import io.jitaccess.testkit.provider.ProviderFaults;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Neither the SDK nor the HTTP client below it repeats or waits: both is the library's business. */
class OneTryTest {

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_write_whose_answer_is_lost_arrives_once() {
        for (Entitlement entitlement :
                List.of(World.membership(world.readers), World.app(world.wiki), World.role("READ_ONLY_ADMIN"))) {
            AccessRef access = world.access(entitlement, world.ann);
            // a warm connection: clients repeat what died on one that was kept alive
            world.provider.observe(access);
            for (boolean assign : new boolean[] {true, false}) {
                int writes = world.okta.writes();
                world.okta.begin(ProviderFaults.Kind.ANSWER_LOST);
                assertThat(assign ? world.assign(access) : world.provider.revoke(access))
                        .isInstanceOf(ChangeOutcome.Unknown.class);
                world.okta.heal();
                assertThat(world.okta.writes() - writes)
                        .as(entitlement.toString())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void a_server_error_is_not_tried_again() {
        AccessRef access = world.access(World.membership(world.readers), world.ann);
        world.provider.observe(access);
        int before = world.okta.requests().size();
        world.okta.begin(ProviderFaults.Kind.SERVER_ERROR);
        assertThat(world.assign(access)).isInstanceOf(ChangeOutcome.Retryable.class);
        assertThat(world.okta.requests()).hasSize(before + 1);
    }

    /** The SDK would sleep for those 17 seconds on this thread. */
    @Test
    void a_rate_limit_is_an_answer_with_its_own_time_and_blocks_no_thread() {
        AccessRef access = world.access(World.membership(world.readers), world.ann);
        world.provider.observe(access);
        world.okta.begin(ProviderFaults.Kind.THROTTLED);
        int before = world.okta.requests().size();
        long begun = System.nanoTime();
        ChangeOutcome outcome = world.assign(access);
        Observation look = world.provider.observe(access);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ChangeOutcome.Throttled.class,
                        throttled -> assertThat(throttled.retryAfter())
                                .isBetween(
                                        Duration.ofSeconds(FakeOkta.RESET_AFTER),
                                        Duration.ofSeconds(FakeOkta.RESET_AFTER + 2)));
        assertThat(look)
                .isInstanceOfSatisfying(
                        Observation.Unclear.class,
                        unclear -> assertThat(unclear.pause()).isPresent());
        assertThat(world.okta.requests()).hasSize(before + 2);
    }

    @Test
    void after_a_rate_limit_the_rest_of_a_batch_is_not_sent() {
        List<AccessRef> accesses = Stream.of(world.ann, world.ben)
                .map(user -> world.access(World.app(world.wiki), user))
                .toList();
        world.provider.observe(accesses.get(0));
        world.okta.begin(ProviderFaults.Kind.THROTTLED);
        int before = world.okta.requests().size();
        assertThat(world.provider.apply(accesses.stream()
                        .map(access ->
                                new io.jitaccess.spi.BatchProvider.Change(access, java.util.Optional.empty(), true))
                        .toList()))
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(ChangeOutcome.Throttled.class));
        assertThat(world.okta.requests()).hasSize(before + 1);
    }

    @Test
    void after_a_rate_limit_the_rest_of_a_batch_is_not_looked_at() {
        List<AccessRef> accesses = Stream.of(world.ann, world.ben)
                .map(user -> world.access(World.app(world.wiki), user))
                .toList();
        world.provider.observe(accesses.get(0));
        world.okta.begin(ProviderFaults.Kind.THROTTLED);
        int before = world.okta.requests().size();
        List<Observation> seen = world.provider.look(accesses);
        assertThat(seen).hasSize(2);
        assertThat(seen.get(1)).isEqualTo(seen.get(0)).isInstanceOf(Observation.Unclear.class);
        assertThat(world.okta.requests()).hasSize(before + 1);
    }
}
