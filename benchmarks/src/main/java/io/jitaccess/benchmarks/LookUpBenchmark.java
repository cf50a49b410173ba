package io.jitaccess.benchmarks;

import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.store.InMemoryStore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What may I ask for, and does this request pass: ours through the public API, and the same rules in CEL. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LookUpBenchmark {

    /** Ours, on a store in memory. */
    @State(Scope.Benchmark)
    public static class Ours {

        /** The catalogue's size. */
        @Param("1000")
        public int eligibilities = 1000;

        /** How many ask in turn. */
        @Param("20000")
        public int people = 20_000;

        LookUpWorld world = LookUpBenchmark.unset();

        /** Called by the harness. */
        @Setup
        public void build() {
            world = LookUpWorld.on(new InMemoryStore(new TestClock()), eligibilities, people);
        }
    }

    /** CEL's. */
    @State(Scope.Benchmark)
    public static class Cel {

        /** The catalogue's size. */
        @Param("1000")
        public int eligibilities = 1000;

        /** How many ask in turn. */
        @Param("20000")
        public int people = 20_000;

        CelRules rules = LookUpBenchmark.unset();

        /** Called by the harness. */
        @Setup
        public void build() {
            rules = new CelRules(eligibilities, LookUpWorld.askers(eligibilities, people));
        }
    }

    /** The harness calls the setup before anything else. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T unset() {
        return null;
    }

    /** What may I ask for. */
    @Benchmark
    public Object offers(Ours ours) {
        return ours.world.offers();
    }

    /** Does this request pass. */
    @Benchmark
    public Object explain(Ours ours) {
        return ours.world.explain();
    }

    /** What may I ask for, one eligibility after the other. */
    @Benchmark
    public Object offersByCel(Cel cel) {
        return cel.rules.offers();
    }

    /** Does this request pass, one eligibility after the other. */
    @Benchmark
    public Object explainByCel(Cel cel) {
        return cel.rules.explain();
    }

    /** Does this request pass, the eligibility being found already. */
    @Benchmark
    public Object explainOneByCel(Cel cel) {
        return cel.rules.explainOne();
    }
}
