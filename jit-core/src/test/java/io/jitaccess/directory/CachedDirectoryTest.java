package io.jitaccess.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.logging.CapturedLog;
import io.jitaccess.spi.Directory;
import io.jitaccess.spi.Lookup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CachedDirectoryTest {

    private static final IdentityId ADA = new IdentityId("ada");
    private static final GroupId DBA = new GroupId("dba");
    private static final Lookup<Optional<Identity>> FOUND = Lookup.known(Optional.of(Somebody.active("ada")));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T09:30:00Z"));
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicReference<Supplier<Lookup<Optional<Identity>>>> answer = new AtomicReference<>(() -> FOUND);
    private final AtomicReference<Set<IdentityId>> members = new AtomicReference<>(Set.of(ADA));
    private final AtomicReference<String> askedEmail = new AtomicReference<>("");

    /** For answers that do not come until the test is over. */
    private final CountDownLatch over = new CountDownLatch(1);

    private final Directory source = new Directory() {
        @Override
        public Lookup<Optional<Identity>> find(IdentityId id) {
            calls.incrementAndGet();
            return answer.get().get();
        }

        @Override
        public Lookup<Optional<Identity>> findByEmail(String email) {
            askedEmail.set(email);
            return find(ADA);
        }

        @Override
        public Lookup<Optional<Set<IdentityId>>> members(GroupId group, int atMost) {
            calls.incrementAndGet();
            return Lookup.known(Optional.of(members.get()));
        }
    };

    private CachedDirectoryBuilder cached() {
        return CachedDirectory.builder(source).clock(now::get).timeout(Duration.ofSeconds(45));
    }

    private CachedDirectory cachedFor(Duration age, Duration decisionAge) {
        return cached().age(age).decisionAge(decisionAge).build();
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private static String unknown(Lookup<?> lookup) {
        return lookup.fold(known -> "known: " + known, message -> message);
    }

    private Lookup<Optional<Identity>> hang() {
        boolean interrupted = false;
        while (true) {
            try {
                over.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return FOUND;
    }

    private static void askUntil(BooleanSupplier holds, Runnable step) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not in time").isLessThan(end);
            step.run();
        }
    }

    @AfterEach
    void release() {
        over.countDown();
    }

    @Test
    void anAnswerIsRememberedUntilItIsTooOld() {
        CachedDirectory directory = cachedFor(Duration.ofSeconds(60), Duration.ofSeconds(30));

        assertThat(directory.find(ADA)).isEqualTo(FOUND);
        pass(Duration.ofSeconds(60));
        assertThat(directory.find(ADA)).isEqualTo(FOUND);
        assertThat(calls).hasValue(1);
        pass(Duration.ofMillis(1));
        assertThat(directory.find(ADA)).isEqualTo(FOUND);
        assertThat(calls).hasValue(2);
    }

    @Test
    void thatThereIsNobodyIsRememberedToo() {
        answer.set(() -> Lookup.known(Optional.empty()));
        CachedDirectory directory = cached().build();

        directory.find(ADA);
        assertThat(directory.find(ADA)).isEqualTo(Lookup.known(Optional.empty()));
        assertThat(calls).hasValue(1);
    }

    @Test
    void eachQuestionHasItsOwnAnswer() {
        CachedDirectory directory = cached().build();

        directory.find(ADA);
        directory.find(new IdentityId("bob"));
        directory.findByEmail("ada");
        directory.members(DBA, 10);
        directory.members(DBA, 11);
        directory.members(new GroupId("ops"), 10);

        assertThat(calls).hasValue(6);
        assertThat(directory.members(DBA, 10)).isEqualTo(Lookup.known(Optional.of(Set.of(ADA))));
        assertThat(calls).hasValue(6);
    }

    @Test
    void ageZeroAsksEachTime() {
        CachedDirectory directory = cachedFor(Duration.ZERO, Duration.ofSeconds(30));

        directory.find(ADA);
        directory.find(ADA);
        directory.fresh().find(ADA);

        assertThat(calls).hasValue(3);
    }

    @Test
    void decisionsGetYoungerAnswersAndEverybodyLearnsFromThem() {
        CachedDirectory directory = cachedFor(Duration.ofSeconds(60), Duration.ofSeconds(30));
        directory.find(ADA);
        pass(Duration.ofSeconds(30));
        directory.fresh().find(ADA);
        assertThat(calls).hasValue(1);

        pass(Duration.ofMillis(1));
        Lookup<Optional<Identity>> changed = Lookup.known(Optional.of(Somebody.disabled("ada")));
        answer.set(() -> changed);

        assertThat(directory.find(ADA)).isEqualTo(FOUND);
        assertThat(directory.fresh().find(ADA)).isEqualTo(changed);
        assertThat(directory.find(ADA)).isEqualTo(changed);
        assertThat(calls).hasValue(2);
    }

    @Test
    void decisionsNeverGetOlderAnswersThanEverybody() {
        CachedDirectory directory = cachedFor(Duration.ofSeconds(10), Duration.ofSeconds(60));
        directory.fresh().find(ADA);

        pass(Duration.ofSeconds(11));
        directory.fresh().find(ADA);

        assertThat(calls).hasValue(2);
    }

    @Test
    void decisionAgeZeroAsksForEachDecision() {
        CachedDirectory directory = cachedFor(Duration.ofSeconds(60), Duration.ZERO);

        directory.fresh().find(ADA);
        directory.fresh().find(ADA);
        directory.find(ADA);

        assertThat(calls).hasValue(2);
    }

    @Test
    void aClockThatIsSetBackProlongsNothing() {
        CachedDirectory directory = cached().build();
        directory.find(ADA);

        pass(Duration.ofSeconds(-1));
        directory.find(ADA);

        assertThat(calls).hasValue(2);
    }

    @Test
    void aClockThatStandsStillProlongsNothing() {
        CachedDirectory directory = cachedFor(Duration.ofHours(1), Duration.ofMillis(20));
        long began = System.nanoTime();

        askUntil(() -> calls.get() == 2, () -> directory.fresh().find(ADA));

        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
    }

    @Test
    void ageCountsFromTheQuestionNotFromTheAnswer() {
        answer.set(() -> {
            pass(Duration.ofSeconds(61));
            return FOUND;
        });
        CachedDirectory directory = cachedFor(Duration.ofSeconds(60), Duration.ofSeconds(30));

        directory.find(ADA);
        directory.find(ADA);

        assertThat(calls).hasValue(2);
    }

    @Test
    void unknownIsNeverRemembered() {
        CachedDirectory directory = cached().build();
        answer.set(() -> Lookup.unknown("on strike"));

        assertThat(unknown(directory.find(ADA))).isEqualTo("on strike");
        answer.set(() -> FOUND);

        assertThat(directory.find(ADA)).isEqualTo(FOUND);
    }

    @Test
    void whateverADirectoryThrowsIsUnknownAndItsMessageIsNotRepeated() {
        CachedDirectory directory = cached().build();

        answer.set(() -> {
            throw new IllegalStateException("bind failed, password canary");
        });
        assertThat(unknown(directory.find(ADA))).isEqualTo("the directory failed: java.lang.IllegalStateException");
        answer.set(() -> {
            throw new NoClassDefFoundError("vendor/Ldap");
        });
        assertThat(unknown(directory.find(ADA))).isEqualTo("the directory failed: java.lang.NoClassDefFoundError");
        answer.set(() -> FOUND);

        assertThat(directory.find(ADA)).isEqualTo(FOUND);
    }

    @Test
    void whoAsksWhatIsBeingAskedSharesTheAnswer() throws Exception {
        answer.set(this::hang);
        CachedDirectory directory = cached().build();
        List<CompletableFuture<Lookup<Optional<Identity>>>> askers = IntStream.range(0, 4)
                .mapToObj(i -> inAThreadThatWaits(() -> directory.find(ADA)))
                .toList();

        over.countDown();

        for (CompletableFuture<Lookup<Optional<Identity>>> asker : askers) {
            assertThat(asker.get(60, TimeUnit.SECONDS)).isEqualTo(FOUND);
        }
        assertThat(calls).hasValue(1);
    }

    @Test
    void whoMustNotShareAnAnswerAsksAnew() throws Exception {
        answer.set(this::hang);
        CachedDirectory directory = cachedFor(Duration.ofSeconds(60), Duration.ZERO);
        CompletableFuture<Lookup<Optional<Identity>>> first = inAThreadThatWaits(() -> directory.find(ADA));
        CompletableFuture<Lookup<Optional<Identity>>> second =
                inAThreadThatWaits(() -> directory.fresh().find(ADA));

        over.countDown();

        assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo(FOUND);
        assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo(FOUND);
        assertThat(calls).hasValue(2);
    }

    private static <T> CompletableFuture<T> inAThreadThatWaits(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> result.complete(work.get()));
        thread.start();
        askUntil(() -> thread.getState() == Thread.State.TIMED_WAITING, Thread::onSpinWait);
        return result;
    }

    @Test
    void aDirectoryThatHangsIsUnknownInTimeAndHoldsSoManyThreadsAndNoMore() {
        answer.set(this::hang);
        CachedDirectory directory =
                cached().timeout(Duration.ofMillis(20)).threads(3).build();

        for (int i = 0; i < 30; i++) {
            assertThat(unknown(directory.find(new IdentityId("id" + i))))
                    .isEqualTo("the directory gave no answer within PT0.02S");
        }

        assertThat(calls).hasValue(3);
        over.countDown();
        answer.set(() -> FOUND);
        askUntil(() -> directory.find(ADA).equals(FOUND), Thread::onSpinWait);
        assertThat(calls.get()).isLessThan(30);
    }

    @Test
    void aQuestionThatIsGivenUpIsInterrupted() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        answer.set(() -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return FOUND;
        });
        CachedDirectory directory =
                cached().timeout(Duration.ofMillis(20)).threads(1).build();

        directory.find(ADA);

        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        answer.set(() -> FOUND);
        askUntil(() -> directory.find(ADA).equals(FOUND), Thread::onSpinWait);
    }

    @Test
    void whoWouldWaitBehindAThousandIsToldAtOnce() {
        answer.set(this::hang);
        CachedDirectory directory =
                cached().timeout(Duration.ofMillis(1)).threads(1).build();
        String message = "";
        // a slow machine may give a question up before it is in the queue
        for (int i = 0; i < 2000 && !message.startsWith("too many"); i++) {
            message = unknown(directory.find(new IdentityId("id" + i)));
        }

        assertThat(message).isEqualTo("too many questions wait for the directory");
        assertThat(calls.get()).isLessThanOrEqualTo(1);
    }

    @Test
    void onlySoMuchIsRemembered() {
        CachedDirectory directory = cached().size(10).build();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100; i++) {
                directory.find(new IdentityId("id" + i));
            }
        }

        assertThat(calls.get()).isGreaterThan(180);
    }

    @Test
    void anAnswerCountsWithAllThatItHolds() throws InterruptedException {
        CachedDirectory directory = cached().size(500).build();
        directory.members(DBA, 1000);
        directory.members(DBA, 1000);
        assertThat(calls).hasValue(1);

        members.set(
                IntStream.range(0, 1000).mapToObj(i -> new IdentityId("id" + i)).collect(Collectors.toSet()));
        GroupId all = new GroupId("all");

        // weighed by the thread that asked, a moment after the answer
        int before = calls.get();
        askUntil(() -> calls.get() == before + 2, () -> directory.members(all, 1000));
    }

    @Test
    void anEmailIsAskedForInLowerCaseAndOneOfAbsurdLengthNotAtAll() {
        CachedDirectory directory = cached().build();

        directory.findByEmail("Ada@Example.com");
        directory.findByEmail("ADA@example.COM");
        assertThat(askedEmail).hasValue("ada@example.com");
        assertThat(calls).hasValue(1);

        assertThat(directory.findByEmail("a".repeat(321))).isEqualTo(Lookup.known(Optional.empty()));
        assertThat(calls).hasValue(1);
    }

    @Test
    void anInterruptedCallerIsToldUnknownAndStaysInterrupted() {
        answer.set(this::hang);
        CachedDirectory directory = cached().build();
        Thread.currentThread().interrupt();

        String message = unknown(directory.find(ADA));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(message).isEqualTo("interrupted while asking the directory");
    }

    @Test
    void afterCloseWhatIsNotRememberedIsUnknown() {
        CachedDirectory directory = cached().build();
        directory.find(ADA);

        directory.close();
        directory.close();

        assertThat(directory.find(ADA)).isEqualTo(FOUND);
        assertThat(directory.find(new IdentityId("bob"))).isInstanceOf(Lookup.Unknown.class);
    }

    @Test
    void silenceIsLoggedOnceAMinuteHoweverManyAsk() {
        answer.set(() -> Lookup.unknown("on strike"));
        CachedDirectory directory = cached().build();
        try (CapturedLog log = CapturedLog.begin()) {
            for (int i = 0; i < 20; i++) {
                directory.find(ADA);
            }

            assertThat(log.lines("WARN"))
                    .containsExactly("WARN io.jitaccess.directory.CachedDirectory the directory gives no answer"
                            + " (times: 1), what needs it is refused: on strike");
        }
    }

    @Test
    void everythingThatIsOutOfRangeIsToldAtOnce() {
        CachedDirectoryBuilder builder = cached().age(Duration.ofDays(2))
                .decisionAge(Duration.ofMinutes(16))
                .timeout(Duration.ZERO)
                .size(0)
                .threads(257);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("age must be PT0S to PT24H, not PT48H; decisionAge must be PT0S to PT15M, not PT16M;"
                        + " timeout must be PT0.001S to PT1M, not PT0S; size must be 1 to 100000000, not 0;"
                        + " threads must be 1 to 256, not 257");
    }
}
