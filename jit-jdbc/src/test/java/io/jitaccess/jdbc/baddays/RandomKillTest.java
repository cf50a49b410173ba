package io.jitaccess.jdbc.baddays;

import io.jitaccess.testkit.postgres.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nodes are killed at random points, while their providers fail and their clocks are wrong. */
class RandomKillTest {

    private static final int KILLS = Integer.getInteger("jit.baddays.kills", 20);

    static BadDays.Place place() {
        TestPostgres database = TestPostgres.newDatabase();
        return new BadDays.Place(database.url(), database.dataSource());
    }

    @Test
    void nodesAreKilledAndTheOthersAndTheRestartConverge() {
        long seed = BadDays.seed();
        Random random = new Random(seed);
        try (BadDays days = new BadDays(place(), place(), seed)) {
            List<NodeProcess> nodes = new ArrayList<>();
            for (int number = 0; number < 3; number++) {
                nodes.add(days.startSoon(days.node("node-" + number)
                        .seeded(random.nextLong())
                        .withFaults(30, 0)
                        .withClock(Duration.ofMinutes(10L * (number - 1)))));
            }
            nodes.forEach(NodeProcess::awaitStart);
            for (int kill = 0; kill < KILLS; kill++) {
                int which = random.nextInt(nodes.size());
                NodeProcess node = nodes.get(which);
                Until.holds("the node works", Duration.ofSeconds(60), () -> node.answers() >= 3, node::tail);
                Until.rest(Duration.ofMillis(random.nextInt(0, 1000)));
                days.kill(node);
                nodes.set(which, days.startSoon(node.options().seeded(random.nextLong())));
            }
            nodes.forEach(NodeProcess::awaitStart);
            days.finish(BadDays.LONGEST_WITHOUT_A_GRANT);
        }
    }
}
