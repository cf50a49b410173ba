package io.jitaccess.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.jitaccess.spi.AccessProvider;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Shows that the contract test sees what it is there to see: each of its tests fails on a provider broken for it. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class AccessProviderContractSelfTest {

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    @BeforeEach
    void hush() {
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    }

    @AfterEach
    void speak() {
        System.setOut(out);
        System.setErr(err);
    }

    @Test
    void aProviderWithEveryAbilityPasses() {
        Run run = run(BrokenProviderContract.class, Map.of());

        assertThat(run.failures()).isEmpty();
        assertThat(run.passed()).hasSizeGreaterThan(50);
    }

    static Stream<Arguments> breaks() {
        List<Break> all = Break.all();
        return IntStream.range(0, all.size()).mapToObj(number -> Arguments.of(all.get(number), number));
    }

    @ParameterizedTest(name = "a provider that {0}")
    @MethodSource("breaks")
    void isSeenByTheTestThatNamesTheInvariant(Break broken, int number) {
        Run run = run(
                BrokenProviderContract.class,
                Map.of(BrokenProviderContract.NUMBER, "" + number),
                test -> FilterResult.includedIf(
                        !test.isTest() || broken.seenBy().contains(test.getDisplayName())));

        broken.seenBy()
                .forEach(test -> assertThat(run.failures())
                        .hasEntrySatisfying(
                                test,
                                message -> assertThat(message)
                                        .startsWith(test + " - BROKEN:")
                                        .contains("expected ")
                                        .contains(", saw ")));
    }

    @Test
    void everyTestOfTheContractHasBeenSeenToFail() {
        Set<String> seen = Break.all().stream()
                .map(Break::seenBy)
                .flatMap(List::stream)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(seen)
                .isEqualTo(new TreeSet<>(
                        run(BrokenProviderContract.class, Map.of()).passed()));
    }

    @Test
    void aBareEnvironmentIsToldWhatWasNotRun() {
        Run run = run(BareContract.class, Map.of());

        assertThat(run.failures()).isEmpty();
        assertThat(run.notRun())
                .contains(
                        "Invariant 15: without access no credential works - it issues no credentials",
                        "Invariant 3: sessions end after a revoke, or the answer says when - it ends no sessions",
                        "Invariant 12: one bad change of a batch fails alone - it has no batches",
                        "Invariant 6: two spellings of an access have one target key, two accesses two"
                                + " - kind group: the sample names no other spelling",
                        "Invariant 14: an interrupted call ends within its time-out"
                                + " - this environment can bring about [] of [HANG]",
                        "Invariant 3: access ends by itself at its end"
                                + " - kind timed: its shortest access lasts PT5M1S, and this environment cannot move time");
    }

    /** A provider without abilities in an environment that can do no more than it must. */
    static class BareContract extends FakeProviderContractTest {

        private final FakeProvider few = FakeProvider.builder(fake.cloud)
                .kinds(FakeKind.group(), FakeKind.timed().withLimits(Duration.ofMinutes(5), Duration.ofHours(1)))
                .build();

        BareContract() {
            few.hasNoAccount(fake.stranger().id());
        }

        @Override
        protected AccessProvider provider() {
            return few.plain();
        }

        @Override
        protected List<KindSample> samples() {
            return List.of(
                    KindSample.of(few.to("group", "contract/payments"), few.to("group", "contract/orders")),
                    KindSample.of(few.to("timed", "contract/payments"), few.to("timed", "contract/orders")));
        }

        @Override
        protected Optional<Consumer<Duration>> advance() {
            return Optional.empty();
        }

        @Override
        protected Optional<ProviderUse> use() {
            return Optional.empty();
        }

        @Override
        protected Optional<ProviderFaults> faults() {
            return Optional.empty();
        }
    }

    private record Run(Set<String> passed, Map<String, String> failures, Set<String> notRun) {}

    private static Run run(Class<?> contract, Map<String, String> parameters, PostDiscoveryFilter... only) {
        Run run = new Run(ConcurrentHashMap.newKeySet(), new TreeMap<>(), ConcurrentHashMap.newKeySet());
        LauncherFactory.create(LauncherConfig.builder()
                        .enableLauncherSessionListenerAutoRegistration(false)
                        .enableTestExecutionListenerAutoRegistration(false)
                        .build())
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(contract))
                                .filters(only)
                                .filters(EngineFilter.includeEngines("junit-jupiter"))
                                .configurationParameters(parameters)
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
                                    if (test.isTest()) {
                                        run.passed().add(test.getDisplayName());
                                    }
                                } else {
                                    run.failures()
                                            .put(
                                                    test.getDisplayName(),
                                                    result.getThrowable()
                                                            .map(Throwable::getMessage)
                                                            .orElse(""));
                                }
                            }

                            @Override
                            public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
                                Optional.ofNullable(entry.getKeyValuePairs().get(AccessProviderContract.NOT_RUN))
                                        .ifPresent(run.notRun()::add);
                            }
                        });
        return run;
    }
}
