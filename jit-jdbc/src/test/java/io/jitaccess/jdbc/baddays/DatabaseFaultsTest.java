package io.jitaccess.jdbc.baddays;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The database goes away under load, cuts sessions, and leaves commits without an answer. */
class DatabaseFaultsTest {

    @Test
    void stopsAndCutSessionsAndCommitsWithoutAnAnswerLoseNothing() {
        long seed = BadDays.seed();
        Random random = new Random(seed);
        try (StoppableServer server = new StoppableServer();
                CuttingProxy proxy = new CuttingProxy(server.port(), seed);
                BadDays days = new BadDays(server.place(), RandomKillTest.place(), seed)) {
            List<NodeProcess> nodes = Stream.of("node-0", "node-1")
                    .map(name -> days.startSoon(days.node(name)
                            .onStore(proxy.url())
                            .seeded(random.nextLong())
                            .withFaults(10, 0)))
                    .toList();
            nodes.forEach(NodeProcess::awaitStart);
            for (StoppableServer.Stop how : List.of(
                    StoppableServer.Stop.IMMEDIATE, StoppableServer.Stop.FAST, StoppableServer.Stop.IMMEDIATE)) {
                works(days, 20);
                server.stop(how);
                Until.rest(Duration.ofMillis(random.nextInt(200, 1500)));
                server.start();
            }
            works(days, 20);
            proxy.cut(10);
            for (int i = 0; i < 12; i++) {
                Until.rest(Duration.ofMillis(random.nextInt(300, 500)));
                Truth.query(
                        server.place().source(),
                        "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend'"
                                + " and pid <> pg_backend_pid() and state <> 'idle'",
                        rows -> true);
            }
            Until.holds(
                    "commits lose their answers",
                    Duration.ofSeconds(60),
                    () -> proxy.cutBefore() > 10 && proxy.cutAfter() > 10,
                    nodes.get(0)::tail);
            proxy.cut(0);
            works(days, 20);
            assertThat(nodes.stream().flatMap(node -> node.said().stream()))
                    .as("a user who was told that the outcome is unknown")
                    .anyMatch(line -> line.endsWith("outcome unknown"));
            days.finish(BadDays.LONGEST_WITHOUT_A_GRANT);
        }
    }

    private static void works(BadDays days, int more) {
        long before = days.answers();
        Until.holds("the nodes go on", Duration.ofSeconds(60), () -> days.answers() > before + more, () -> "" + before);
    }
}
