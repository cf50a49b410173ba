package io.jitaccess;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.SmallWorld.Entry;
import io.jitaccess.SmallWorld.Node;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.grant.Assignment;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.KindDescriptor.Expiry;
import io.jitaccess.spi.KindDescriptor.Marks;
import io.jitaccess.spi.KindDescriptor.Scope;
import io.jitaccess.spi.KindDescriptor.Sight;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every state that a small world can reach, breadth first: one row, two grants that overlap, two nodes, an outsider.
 * {@link Convergence}, {@link Answer} and the pure part of {@link Settlement} decide what the nodes do; leases, calls and
 * the store's versions are played as {@link Lane} and {@link ProviderCalls} do it.
 *
 * <p>Explored for kinds with and without marks, with and without native expiry, all observable, with reads that do not
 * lag, and only one thing that goes wrong in a run: one call (unclear look; answer lost after the effect or before it;
 * effect later, within the horizon; sent twice; retryable; refused), or one death of a node, or one act of an outsider, at
 * any moment; in all of them nodes stand still for any time, past their lease too, for {@value #TICKS} ticks; the second
 * grant is asked for at the second tick, the fourth, or never. Not explored here: two such faults in one run, early release,
 * reads that lag, sessions to end, pending answers, answers after a time-out, the drift scan, kinds that nobody can look at.
 *
 * <p>In each state: access by us is never at rest, is never told to be gone while it is there, and nothing of an outsider
 * is changed but for the ambiguity of kinds without marks. From each state, when nothing more goes wrong, the row comes
 * to rest, nothing of ours is left, and what is an outsider's for certain is still there.
 */
class ConvergenceModelTest {

    private static final int TICKS = 5;
    private static final int LONGEST_CALM = 60;

    /** What goes wrong once, besides nodes that stand still. */
    enum Wrong {
        CALL,
        DEATH,
        OUTSIDER
    }

    static Stream<Arguments> worlds() {
        return Stream.of(Wrong.values())
                .flatMap(wrong -> Stream.of(Marks.values())
                        .flatMap(
                                marks -> Stream.of(Expiry.values()).map(expiry -> Arguments.of(wrong, marks, expiry))));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void everyReachableStateIsSafeAndComesToRest(Wrong wrong, Marks marks, Expiry expiry) {
        long before = System.nanoTime();
        Search search = new Search(new SmallMoves(kind(marks, expiry)));
        search.run(List.of(start(wrong, Optional.empty()), start(wrong, Optional.of(new Entry(false, 0, false)))));
        System.out.printf(
                "%s, %s, expiry %s: %d states, %d calm ones, %d ms%n",
                wrong,
                marks,
                expiry,
                search.parents.size(),
                search.good.size(),
                (System.nanoTime() - before) / 1_000_000);
        assertThat(search.parents.size()).isGreaterThan(5_000);
    }

    private static KindDescriptor kind(Marks marks, Expiry expiry) {
        return new KindDescriptor(
                new EntitlementKind("thing"),
                "Thing",
                List.of(),
                Scope.SHARED,
                expiry,
                Sight.OBSERVABLE,
                marks,
                Duration.ofSeconds(1),
                Duration.ofDays(1),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2));
    }

    /** One grant claims the access for two ticks, another may be asked for. */
    private static SmallWorld start(Wrong wrong, Optional<Entry> entry) {
        Assignment fresh = Assignment.fresh(
                new AssignmentId(new UUID(0, 9)),
                Entitlement.of("small", "thing", Map.of()),
                new PrincipalId("ann"),
                new TargetKey("thing"),
                Optional.empty(),
                SmallMoves.at(0));
        Assignment wanted = fresh.change().wantedUntil(SmallMoves.at(2)).build();
        return new SmallWorld(
                0,
                wanted,
                entry,
                List.of(Node.IDLE, Node.IDLE),
                List.of(),
                List.of(2, 0),
                1,
                wrong == Wrong.OUTSIDER ? 1 : 0,
                wrong == Wrong.CALL ? 1 : 0,
                wrong == Wrong.DEATH ? 1 : 0);
    }

    /** Breadth first, so that what breaks is told with a shortest run to it. */
    private static final class Search {

        private final SmallMoves moves;
        private final Map<SmallWorld, SmallWorld> parents = new HashMap<>();
        private final Set<SmallWorld> good = new HashSet<>();

        Search(SmallMoves moves) {
            this.moves = moves;
        }

        void run(List<SmallWorld> starts) {
            Deque<SmallWorld> open = new ArrayDeque<>(starts);
            starts.forEach(start -> parents.put(start, start));
            while (!open.isEmpty()) {
                SmallWorld world = open.poll();
                try {
                    check(world);
                    for (SmallWorld next : moves.next(world, TICKS)) {
                        if (parents.putIfAbsent(next, world) == null) {
                            open.add(next);
                        }
                    }
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError(e.getMessage() + "\nafter\n" + trace(world), e);
                }
            }
        }

        private void check(SmallWorld world) {
            if (world.isOurs() && world.row().nextDueAt().isEmpty()) {
                throw new AssertionError("access by us that nothing will end");
            }
            SmallWorld calm = new SmallWorld(
                    world.now(),
                    world.row(),
                    world.entry(),
                    List.of(Node.IDLE, Node.IDLE),
                    world.flying(),
                    world.ends(),
                    0,
                    0,
                    0,
                    0);
            List<SmallWorld> path = new ArrayList<>();
            for (int i = 0; i < LONGEST_CALM && !good.contains(calm); i++) {
                path.add(calm);
                if (isOver(calm)) {
                    good.addAll(path);
                    return;
                }
                SmallWorld next = moves.calmTick(calm);
                boolean taken =
                        calm.entry().filter(e -> !e.ours() && !e.ambiguous()).isPresent()
                                && next.entry().isEmpty();
                if (taken) {
                    throw new AssertionError("access of others is gone");
                }
                calm = next;
            }
            if (!good.contains(calm)) {
                throw new AssertionError("comes to no rest: " + calm);
            }
            good.addAll(path);
        }

        private static boolean isOver(SmallWorld world) {
            boolean rests = world.row().nextDueAt().isEmpty() && world.flying().isEmpty() && !world.isClaimed();
            if (rests && world.isOurs()) {
                throw new AssertionError("access by us stays for ever: " + world);
            }
            return rests;
        }

        private String trace(SmallWorld last) {
            List<String> lines = new ArrayList<>();
            for (SmallWorld at = last; ; at = parents.get(at)) {
                lines.add(0, at.toString());
                if (parents.get(at).equals(at)) {
                    return String.join("\n", lines);
                }
            }
        }
    }
}
