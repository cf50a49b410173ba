package io.jitaccess.jdbc.baddays;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node ends itself at every named point once, two nodes at a time; the other one, and the node that follows, converge
 * what it left.
 */
class CrashPointsTest {

    private static final Duration MOST = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    @Test
    void everyCrashPointIsHitAndWhatItLeavesConverges() {
        long seed = BadDays.seed();
        List<String> points = new ArrayList<>(CrashPoints.all());
        points.removeIf(point -> !point.matches(System.getProperty("jit.baddays.points", ".*")));
        Set<String> all = Set.copyOf(points);
        Collections.shuffle(points, new Random(seed));
        Map<String, Boolean> hit = new ConcurrentSkipListMap<>();
        try (BadDays days = new BadDays(RandomKillTest.place(), RandomKillTest.place(), seed)) {
            Queue<String> left = new ConcurrentLinkedQueue<>(
                    points.stream().filter(point -> !isRare(point)).toList());
            Runnable chain = () -> {
                for (String point = left.poll(); point != null; point = left.poll()) {
                    hit.put(point, isHit(days, point, seed + points.indexOf(point)));
                }
            };
            CompletableFuture.allOf(CompletableFuture.runAsync(chain), CompletableFuture.runAsync(chain))
                    .join();
            points.stream().filter(CrashPointsTest::isRare).forEach(point -> hit.put(point, isHit(days, point, seed)));
            days.start(days.node("last").withUsers(1, Duration.ofMillis(100)));
            days.finish(BadDays.LONGEST_WITHOUT_A_GRANT);
        }
        hit.forEach((point, was) -> System.out.printf("%-40s %s%n", point, was ? "hit" : "NOT HIT"));
        assertThat(hit.keySet()).isEqualTo(all);
        assertThat(hit).allSatisfy((point, was) -> assertThat(was).isTrue());
    }

    /** What needs a node alone, and rows that others have left. */
    private static boolean isRare(String point) {
        return point.contains("outbox.release") || isDrift(point);
    }

    /** A point that is reached by chance is tried again. */
    private boolean isHit(BadDays days, String point, long seed) {
        return crash(days, point, seed) || crash(days, point, seed + 1000) || crash(days, point, seed + 2000);
    }

    /** What only a drift scan does: it needs something to find, and nobody who asks for it meanwhile. */
    private static boolean isDrift(String point) {
        return point.contains("makeDue");
    }

    private boolean crash(BadDays days, String point, long seed) {
        if (isDrift(point)) {
            days.takeWhatIsAtRest();
        }
        Path file = folder.resolve("hit-" + seed + "-" + point.replace(' ', '-'));
        NodeProcess node = days.startSoon(days.node(point.replace(' ', '-'))
                .seeded(seed)
                .withUsers(isDrift(point) ? 0 : 2, Duration.ofMillis(isRare(point) ? 60 : 25))
                .crashingAt(point, file.toString()));
        boolean hit = node.endsWithin(MOST)
                && node.awaitEnd(Duration.ofSeconds(1)) == CrashPoints.EXIT
                && read(file).equals(point);
        if (!hit) {
            System.out.println("not hit: " + point + "\n" + node.tail());
        }
        days.kill(node);
        days.releaseJobs();
        return hit;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
