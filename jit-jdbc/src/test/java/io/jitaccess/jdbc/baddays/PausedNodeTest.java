package io.jitaccess.jdbc.baddays;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A node that stood still past its lease, in the middle of its calls, and goes on as if nothing had happened. */
class PausedNodeTest {

    @Test
    void aNodeThatStoodStillLongerThanItsLeaseLeavesNothingBehind() {
        long seed = BadDays.seed();
        Random random = new Random(seed);
        try (BadDays days = new BadDays(RandomKillTest.place(), RandomKillTest.place(), seed)) {
            List<NodeProcess> nodes = new ArrayList<>();
            for (int number = 0; number < 3; number++) {
                // slow calls, so that it is in the middle of them that the node stops
                nodes.add(days.startSoon(
                        days.node("node-" + number).seeded(random.nextLong()).withFaults(0, 50)));
            }
            nodes.forEach(NodeProcess::awaitStart);
            for (int pause = 0; pause < 3; pause++) {
                Until.rest(Duration.ofMillis(random.nextInt(1000, 2000)));
                NodeProcess node = nodes.get(pause);
                node.pause();
                Until.rest(Company.settings().lease().plusMillis(random.nextInt(500, 2000)));
                node.resume();
            }
            days.finish(BadDays.LONGEST_WITHOUT_A_GRANT);
        }
    }
}
