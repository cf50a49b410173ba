package io.jitaccess.benchmarks;

import io.jitaccess.JitAccess;
import io.jitaccess.approval.ApprovalPolicy;
import io.jitaccess.approval.Condition;
import io.jitaccess.approval.PolicyId;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.DurationLimits;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.eligibility.ReasonRule;
import io.jitaccess.eligibility.Subjects;
import io.jitaccess.grant.EndReason;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.request.RequestDraft;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.testkit.store.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Many grants of three clouds that end within a minute, in few calls and within the clouds' quotas; and one by one. */
final class CloudTable implements Table {

    private static final Duration AHEAD = Duration.ofMinutes(30);
    private static final Duration READ_LAG = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofHours(4);
    private static final ApprovalPolicy POLICY = new ApprovalPolicy(
            new PolicyId("clouds"),
            List.of(new Rule("all", new Condition.Always(), new RuleOutcome.Automatic(LONGEST))));

    /** Makes the cloud, empty, in that time and for those people. */
    private interface Maker {
        Cloud make(FlowingTime time, List<String> mails);
    }

    /**
     * What it took.
     *
     * @param calls of the cloud by its names, and its refusals by its codes
     * @param seconds until nothing was left
     * @param failures calls of the provider that came to nothing and were made again
     */
    private record Took(Map<String, Double> calls, double seconds, long failures) {}

    @Override
    public void print(Options options, Report report, BenchPostgres postgres) throws Exception {
        int grants = options.number("clouds.grants", 1_000);
        int alone = options.number("clouds.one-by-one", 50);
        int spread = options.number("clouds.spread-seconds", 60);
        int atOnce = options.number("clouds.calls-at-once", 10);
        int projects = options.number("clouds.projects", 10);
        int accounts = options.number("clouds.accounts", 50);
        Duration read = Duration.ofMillis(options.number("clouds.gcp-read-ms", 150));
        Duration write = Duration.ofMillis(options.number("clouds.gcp-write-ms", 600));
        Duration answer = Duration.ofMillis(options.number("clouds.aws-answer-ms", 100));
        Duration operation = Duration.ofMillis(options.number("clouds.aws-operation-ms", 3_000));
        report.title(
                "Three clouds",
                String.format(
                        "%,d grants that end within %d s, %d calls at once, store in memory; one by one: measured on"
                                + " %d and multiplied",
                        grants, spread, atOnce, alone));
        Maker google = (time, mails) -> Cloud.google(time, projects, mails, read, write);
        Took ours = together(google, grants, spread, atOnce);
        report.line("Google Cloud, `iam-binding` on " + projects + " projects; a read of a policy takes "
                + read.toMillis() + " ms and a write " + write.toMillis()
                + " ms (target: at most 50 policy writes).");
        table(report, ours, oneByOne(google, grants, alone));
        Maker amazon = (time, mails) -> Cloud.amazon(time, accounts, mails, answer, operation);
        ours = together(amazon, grants, spread, atOnce);
        report.line("AWS, `account-assignment` on " + accounts + " accounts; an answer takes " + answer.toMillis()
                + " ms, an operation goes on for " + operation.toMillis()
                + " ms behind it; ten operations under way and 20 calls a second are let through"
                + " (target: no failed item).");
        table(report, ours, oneByOne(amazon, grants, alone));
        microsoft(options, report, grants, spread, atOnce, alone);
    }

    private static void microsoft(Options options, Report report, int grants, int spread, int atOnce, int alone)
            throws Exception {
        Duration read = Duration.ofMillis(options.number("clouds.entra-read-ms", 150));
        Duration write = Duration.ofMillis(options.number("clouds.entra-write-ms", 600));
        Maker microsoft = (time, mails) -> Cloud.microsoft(time, mails, read, write);
        Took ours = together(microsoft, grants, spread, atOnce);
        report.line(
                "Entra ID, `group-membership` in one group of one tenant; a call that reads takes " + read.toMillis()
                        + " ms, one that writes " + write.toMillis()
                        + " ms; 8,000 resource units in 10 s and 3,000 writes in 150 s are let through"
                        + " (target: at most 50 calls with writes).");
        table(report, ours, oneByOne(microsoft, grants, alone));
    }

    private static void table(Report report, Took ours, Took alone) {
        Set<String> names = new TreeSet<>(ours.calls().keySet());
        names.addAll(alone.calls().keySet());
        List<List<String>> rows = new ArrayList<>();
        for (String name : names) {
            rows.add(List.of(
                    "`" + name + "`",
                    text(ours.calls().get(name)),
                    text(alone.calls().get(name))));
        }
        rows.add(List.of("tries that failed and were made again", String.valueOf(ours.failures()), "0"));
        rows.add(List.of(
                "seconds from the first end until nothing is left",
                Rounds.format(ours.seconds()),
                Rounds.format(alone.seconds())));
        report.table(List.of("calls and refusals", "the library", "one by one"), rows);
    }

    private static String text(@org.jspecify.annotations.Nullable Double count) {
        return String.format("%,.0f", count == null ? 0 : count);
    }

    private static Took together(Maker maker, int grants, int spread, int atOnce) throws Exception {
        try (FlowingTime time = new FlowingTime();
                Cloud cloud = maker.make(time, mails(grants));
                JitAccess jit = JitAccess.builder()
                        .store(new InMemoryStore(time.clock()))
                        .directory(new Crowd())
                        .provider(cloud.provider())
                        .settings(Sample.settings(atOnce, Duration.ofMinutes(3)))
                        .build()) {
            jit.administration().activate(Company.ROOT, catalogue(cloud)).orElseThrow();
            jit.start();
            Instant first = time.clock().now().plus(AHEAD).truncatedTo(ChronoUnit.SECONDS);
            List<GrantId> all = new ArrayList<>();
            for (int i = 0; i < grants; i++) {
                Instant end = first.plusSeconds((long) i * spread / grants);
                all.add(ask(
                        jit, i, cloud.targets(), Duration.between(time.clock().now(), end)));
            }
            await(all.stream().map(jit.grants()::whenActive).toList());
            long before = failures(jit);
            time.skipTo(first.minusSeconds(2));
            cloud.inEarnest();
            List<CompletableFuture<Grant>> ended =
                    all.stream().map(jit.grants()::whenEnded).toList();
            Parallel.until("nothing left", Duration.ofMillis(20), Duration.ofHours(2), () -> cloud.left() == 0);
            double seconds = Duration.between(first, time.clock().now()).toMillis() / 1e3;
            // the absence has to hold for as long as reads may lag, from when the node has written that it removed it;
            // time skipped while calls are under way would take their leases from them
            Parallel.until("all ended", LOOK, Duration.ofMinutes(15), () -> {
                if (jit.status().providers().values().stream().allMatch(lane -> lane.inFlight() == 0)) {
                    time.skipTo(time.clock().now().plus(READ_LAG));
                }
                return ended.stream().allMatch(CompletableFuture::isDone);
            });
            for (Grant grant : await(ended)) {
                if (!grant.endReason().equals(Optional.of(EndReason.EXPIRED))) {
                    throw new IllegalStateException(grant.id() + " ended otherwise: " + grant.endReason());
                }
            }
            return new Took(times(cloud.takeCounts(), 1), seconds, failures(jit) - before);
        }
    }

    private static GrantId ask(JitAccess jit, int person, int targets, Duration duration) {
        return jit.requests()
                .request(
                        new IdentityId("p" + person),
                        RequestDraft.of(
                                Company.eligibilityId(person % targets),
                                duration.truncatedTo(ChronoUnit.SECONDS),
                                "a fault"))
                .orElseThrow()
                .grant()
                .orElseThrow();
    }

    private static List<Grant> await(List<CompletableFuture<Grant>> all) throws Exception {
        List<Grant> done = new ArrayList<>();
        for (CompletableFuture<Grant> one : all) {
            done.add(one.get(2, TimeUnit.HOURS));
        }
        return done;
    }

    private static long failures(JitAccess jit) {
        return jit.status().providers().values().stream()
                .mapToLong(lane -> lane.failures())
                .sum();
    }

    /** Each grant's access is looked at, removed and looked at again before the next one's turn. */
    private static Took oneByOne(Maker maker, int grants, int measured) throws Exception {
        try (FlowingTime time = new FlowingTime();
                Cloud cloud = maker.make(time, mails(measured))) {
            List<AccessRef> all =
                    IntStream.range(0, measured).mapToObj(cloud.putting()).toList();
            cloud.inEarnest();
            long start = System.nanoTime();
            for (AccessRef access : all) {
                cloud.provider().observe(access);
                ChangeOutcome outcome = cloud.provider().revoke(access);
                if (!(outcome instanceof ChangeOutcome.Done)) {
                    throw new IllegalStateException("one by one, and it failed: " + outcome);
                }
                cloud.provider().observe(access);
            }
            double times = (double) grants / measured;
            double seconds = Stopwatch.millisSince(start) / 1e3;
            return new Took(times(cloud.takeCounts(), times), seconds * times, 0);
        }
    }

    private static Map<String, Double> times(Map<String, Integer> counts, double factor) {
        Map<String, Double> all = new TreeMap<>();
        counts.forEach((name, count) -> all.put(name, count * factor));
        return all;
    }

    private static List<String> mails(int people) {
        return IntStream.range(0, people)
                .mapToObj(i -> "p" + i + "@example.org")
                .toList();
    }

    /** One eligibility for each project, account or group, for everybody, and approved at once. */
    private static Catalogue catalogue(Cloud cloud) {
        return new Catalogue(
                List.of(POLICY),
                IntStream.range(0, cloud.targets())
                        .mapToObj(target -> new Eligibility(
                                Company.eligibilityId(target),
                                "Debug " + target,
                                "",
                                Subjects.groups(Company.EVERYBODY),
                                Set.of(),
                                List.of(cloud.entitlements().apply(target)),
                                new DurationLimits(Duration.ofMinutes(5), LONGEST, LONGEST),
                                POLICY.id(),
                                ReasonRule.OPTIONAL,
                                false,
                                BundleMode.ALL_OR_NOTHING,
                                Duration.ofDays(7),
                                true,
                                Map.of()))
                        .toList());
    }
}
