package io.jitaccess.benchmarks;

import io.jitaccess.JitAccess;
import io.jitaccess.Settings;
import io.jitaccess.benchmarks.BenchPostgres.Base;
import io.jitaccess.benchmarks.CountingSockets.Traffic;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.jdbc.JdbcStore;
import io.jitaccess.request.AccessRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** The round trips of each step of a life cycle, by one thread with nothing else running: a count, whatever the machine. */
final class RoundTrips {

    private static final int LIVES = 20;

    private final Base base;
    private final Map<String, Traffic> steps = new LinkedHashMap<>();

    private RoundTrips(Base base) {
        this.base = base;
    }

    static void print(Report report, BenchPostgres postgres) throws Exception {
        try (Base base = postgres.newStore(4)) {
            RoundTrips counted = new RoundTrips(base);
            JitAccess jit = Sample.node(
                    JdbcStore.builder(base.source()).build(),
                    new Crowd(),
                    InstantProvider.empty(),
                    1,
                    Settings.DEFAULTS.lease());
            jit.administration().activate(Company.ROOT, Company.forEverybody(1)).orElseThrow();
            jit.runDue();
            for (int i = 0; i < LIVES; i++) {
                counted.live(jit, new IdentityId("p" + i));
            }
            List<List<String>> rows = new ArrayList<>();
            counted.steps.forEach((step, traffic) -> rows.add(List.of(
                    step,
                    Rounds.format((double) traffic.roundTrips() / LIVES),
                    Rounds.format((double) traffic.sent() / LIVES),
                    Rounds.format((double) traffic.received() / LIVES))));
            report.line(
                    "Each step by itself: one thread that drives the node by hand, average of " + LIVES
                            + " life cycles. The node's passes have the polling of everything that a node looks after in them.");
            report.table(List.of("step", "round trips", "bytes sent", "bytes received"), rows);
        }
    }

    private void live(JitAccess jit, IdentityId person) throws Exception {
        AccessRequest asked = count("request", () -> Sample.ask(jit, person, 0));
        GrantId grant = count("decide", () -> Sample.approve(jit, asked));
        pass("a pass of the node: assign, verify", jit);
        pass("a pass with nothing to do", jit);
        count("whenActive", () -> jit.grants().whenActive(grant).join());
        count("release", () -> jit.grants().release(person, grant, "").orElseThrow());
        pass("a pass of the node: revoke, verify", jit);
        count("whenEnded", () -> jit.grants().whenEnded(grant).join());
    }

    private void pass(String step, JitAccess jit) throws Exception {
        count(step, () -> {
            jit.runDue();
            return true;
        });
    }

    private <T> T count(String step, Callable<T> work) throws Exception {
        Traffic before = base.traffic();
        T result = work.call();
        steps.merge(step, base.traffic().since(before), Traffic::plus);
        return result;
    }
}
