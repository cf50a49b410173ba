package io.jitaccess.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.Observation;
import io.jitaccess.testkit.provider.ProviderFaults.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Neither the SDK nor the JDK below it sends a write twice, and no request waits longer than it may. */
class OneTryTest {

    private static final Entitlement DIRECT = World.plain(World.GROUP, FakeDefinitions.READER);
    private static final Entitlement MANAGED = World.pim(World.MANAGED_GROUP, FakeDefinitions.READER);

    private final World world = new World();
    private final AzureProvider provider =
            world.builder().requestTimeout(Duration.ofSeconds(2)).build();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_role_assignment_whose_answer_is_lost_arrives_once() {
        AccessRef access = arrivesOnce(DIRECT);
        assertThat(world.truth.inForce(access)).hasSize(1);
        world.azure.heal();
        // and what came of it is found
        assertThat(provider.observe(access))
                .isInstanceOfSatisfying(
                        Observation.Present.class,
                        seen -> assertThat(seen.mark()).isEqualTo(Observation.Mark.OURS));
    }

    @Test
    void a_request_to_pim_whose_answer_is_lost_arrives_once() {
        AccessRef access = arrivesOnce(MANAGED);
        world.azure.heal();
        assertThat(provider.observe(access))
                .isInstanceOfSatisfying(
                        Observation.Present.class,
                        seen -> assertThat(seen.mark()).isEqualTo(Observation.Mark.OURS));
    }

    @Test
    void a_removal_whose_answer_is_lost_arrives_once() {
        AccessRef access = World.access(provider, DIRECT, World.ANN);
        assign(access);
        int writes = world.azure.writes();
        world.azure.begin(Kind.ANSWER_LOST);

        assertThat(provider.revoke(access)).isInstanceOf(ChangeOutcome.Unknown.class);
        assertThat(world.azure.writes() - writes).isEqualTo(1);
    }

    @Test
    void throttling_and_server_errors_are_not_tried_again_by_the_sdk() {
        AccessRef access = World.access(provider, DIRECT, World.ANN);
        for (Kind fault : new Kind[] {Kind.THROTTLED, Kind.SERVER_ERROR}) {
            int before = world.azure.requests.size();
            world.azure.begin(fault);
            provider.observe(access);
            world.azure.heal();
            assertThat(world.azure.requests.size() - before).isEqualTo(1);
        }
    }

    @Test
    void azures_own_pause_is_kept() {
        world.azure.begin(Kind.THROTTLED);
        AccessRef access = World.access(provider, DIRECT, World.ANN);

        assertThat(provider.revoke(access)).isEqualTo(new ChangeOutcome.Throttled(Duration.ofSeconds(7)));
        assertThat(provider.observe(access)).isEqualTo(Observation.throttled(Duration.ofSeconds(7)));
    }

    @Test
    void a_request_without_an_answer_ends_in_its_time() {
        AccessRef access = World.access(provider, DIRECT, World.ANN);
        world.azure.begin(Kind.HANG);
        long begin = System.nanoTime();

        assertThat(provider.revoke(access)).isInstanceOf(ChangeOutcome.Unknown.class);

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isLessThan(new Limits(Duration.ofSeconds(2)).callTimeout());
    }

    /** The token is for the one address that was named. */
    @Test
    void a_redirect_is_not_followed() throws IOException {
        AtomicInteger arrived = new AtomicInteger();
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            arrived.incrementAndGet();
            exchange.getResponseHeaders().set("Location", "/elsewhere" + arrived);
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        elsewhere.start();
        try {
            AzureProvider there = world.builder()
                    .through(
                            URI.create(
                                    "http://127.0.0.1:" + elsewhere.getAddress().getPort()),
                            FakeAzure.signing())
                    .build();
            AccessRef access = World.access(there, DIRECT, World.ANN);
            assertThat(there.observe(access)).isInstanceOf(Observation.Unclear.class);
            assertThat(arrived).hasValue(1);
        } finally {
            elsewhere.stop(0);
        }
    }

    /** A warm connection first: the JDK repeats only what died on a connection that was kept alive. */
    private AccessRef arrivesOnce(Entitlement entitlement) {
        AccessRef access = World.access(provider, entitlement, World.ANN);
        provider.observe(access);
        int writes = world.azure.writes();
        world.azure.begin(Kind.ANSWER_LOST);
        assertThat(assign(access)).isInstanceOf(ChangeOutcome.Unknown.class);
        assertThat(world.azure.writes() - writes).isEqualTo(1);
        return access;
    }

    private ChangeOutcome assign(AccessRef access) {
        return provider.assign(access, world.clock.now().plus(Duration.ofHours(1)), false);
    }
}
