package io.jitaccess.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every table comes out, at sizes that say nothing about speed. */
class TablesTest {

    private static BenchPostgres postgres = BenchPostgres.lazy();

    @BeforeAll
    static void start() {
        postgres = BenchPostgres.lazy();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    private static String print(Table table, String... pairs) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Options options = Options.of(pairs);
        table.print(options, new Report(new PrintStream(out, true, StandardCharsets.UTF_8)), postgres);
        assertThat(options.unused()).as("options that nobody asks for").isEmpty();
        String printed = out.toString(StandardCharsets.UTF_8);
        assertThat(printed).doesNotContain("NaN").doesNotContain("Infinity");
        return printed;
    }

    @Test
    void lookUpsAreMeasuredBesideCelAndOnADatabase() throws Exception {
        String printed = print(
                new LookUpTable(),
                "rounds=1",
                "look-up.forks=0",
                "look-up.warm-up=0",
                "look-up.iterations=1",
                "look-up.millis=10",
                "look-up.eligibilities=60",
                "look-up.people=10",
                "look-up.database-eligibilities=60",
                "look-up.asks=5",
                "look-up.heap-mb=256");
        assertThat(printed).contains("| explain |", "| explainByCel |", "| explainOneByCel |", "| offers |");
        assertThat(printed).contains("| offersByCel |", "| 60 |", "| 100 |");
    }

    @Test
    void lifeCyclesAreMeasuredBesideHandWrittenOnesThatLeaveAsMuchBehind() throws Exception {
        String printed = print(
                new LifeCycleTable(),
                "rounds=1",
                "life-cycle.cycles=20",
                "life-cycle.warm-up=0",
                "life-cycle.threads=4",
                "life-cycle.lease-seconds=4");
        assertThat(printed).contains("| the library |", "| hand-written JDBC |", "fsync on, synchronous_commit on");
        assertThat(printed.split("5\\.00, 18\\.00, "))
                .as("rows and events of both")
                .hasSize(3);
    }

    @Test
    void expiriesAreMeasuredBesideDbScheduler() throws Exception {
        String printed = print(
                new ExpiryTable(),
                "rounds=1",
                "expiry.threads=4",
                "expiry.due=50",
                "expiry.due-slow=0",
                "expiry.slow-ms=5",
                "expiry.in-one-second=50",
                "expiry.ahead-seconds=2");
        assertThat(printed).contains("look, revoke, look", "with the same facts", "first look p99, ms");
    }

    @Test
    void endsAtThreeCloudsAreMeasuredBesideOneByOne() throws Exception {
        String printed = print(
                new CloudTable(),
                "clouds.grants=6",
                "clouds.one-by-one=2",
                "clouds.spread-seconds=2",
                "clouds.calls-at-once=4",
                "clouds.projects=2",
                "clouds.accounts=3",
                "clouds.gcp-read-ms=1",
                "clouds.gcp-write-ms=2",
                "clouds.aws-answer-ms=1",
                "clouds.aws-operation-ms=10",
                "clouds.entra-read-ms=1",
                "clouds.entra-write-ms=2");
        assertThat(printed)
                .contains("setIamPolicy` |", "| `sso:DeleteAccountAssignment` | 6 | 6 |", "until nothing is left")
                .contains("| `of these: DELETE /groups/{id}/members/{id}/$ref` | 6 | 6 |");
    }

    @Test
    void startsAndPagesAreMeasuredAtSeveralSizes() throws Exception {
        String printed = print(
                new SizeTable(),
                "rounds=1",
                "size.open=10,20",
                "size.watch-seconds=1",
                "size.audit=100,200",
                "size.pages=2");
        assertThat(printed).contains("| 10 |", "| 20 |", "100 events, ms", "| subject and action |");
    }

    @Test
    void theCostToAHostIsMeasured() throws Exception {
        String printed = print(new HostTable(), "host.runs=0", "host.idle-seconds=1");
        assertThat(printed).contains("| round trips |", "jit-lane-fake");
    }

    @Test
    void anApplicationStartsWithTheLibraryOnIt() throws Exception {
        assertThat(HostTable.startOnce(postgres)).isPositive();
    }
}
