package io.jitaccess.jdbc.baddays;

import io.jitaccess.jdbc.JdbcSchema;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * A run: a store's database, the truth in another, an outsider, and nodes that come and go. Everything that a run draws
 * comes from its seed.
 */
public final class BadDays implements AutoCloseable {

    /** A database as a run needs it. */
    public record Place(String url, DataSource source) {}

    /**
     * How long access may be there without a grant that holds it, on a machine that is busy with all of this: some leases
     * of dead nodes, one after the other, and their retries. Each run prints how long it was.
     */
    static final Duration LONGEST_WITHOUT_A_GRANT = Duration.ofSeconds(30);

    private static final Duration TICK = Duration.ofMillis(40);

    private final Place store;
    private final Place truthPlace;
    private final Truth truth;
    private final long seed;
    private final List<NodeProcess> nodes = new CopyOnWriteArrayList<>();
    private final List<String> saidByTheDead = new CopyOnWriteArrayList<>();
    private final Thread ticker;
    private final Thread outsider;
    private volatile boolean over;
    private volatile boolean outsiderRests;

    /**
     * Makes the tables in both databases, puts in what was there before, and lets the truth's time begin.
     *
     * @param store an empty database, on a server that tracks commit timestamps
     * @param truth an empty database on a server that nobody stops
     */
    public BadDays(Place store, Place truth, long seed) {
        this.store = store;
        this.truthPlace = truth;
        this.seed = seed;
        this.truth = new Truth(truth.source());
        System.out.println("seed " + seed);
        JdbcSchema.migrate(store.source());
        this.truth.create();
        for (String who : List.of("ann", "bob")) {
            this.truth.outsiderAdds(TruthKind.SEAT, who, "a");
            for (String target : List.of("a", "b")) {
                this.truth.outsiderAdds(TruthKind.BADGE, who, target);
                this.truth.outsiderAdds(TruthKind.KEY, who, target);
            }
        }
        this.ticker = daemon("truth", () -> {
            while (!over) {
                this.truth.tick();
                Until.rest(TICK);
            }
        });
        this.outsider = daemon("outsider", this::actOutside);
        if (!NodeClasses.instance().isArchived()) {
            archiveClasses();
        }
    }

    /** The first node of all works for a while and ends in order, so that the others start faster. */
    private void archiveClasses() {
        long began = System.nanoTime();
        NodeProcess first = start(node("first"));
        Until.holds("the first node works", Duration.ofSeconds(60), () -> answers() > 25, first::tail);
        first.command("stop");
        first.awaitEnd(Duration.ofSeconds(60));
        buried(first);
        System.out.println("classes archived: " + NodeClasses.instance().isArchived() + ", after "
                + Duration.ofNanos(System.nanoTime() - began));
    }

    /** The seed that the system property {@code jit.baddays.seed} gives, or another each time. */
    public static long seed() {
        return Long.getLong("jit.baddays.seed", System.nanoTime() % 1_000_000);
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Adds and removes access of its own, beside ours where there are marks, elsewhere where there are none. */
    private void actOutside() {
        Random random = new Random(seed);
        while (!over) {
            Until.rest(Duration.ofMillis(random.nextInt(50, 200)));
            if (outsiderRests) {
                continue;
            }
            TruthKind kind = random.nextBoolean() ? TruthKind.BADGE : TruthKind.KEY;
            String who =
                    Company.PEOPLE.get(random.nextInt(2, Company.PEOPLE.size())).value();
            String target = Company.TARGETS.get(random.nextInt(Company.TARGETS.size()));
            if (random.nextInt(5) == 0) {
                kind = TruthKind.SEAT;
                target = "elsewhere";
            }
            if (random.nextBoolean()) {
                truth.outsiderAdds(kind, who, target);
            } else {
                truth.outsiderRemoves(kind, who, target);
            }
        }
    }

    /** A node of this run, not started. */
    public NodeOptions node(String name) {
        return NodeOptions.of(name, store.url(), truthPlace.url(), seed);
    }

    public Truth truth() {
        return truth;
    }

    /** Starts a node; returns when it runs. */
    public NodeProcess start(NodeOptions options) {
        return startSoon(options).awaitStart();
    }

    /** Starts a node and does not wait for it. */
    public NodeProcess startSoon(NodeOptions options) {
        NodeProcess node = NodeProcess.start(options);
        nodes.add(node);
        return node;
    }

    /** Takes over what a node said that has ended. */
    public void buried(NodeProcess node) {
        saidByTheDead.addAll(node.said());
        nodes.remove(node);
    }

    /** SIGKILL. */
    public void kill(NodeProcess node) {
        node.kill();
        buried(node);
    }

    /** What follows this at the beginning of the lines that nodes said which have ended. */
    List<String> said(String beginning) {
        return saidByTheDead.stream()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()))
                .toList();
    }

    /** How often the library answered its users so far. */
    long answers() {
        return saidByTheDead.stream().filter(line -> line.startsWith("ACK ")).count()
                + nodes.stream().mapToLong(NodeProcess::answers).sum();
    }

    /**
     * As {@link #end}, and fails if an invariant was broken or never put to the test.
     *
     * @throws AssertionError with the judgements
     */
    public void finish(Duration bound) {
        List<Judgement> judgements = end(bound);
        judgements.forEach(System.out::println);
        boolean held = judgements.stream().allMatch(one -> one.violations().isEmpty() && one.exercised() > 0);
        if (!held) {
            throw new AssertionError("with seed " + seed + "\n"
                    + judgements.stream().map(Judgement::toString).collect(Collectors.joining("\n")));
        }
    }

    /**
     * Ends the load, waits until everything has come to rest and stayed so over one more drift scan, ends the nodes that
     * still live, and judges.
     *
     * @param bound how long access may have been there without a grant
     */
    List<Judgement> end(Duration bound) {
        nodes.forEach(node -> node.command("quiet"));
        outsiderRests = true;
        Until.holds("everything comes to rest", Duration.ofSeconds(120), this::isAtRest, this::state);
        releaseJobs();
        long scans = scans();
        Until.holds(
                "the drift scans go round",
                Duration.ofSeconds(60),
                () -> scans() >= scans + 2L * TruthKind.values().length,
                this::state);
        Until.holds("everything is at rest again", Duration.ofSeconds(60), this::isAtRest, this::state);
        nodes.forEach(node -> node.command("stop"));
        for (NodeProcess node : List.copyOf(nodes)) {
            node.awaitEnd(Duration.ofSeconds(60));
            buried(node);
        }
        over = true;
        return new TruthOracle(Evidence.read(store.source(), truth, saidByTheDead.stream()), bound).judge();
    }

    /**
     * A node that dies in a scan holds the scan's lease for minutes, which no run can wait for. Two may release at once:
     * in one order, lest each waits for a row of the other.
     */
    void releaseJobs() {
        String inOrder = "select name from jit_job order by name for update";
        Truth.query(
                store.source(),
                "update jit_job set ready_at = clock_timestamp() where name in (" + inOrder + ")",
                rows -> true);
    }

    /** While no node lives, an outsider takes what ours once was and is at rest: the next drift scan has to look at it. */
    void takeWhatIsAtRest() {
        String closed = "select principal, split_part(target_key, ':', 2) from jit_assignment"
                + " where kind = 'seat' and state = 'ABSENT' and attempts > 0 and next_due_at is null";
        List<String[]> rows =
                Truth.query(store.source(), closed, row -> new String[] {row.getString(1), row.getString(2)});
        rows.forEach(row -> truth.outsiderAdds(TruthKind.SEAT, row[0], row[1]));
    }

    private long scans() {
        return number("select count(*) from jit_audit_event where action = 'DRIFT_SCANNED'");
    }

    private boolean isAtRest() {
        return number("select (select count(*) from jit_grant where state <> 'ENDED')"
                                + " + (select count(*) from jit_request where state = 'PENDING')"
                                + " + (select count(*) from jit_assignment where next_due_at is not null)")
                        == 0
                && truth.entriesOfTheLibrary() == 0
                && truth.waitingEffects() == 0;
    }

    private long number(String sql) {
        return Truth.query(store.source(), sql, rows -> rows.getLong(1)).get(0);
    }

    /** What is known of everything that is not at rest. */
    private String state() {
        String rows = text("select * from jit_assignment a where next_due_at is not null");
        StringBuilder told = new StringBuilder("seed " + seed + ", now " + truth.time() + "\nnot at rest: " + rows
                + "\ngrants: " + text("select * from jit_grant a where state <> 'ENDED'"));
        for (Truth.Entry entry : truth.entries()) {
            if (entry.madeBy().equals("library")) {
                String of = "principal = '" + entry.principal() + "' and target_key = '" + entry.kind() + ":"
                        + entry.target() + "'";
                told.append("\n").append(entry);
                told.append("\nits row: ").append(text("select * from jit_assignment a where " + of));
                told.append("\nits events: ")
                        .append(text("select occurred_at, pg_xact_commit_timestamp(xmin), action, grant_id, details"
                                + " from jit_audit_event where assignment_id in (select id from jit_assignment where "
                                + of + ") order by occurred_at"));
                truth.history().stream()
                        .filter(change -> change.kind().equals(entry.kind())
                                && change.principal().equals(entry.principal())
                                && change.target().equals(entry.target()))
                        .forEach(change -> told.append("\n").append(change));
            }
        }
        return told + "\n" + nodes.stream().map(NodeProcess::tail).collect(Collectors.joining("\n"));
    }

    private String text(String sql) {
        return Truth.query(
                        store.source(),
                        "select coalesce(string_agg(a::text, chr(10)), 'none') from (" + sql + ") a",
                        rows -> rows.getString(1))
                .get(0);
    }

    @Override
    public void close() {
        over = true;
        nodes.forEach(NodeProcess::close);
        ticker.interrupt();
        outsider.interrupt();
    }
}
