package io.jitaccess.jdbc.baddays;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Three nodes on one database and very many faults, for hours: not part of the build, see docs/reliability.md. The system
 * properties {@code jit.baddays.faults} and {@code jit.baddays.seed} say how many and which.
 */
class ThousandBadDays {

    private static final int FAULTS = Integer.getInteger("jit.baddays.faults", 1_000);
    /** After so many the load ends, everything has to come to rest, and what happened is judged. */
    private static final int STRETCH = 50;

    private static final int KINDS = FaultScript.Change.values().length + FaultScript.Read.values().length - 2;

    /** Several faults in a row keep the nodes from their work for longer than one does. */
    private static final Duration LONGEST_WITHOUT_A_GRANT = Duration.ofSeconds(45);

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** What goes wrong beside the providers, of whose calls three in ten do all the time, and the clocks, always. */
    private enum Fault {
        /** SIGKILL, and a new process. */
        KILL,
        /** SIGSTOP until after the lease, while the others go on. */
        PAUSE,
        /** The database stops, in order or as in a crash, and starts again. */
        STOP_DATABASE,
        /** All sessions that do something are ended by the server. */
        CUT_SESSIONS,
        /** Connections die at their commit: before it, or after it and before its answer. */
        LOSE_COMMITS
    }

    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private final Map<String, Long> providerFaults = new TreeMap<>();
    private final Map<String, Long> exercised = new LinkedHashMap<>();
    private final List<Duration> withoutAGrant = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private int answers;

    @Test
    void everyInvariantHoldsThroughAllOfThem() {
        long seed = BadDays.seed();
        long began = System.nanoTime();
        for (int done = 0; done < FAULTS; done += STRETCH) {
            stretch(seed + done, Math.min(STRETCH, FAULTS - done));
            System.out.println(Math.min(FAULTS, done + STRETCH) + " of " + FAULTS + " faults, " + faults + ", "
                    + exercised.size() + " invariants, " + broken.size() + " broken");
        }
        System.out.println("\n" + LocalDate.now(ZoneOffset.UTC) + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + ", JDK " + Runtime.version() + "\n" + FAULTS + " faults in "
                + Duration.ofNanos(System.nanoTime() - began).toMinutes() + " minutes, seed " + seed + ", " + answers
                + " answers to users");
        System.out.println("\n| what went wrong | times |\n| --- | --- |");
        faults.forEach((fault, times) -> System.out.println("| " + fault + " | " + times + " |"));
        providerFaults.forEach((fault, times) -> System.out.println("| a provider's " + fault + " | " + times + " |"));
        System.out.println("\n| invariant | put to the test | |\n| --- | --- | --- |");
        exercised.forEach((invariant, times) ->
                System.out.println("| " + invariant + " | " + times + " | " + verdict(invariant) + " |"));
        System.out.println("\naccess of ours that no grant held any more: " + Judgement.spread(withoutAGrant)
                + "; allowed " + LONGEST_WITHOUT_A_GRANT);
        assertThat(broken).isEmpty();
        assertThat(providerFaults).as("every scripted kind of fault").hasSize(KINDS);
        assertThat(exercised).allSatisfy((invariant, times) -> assertThat(times).isPositive());
    }

    private String verdict(String invariant) {
        return broken.stream().anyMatch(one -> one.startsWith(invariant)) ? "BROKEN" : "held";
    }

    private void stretch(long seed, int number) {
        Random random = new Random(seed);
        try (StoppableServer server = new StoppableServer();
                CuttingProxy proxy = new CuttingProxy(server.port(), seed);
                BadDays days = new BadDays(server.place(), RandomKillTest.place(), seed)) {
            Fleet fleet = new Fleet(days, proxy.url(), random);
            for (int i = 0; i < number; i++) {
                Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
                faults.merge(fault, 1, Integer::sum);
                switch (fault) {
                    case KILL -> fleet.kill();
                    case PAUSE -> fleet.pause();
                    case STOP_DATABASE -> stop(server, random);
                    case CUT_SESSIONS -> cutSessions(server);
                    case LOSE_COMMITS -> loseCommits(proxy, fleet);
                }
                fleet.tend();
                Until.rest(Duration.ofMillis(random.nextInt(200, 1_000)));
            }
            fleet.resumeAll();
            fleet.awaitAll();
            answers += (int) days.answers();
            for (Judgement judgement : days.end(LONGEST_WITHOUT_A_GRANT)) {
                exercised.merge(judgement.invariant(), judgement.exercised(), Long::sum);
                withoutAGrant.addAll(judgement.measured());
                if (!judgement.violations().isEmpty()) {
                    broken.add(judgement + "\nwith seed " + seed);
                    System.out.println(judgement + "\nwith seed " + seed);
                }
            }
            days.said("FAULT ").forEach(fault -> providerFaults.merge(fault, 1L, Long::sum));
        }
    }

    private static void stop(StoppableServer server, Random random) {
        server.stop(random.nextBoolean() ? StoppableServer.Stop.IMMEDIATE : StoppableServer.Stop.FAST);
        Until.rest(Duration.ofMillis(random.nextInt(200, 1_500)));
        server.start();
    }

    private static void cutSessions(StoppableServer server) {
        Truth.query(
                server.place().source(),
                "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend'"
                        + " and pid <> pg_backend_pid() and state <> 'idle'",
                rows -> true);
    }

    private static void loseCommits(CuttingProxy proxy, Fleet fleet) {
        int before = proxy.cutBefore() + proxy.cutAfter();
        proxy.cut(20);
        Until.holds(
                "commits lose their connections",
                PATIENCE,
                () -> {
                    fleet.tend();
                    return proxy.cutBefore() + proxy.cutAfter() >= before + 3;
                },
                fleet::tails);
        proxy.cut(0);
    }

    /** The three nodes, some of which stand still. */
    private static final class Fleet {

        private final BadDays days;
        private final Random random;
        private final List<NodeProcess> nodes = new ArrayList<>();
        private final Map<NodeProcess, Long> pausedUntil = new LinkedHashMap<>();

        Fleet(BadDays days, String url, Random random) {
            this.days = days;
            this.random = random;
            for (int number = 0; number < 3; number++) {
                nodes.add(days.startSoon(days.node("node-" + number)
                        .onStore(url)
                        .seeded(random.nextLong())
                        .withFaults(30, 0)
                        .withClock(Duration.ofMinutes(10L * (number - 1)))));
            }
            awaitAll();
        }

        /** One that has done something since its start. */
        private NodeProcess anyAtWork() {
            Until.holds("a node works", PATIENCE, () -> !atWork().isEmpty(), this::tails);
            List<NodeProcess> some = atWork();
            return some.get(random.nextInt(some.size()));
        }

        private List<NodeProcess> atWork() {
            tend();
            return nodes.stream()
                    .filter(node -> !pausedUntil.containsKey(node) && node.answers() >= 1)
                    .toList();
        }

        /** Whoever starts while the database is away says so and ends; whoever has started never ends by himself. */
        private void startAgain() {
            for (NodeProcess node : List.copyOf(nodes)) {
                if (node.hasEnded()) {
                    assertThat(node.hasStarted())
                            .as("ended by itself: " + node.tail())
                            .isFalse();
                    days.buried(node);
                    nodes.set(nodes.indexOf(node), days.startSoon(node.options()));
                }
            }
        }

        void awaitAll() {
            Until.holds(
                    "all nodes run",
                    PATIENCE,
                    () -> {
                        startAgain();
                        return nodes.stream().allMatch(NodeProcess::hasStarted);
                    },
                    this::tails);
        }

        private String tails() {
            return nodes.stream().map(NodeProcess::tail).collect(Collectors.joining("\n"));
        }

        void kill() {
            NodeProcess node = anyAtWork();
            days.kill(node);
            nodes.set(nodes.indexOf(node), days.startSoon(node.options().seeded(random.nextLong())));
        }

        /** One node goes on at least. */
        void pause() {
            if (pausedUntil.size() == nodes.size() - 1) {
                resumeAll();
            }
            NodeProcess node = anyAtWork();
            node.pause();
            // now and then for longer than the database lets a transaction wait
            long past = random.nextInt(4) == 0 ? random.nextInt(6_000, 10_000) : random.nextInt(500, 2_000);
            pausedUntil.put(
                    node,
                    System.nanoTime()
                            + Company.settings().lease().plusMillis(past).toNanos());
        }

        /** What a supervisor does, and whoever stopped them. */
        void tend() {
            startAgain();
            resumeThoseWhoseLeaseIsOver();
        }

        private void resumeThoseWhoseLeaseIsOver() {
            pausedUntil.entrySet().removeIf(entry -> {
                boolean over = System.nanoTime() - entry.getValue() >= 0;
                if (over) {
                    entry.getKey().resume();
                }
                return over;
            });
        }

        void resumeAll() {
            pausedUntil.keySet().forEach(NodeProcess::resume);
            pausedUntil.clear();
        }
    }
}
