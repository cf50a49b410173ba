package io.jitaccess.entra;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entra.FakeGraph.Reply;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import io.jitaccess.testkit.provider.ProviderFaults.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Neither Microsoft's client nor OkHttp below it sends anything twice. */
class OneTryTest {

    private final World world = new World();
    private final EntraProvider provider = world.builder()
            .groups(List.of(World.ONCALL))
            .revokeSignInSessions(true)
            .build();
    private final AccessRef access = World.access(provider, World.ANN, World.group(World.ONCALL));

    @AfterEach
    void close() {
        provider.close();
        world.close();
    }

    @Test
    void a_change_whose_answer_is_lost_is_sent_once() {
        provider.assign(access, world.until(), false);
        world.graph.requests.clear();
        world.graph.begin(Kind.ANSWER_LOST);

        assertThat(provider.revoke(access)).isInstanceOf(ChangeOutcome.Unknown.class);
        assertThat(provider.endSessions(access)).isInstanceOf(SessionEnding.Failed.class);
        assertThat(world.graph.requests).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void an_answer_that_asks_to_come_back_is_handed_on(int status) {
        world.graph.answer(request -> Optional.of(new Reply(status, null, Optional.of("0"))));

        // alone, and not in a batch
        provider.endSessions(access);
        assertThat(world.graph.calls).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 408 Late\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 307 Over there\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 429 Slow\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n",
                ""
            })
    void a_batch_goes_out_once_whatever_comes_back(String answer) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            AtomicInteger arrived = new AtomicInteger();
            Thread server = new Thread(() -> serve(socket, answer, arrived), "answers");
            server.setDaemon(true);
            server.start();
            try (EntraProvider alone = world.builder()
                    .groups(List.of(World.ONCALL))
                    .endpoint(URI.create("http://127.0.0.1:" + socket.getLocalPort()))
                    .requestTimeout(Duration.ofSeconds(5))
                    .build()) {
                assertThat(alone.revoke(access)).isNotInstanceOf(ChangeOutcome.Done.class);
                assertThat(arrived).hasValue(1);
            }
        }
    }

    private static void serve(ServerSocket socket, String answer, AtomicInteger arrived) {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept();
                    OutputStream out = connection.getOutputStream()) {
                byte[] some = new byte[65_536];
                if (connection.getInputStream().read(some) > 0) {
                    arrived.incrementAndGet();
                    out.write(answer.getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                }
            } catch (IOException closed) {
                // the next one, if there is any
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 403})
    void what_happens_to_a_batch_as_a_whole_happens_to_all_in_it(int status) {
        world.graph.faultsStrikeBatches();
        world.graph.begin(status == 429 ? Kind.THROTTLED : status == 500 ? Kind.SERVER_ERROR : Kind.FORBIDDEN);

        ChangeOutcome outcome = provider.revoke(access);
        Observation look = provider.observe(access);

        if (status == 429) {
            assertThat(outcome).isEqualTo(new ChangeOutcome.Throttled(Duration.ofSeconds(7)));
            assertThat(look).isEqualTo(Observation.throttled(Duration.ofSeconds(7)));
        } else {
            assertThat(outcome).isInstanceOf(status == 500 ? ChangeOutcome.Unknown.class : ChangeOutcome.Refused.class);
            assertThat(look).isInstanceOf(Observation.Unclear.class);
        }
        assertThat(world.graph.requests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"17, 17", "2.128, 3", "0, 10", "soon, 10", "-3, 10", "99999999999999999999, 10", "86400, 3600"})
    void graph_says_how_long_to_wait_and_is_believed_for_an_hour(String after, int seconds) {
        world.graph.answer(request -> Optional.of(new Reply(429, null, Optional.of(after))));

        assertThat(provider.revoke(access)).isEqualTo(new ChangeOutcome.Throttled(Duration.ofSeconds(seconds)));
    }

    @Test
    void a_retry_of_the_library_carries_everything_again() {
        world.graph.answer(request -> request.route() == FakeRoute.MEMBER_ADD
                ? Optional.of(new Reply(503, null, Optional.empty()))
                : Optional.empty());
        provider.assign(access, world.until(), false);
        provider.assign(access, world.until(), false);

        assertThat(world.graph.sent.stream()
                        .filter(request -> request.route() == FakeRoute.MEMBER_ADD)
                        .map(request -> request.field("@odata.id")))
                .containsExactly(
                        world.graph.uri() + "/v1.0/directoryObjects/" + World.ANN,
                        world.graph.uri() + "/v1.0/directoryObjects/" + World.ANN);
    }
}
