package io.jitaccess.jdbc.baddays;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.jitaccess.JitAccess;
import io.jitaccess.audit.AuditAction;
import io.jitaccess.catalogue.ProgrammaticSource;
import io.jitaccess.directory.CachedDirectory;
import io.jitaccess.jdbc.JdbcStore;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.Channel;
import io.jitaccess.spi.Notification;
import io.jitaccess.spi.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A node in a process of its own, with its users. It says on its standard output what was done, takes {@code quiet} and
 * {@code stop} on its standard input, and ends at once when that ends, because then whoever started it is gone.
 */
public final class NodeMain {

    private final NodeOptions options;
    private final List<Users> users = new ArrayList<>();
    private volatile @Nullable JitAccess library;

    private NodeMain(NodeOptions options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws IOException {
        new NodeMain(NodeOptions.of(arguments)).run();
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private void run() throws IOException {
        Truth truth = new Truth(pool(options.truth(), 8));
        JitAccess jit = library(truth);
        library = jit;
        jit.start();
        say("STARTED clock " + Clock.systemUTC().millis());
        for (int user = 0; user < options.users(); user++) {
            Users one = new Users(jit, truth, options.seed() * 31 + user, options.pace(), NodeMain::say);
            users.add(one);
            Thread thread = new Thread(one, "user-" + user);
            thread.setDaemon(true);
            thread.start();
        }
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            users.forEach(Users::stop);
            if (command.equals("stop")) {
                jit.close();
                say("STOPPED");
                Runtime.getRuntime().halt(0);
            }
        }
        Runtime.getRuntime().halt(1);
    }

    /** Ends the library in order, as another thread, and then the process: nobody would converge what its users still do. */
    private void end() {
        JitAccess jit = library;
        if (jit != null) {
            new Thread(
                            () -> {
                                jit.close();
                                // a delivery that was cut off is still written down
                                Until.rest(Duration.ofSeconds(3));
                                Runtime.getRuntime().halt(0);
                            },
                            "end")
                    .start();
        }
    }

    private JitAccess library(Truth truth) {
        FaultScript script =
                new FaultScript(options.seed(), options.name(), options.faults(), options.slow(), NodeMain::say);
        HikariDataSource pool = pool(options.store(), 10);
        Store store =
                JdbcStore.builder(pool).statementTimeout(Duration.ofSeconds(8)).build();
        List<AccessProvider> providers = List.of(
                new SoloProvider(truth, options.name(), script), new BulkProvider(truth, options.name(), script));
        Optional<CrashPoints> points =
                options.crashAt().map(point -> new CrashPoints(point, Path.of(options.crashFile())));
        var builder = JitAccess.builder()
                .store(points.map(crash -> crash.around(store)).orElse(store))
                .directory(CachedDirectory.builder(Company.directory())
                        .age(Duration.ofSeconds(1))
                        .decisionAge(Duration.ofSeconds(1))
                        .clock(Clock.offset(Clock.systemUTC(), options.clock()))
                        .build())
                .channel(new Log(
                        options.crashAt()
                                .filter(point -> point.contains("outbox.release"))
                                .map(point -> pool),
                        this::end))
                .eligibilities(new ProgrammaticSource("company", Company.catalogue(0)))
                .settings(Company.settings());
        for (AccessProvider provider : providers) {
            builder.provider(points.map(crash -> crash.around(provider)).orElse(provider));
        }
        return builder.build();
    }

    private static HikariDataSource pool(String url, int most) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(most);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(3_000);
        config.setInitializationFailTimeout(15_000);
        return new HikariDataSource(config);
    }

    /** A channel that fails now and then. */
    private static final class Log implements Channel {

        /** What was taken together has one lease, and is delivered in the order of the numbers. */
        private static final String MORE_OF_THE_BATCH = "select count(*) from jit_outbox one join jit_outbox more"
                + " on more.channel = one.channel and more.lease_until = one.lease_until and more.number > one.number"
                + " where one.channel = 'log' and one.event_id = ?";

        private final AtomicInteger number = new AtomicInteger();
        private final Optional<? extends DataSource> stopsInMidBatch;
        private final Runnable stop;

        /** @param stopsInMidBatch where the outbox is, for a node that has to be stopped while more of a batch is left */
        Log(Optional<? extends DataSource> stopsInMidBatch, Runnable stop) {
            this.stopsInMidBatch = stopsInMidBatch;
            this.stop = stop;
        }

        @Override
        public String name() {
            return "log";
        }

        @Override
        public boolean wants(AuditAction action) {
            return action == AuditAction.GRANT_ACTIVE || action == AuditAction.GRANT_ENDED;
        }

        @Override
        public Delivery deliver(Notification notification) {
            int nth = number.incrementAndGet();
            stopsInMidBatch.ifPresent(outbox -> {
                if (Truth.query(
                                        outbox,
                                        MORE_OF_THE_BATCH,
                                        rows -> rows.getLong(1),
                                        notification.event().id().value())
                                .get(0)
                        > 0) {
                    stop.run();
                    // the stop comes while this delivery lasts
                    Until.rest(Duration.ofSeconds(6));
                } else {
                    // meanwhile what waits becomes more than one
                    Until.rest(Duration.ofMillis(400));
                }
            });
            return nth % 5 == 1 ? Delivery.failed("on purpose") : Delivery.delivered();
        }
    }
}
