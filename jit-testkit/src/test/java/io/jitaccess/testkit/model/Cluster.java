package io.jitaccess.testkit.model;

import io.jitaccess.JitAccess;
import io.jitaccess.problem.Outcome;
import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.StoreException;
import io.jitaccess.testkit.InMemoryDirectory;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.provider.FakeProvider;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/** The nodes on one store. One that died is started again, as another process, when it is next needed. */
final class Cluster {

    private final Node[] nodes = new Node[3];
    private final Story story;
    private final Store store;
    private final InMemoryDirectory directory;
    private final Oracle oracle;
    private final FakeProvider provider;
    private final TestClock clock;
    private final Consumer<List<Move>> meanwhile;
    private final SplittableRandom chance;
    private int started;
    private boolean calm;

    /** @param meanwhile lets these happen while a node stands still */
    Cluster(
            Story story,
            Store store,
            InMemoryDirectory directory,
            Oracle oracle,
            FakeProvider provider,
            TestClock clock,
            Consumer<List<Move>> meanwhile) {
        this.story = story;
        this.store = store;
        this.directory = directory;
        this.oracle = oracle;
        this.provider = provider;
        this.clock = clock;
        this.meanwhile = meanwhile;
        this.chance = new SplittableRandom(story.seed());
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = start();
        }
    }

    /** From now on nothing goes wrong, and the first node is a new one. */
    void calmDown() {
        calm = true;
        nodes[0] = start();
    }

    private Node start() {
        String name = "node " + ++started;
        Mishaps mishaps = new Mishaps(meanwhile);
        NodeStore own = new NodeStore(oracle.watch(store, name), mishaps);
        NodeProvider reached = new NodeProvider(
                provider,
                Set.of(Company.VARIED.kind()),
                mishaps,
                access -> oracle.leaseOf(name, access.assignment()),
                clock::now,
                this::trouble);
        JitAccess jit = JitAccess.builder()
                .store(own)
                .directory(directory)
                .provider(reached)
                .settings(Company.SETTINGS)
                .build();
        return new Node(name, jit, mishaps, own);
    }

    private Optional<Trouble> trouble() {
        if (calm || chance.nextInt(100) >= story.percent()) {
            return Optional.empty();
        }
        return Optional.of(Trouble.values()[chance.nextInt(Trouble.values().length)]);
    }

    Node node(int index) {
        int i = index % nodes.length;
        if (nodes[i].mishaps.isDead() && !nodes[i].busy) {
            nodes[i] = start();
        }
        return nodes[i];
    }

    /** Does what is due, and says what came of it. */
    String run(int index) {
        Node node = node(index);
        if (node.busy) {
            return node.name + " stands still";
        }
        node.busy = true;
        try {
            node.store.rested();
            node.jit.runDue();
            return node.name;
        } catch (NodeDied e) {
            return node.name + " died " + e.getMessage();
        } catch (StoreException e) {
            return node.name + " " + e.getMessage();
        } finally {
            node.busy = false;
        }
    }

    /** Makes a use case, and says what came of it. */
    <T> String with(int index, Function<JitAccess, Outcome<T>> useCase) {
        Node node = node(index);
        if (node.mishaps.isDead()) {
            return node.name + " is dead";
        }
        try {
            node.store.rested();
            return node.name + " " + useCase.apply(node.jit).fold(done -> "done", refused -> refused.toString());
        } catch (NodeDied e) {
            return node.name + " died " + e.getMessage();
        } catch (StoreException e) {
            return node.name + " " + e.getMessage();
        }
    }
}
