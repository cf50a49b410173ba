package io.jitaccess.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.identity.Actor;
import io.jitaccess.spi.Channel;
import io.jitaccess.spi.Channel.Delivery;
import io.jitaccess.spi.Notification;
import io.jitaccess.spi.store.OutboxStore;
import io.jitaccess.spi.store.UnitOfWork;
import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class CourierTest {

    private static final Duration FIRST_RETRY = Duration.ofMillis(20);
    private static final Courier.Pace PACE =
            new Courier.Pace(Duration.ofMillis(20), Duration.ofMinutes(5), FIRST_RETRY, Duration.ofHours(1));

    private final TestClock clock = new TestClock();
    private final WatchedStore store = new WatchedStore(clock);
    private final List<Courier> started = new ArrayList<>();

    /** For channels that hang until the test is over. */
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void stopAll() {
        over.countDown();
        started.forEach(courier -> courier.close(Duration.ofSeconds(20)));
    }

    private Courier start(Courier.Pace pace, Channel... channels) {
        Courier courier = new Courier(store, List.of(channels), pace);
        started.add(courier);
        courier.start();
        return courier;
    }

    private List<AuditEvent> enqueue(int count, String... channels) {
        List<AuditEvent> events = IntStream.range(0, count)
                .mapToObj(i -> AuditEvent.of(clock.now(), AuditAction.GRANT_ACTIVE, Actor.SYSTEM))
                .toList();
        store.separately(unit -> {
            unit.audit().append(events);
            for (AuditEvent event : events) {
                for (String channel : channels) {
                    unit.outbox().enqueue(channel, new Notification(event, Set.of(), Set.of()));
                }
            }
            return events;
        });
        return events;
    }

    private static boolean isEmpty(UnitOfWork unit, String channel) {
        return unit.outbox().waiting(channel, 1) == 0;
    }

    private boolean isDue(UnitOfWork unit, Instant at) {
        return unit.outbox().nextDue("mail").equals(Optional.of(at));
    }

    /** The pause until the next try, once the entry that was taken is back. */
    private Duration nextPause() throws InterruptedException {
        Instant now = clock.now();
        store.await(unit -> unit.outbox()
                .nextDue("mail")
                .filter(at -> at.isBefore(now.plus(PACE.lease())) && at.isAfter(now))
                .isPresent());
        return Duration.between(
                now, store.separately(unit -> unit.outbox().nextDue("mail").orElseThrow()));
    }

    @Test
    void whatWasEnqueuedIsDeliveredOnceToEachChannelAndRemoved() throws InterruptedException {
        ScriptedChannel mail = ScriptedChannel.well("mail");
        ScriptedChannel chat = ScriptedChannel.well("chat");
        Courier courier = start(PACE, mail, chat);

        List<AuditEvent> events = enqueue(30, "mail", "chat");

        store.await(unit -> isEmpty(unit, "mail") && isEmpty(unit, "chat"));
        assertThat(mail.given).containsExactlyInAnyOrderElementsOf(events);
        assertThat(chat.given).containsExactlyInAnyOrderElementsOf(events);
        assertThat(courier.waiting(100)).isEqualTo(Map.of("mail", 0L, "chat", 0L));
    }

    @Test
    void aWakeDeliversWithoutWaitingForThePoll() throws InterruptedException {
        ScriptedChannel mail = ScriptedChannel.well("mail");
        Courier courier = start(
                new Courier.Pace(Duration.ofMinutes(1), Duration.ofMinutes(5), FIRST_RETRY, Duration.ofHours(1)), mail);
        enqueue(1, "mail");
        courier.wake();
        mail.next();

        store.separately(unit -> {
            unit.afterCommit(courier::wake);
            AuditEvent event = AuditEvent.of(unit.now(), AuditAction.GRANT_ENDED, Actor.SYSTEM);
            unit.audit().append(List.of(event));
            unit.outbox().enqueue("mail", new Notification(event, Set.of(), Set.of()));
            return event;
        });

        assertThat(mail.next().action()).isEqualTo(AuditAction.GRANT_ENDED);
    }

    @Test
    void aChannelThatHangsDelaysNoOther() throws InterruptedException {
        ScriptedChannel sick = new ScriptedChannel("sick", event -> {
            over.await();
            return Delivery.delivered();
        });
        ScriptedChannel mail = ScriptedChannel.well("mail");
        Courier courier = start(PACE, sick, mail);

        enqueue(20, "sick", "mail");

        store.await(unit -> isEmpty(unit, "mail"));
        assertThat(sick.given).hasSizeLessThanOrEqualTo(1);
        assertThat(courier.waiting(10)).isEqualTo(Map.of("sick", 10L, "mail", 0L));
    }

    @Test
    void whateverAChannelThrowsOnlyMakesItTryAgain() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        ScriptedChannel mail = new ScriptedChannel("mail", event -> {
            switch (calls.incrementAndGet()) {
                case 1 -> throw new NoClassDefFoundError("vendor/Sdk");
                case 2 -> throw new IllegalStateException("not now");
                case 3 -> throw new StackOverflowError();
                case 4 -> throw new AssertionError("never");
                default -> {
                    return Delivery.delivered();
                }
            }
        });
        start(PACE, mail);
        AuditEvent event = enqueue(1, "mail").get(0);

        for (int failures = 1; failures <= 4; failures++) {
            assertThat(mail.next()).isEqualTo(event);
            nextPause();
            clock.advance(Duration.ofHours(1));
        }

        store.await(unit -> isEmpty(unit, "mail"));
        assertThat(mail.next()).isEqualTo(event);
    }

    @Test
    void onePoisonousEventHoldsUpNoOther() throws InterruptedException {
        List<AuditEvent> events = new ArrayList<>();
        ScriptedChannel mail = new ScriptedChannel(
                "mail",
                event -> event.equals(events.get(0)) ? Delivery.failed("cannot say that") : Delivery.delivered());
        events.addAll(enqueue(10, "mail"));

        start(PACE, mail);

        store.await(unit -> unit.outbox().waiting("mail", 10) == 1);
        assertThat(Set.copyOf(mail.given)).containsExactlyInAnyOrderElementsOf(events);
    }

    @Test
    void triesAreFurtherAndFurtherApartUpToTheLongestPause() throws InterruptedException {
        ScriptedChannel mail = new ScriptedChannel("mail", event -> Delivery.failed("still sick"));
        Courier.Pace pace = new Courier.Pace(PACE.poll(), PACE.lease(), Duration.ofMillis(20), Duration.ofMillis(200));
        start(pace, mail);
        enqueue(1, "mail");

        List<Integer> nominal = List.of(20, 40, 80, 160, 200, 200);
        for (int failures = 1; failures <= nominal.size(); failures++) {
            mail.next();
            Duration longest = Duration.ofMillis(nominal.get(failures - 1));
            assertThat(nextPause()).isBetween(longest.dividedBy(2), longest);
            clock.advance(longest);
        }
    }

    @Test
    void aChannelsWishToWaitIsKeptUpToADay() throws InterruptedException {
        List<Duration> wishes =
                new ArrayList<>(List.of(Duration.ofMinutes(30), Duration.ofDays(30), Duration.ofSeconds(-1)));
        ScriptedChannel mail =
                new ScriptedChannel("mail", event -> new Delivery.Failed("not now", Optional.of(wishes.remove(0))));
        Instant first = clock.now();
        start(PACE, mail);
        enqueue(1, "mail");

        mail.next();
        store.await(unit -> isDue(unit, first.plus(Duration.ofMinutes(30))));
        Instant second = clock.advance(Duration.ofMinutes(30));

        mail.next();
        store.await(unit -> isDue(unit, second.plus(Duration.ofDays(1))));
        clock.advance(Duration.ofDays(1));

        mail.next();
        assertThat(nextPause()).isPositive();
    }

    @Test
    void anOutageOfTheStoreIsSurvived() throws InterruptedException {
        ScriptedChannel mail = ScriptedChannel.well("mail");
        List<AuditEvent> events = enqueue(5, "mail");
        store.failNext(4);

        start(PACE, mail);

        store.awaitRefusals(4);
        store.await(unit -> isEmpty(unit, "mail"));
        assertThat(mail.given).containsExactlyInAnyOrderElementsOf(events);
    }

    @Test
    void whatWasDeliveredDuringAnOutageIsNotDeliveredAgain() throws InterruptedException {
        ScriptedChannel mail = new ScriptedChannel("mail", event -> {
            store.failNext(3);
            return Delivery.delivered();
        });
        List<AuditEvent> events = enqueue(1, "mail");

        start(PACE, mail);

        store.await(unit -> isEmpty(unit, "mail"));
        assertThat(store.refused).hasValue(3);
        assertThat(mail.given).containsExactlyElementsOf(events);
    }

    @Test
    void anInterruptThatAChannelLeavesBehindDoesNotReachTheStore() throws InterruptedException {
        ScriptedChannel mail = new ScriptedChannel("mail", event -> {
            Thread.currentThread().interrupt();
            return Delivery.delivered();
        });
        start(PACE, mail);

        enqueue(8, "mail");

        store.await(unit -> isEmpty(unit, "mail"));
        assertThat(store.sawAnInterrupt).isFalse();
    }

    @Test
    void twoNodesShareTheWork() throws InterruptedException {
        List<AuditEvent> given = Collections.synchronizedList(new ArrayList<>());
        Channel[] nodes = new Channel[2];
        for (int node = 0; node < 2; node++) {
            nodes[node] = new ScriptedChannel("mail", event -> {
                given.add(event);
                return Delivery.delivered();
            });
        }
        List<AuditEvent> events = enqueue(300, "mail");

        start(PACE, nodes[0]);
        start(PACE, nodes[1]);

        store.await(unit -> isEmpty(unit, "mail"));
        assertThat(given).containsExactlyInAnyOrderElementsOf(events);
    }

    @Test
    void closingLetsARunningDeliveryFinishAndHandsTheRestBack() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        ScriptedChannel mail = new ScriptedChannel("mail", event -> {
            release.await();
            return Delivery.delivered();
        });
        enqueue(3, "mail");
        Courier courier = start(PACE, mail);
        mail.next();

        Thread closing = new Thread(() -> courier.close(Duration.ofMinutes(1)));
        closing.start();
        // it waits for the delivery by now, unless it is over already and the test fails below
        while (closing.isAlive() && closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        release.countDown();
        closing.join();

        assertThat(mail.given).isEmpty();
        assertThat(courier.waiting(10)).isEqualTo(Map.of("mail", 2L));
        store.await(unit -> isDue(unit, clock.now()));
        List<OutboxStore.Entry> back = store.separately(unit -> unit.outbox().lease("mail", 10, PACE.lease()));
        assertThat(back)
                .as("not tried is not failed")
                .extracting(OutboxStore.Entry::attempts)
                .containsExactly(0, 0);
    }

    @Test
    void closingWithoutGraceLosesNothing() throws InterruptedException {
        ScriptedChannel mail = new ScriptedChannel("mail", event -> {
            over.await();
            return Delivery.delivered();
        });
        enqueue(3, "mail");
        Courier courier = start(PACE, mail);
        mail.next();

        courier.close(Duration.ZERO);

        assertThat(courier.waiting(10)).isEqualTo(Map.of("mail", 3L));
        clock.advance(PACE.lease());
        ScriptedChannel next = ScriptedChannel.well("mail");
        start(PACE, next);
        store.await(unit -> isEmpty(unit, "mail"));
    }

    @Test
    void itStartsOnceAndNotAfterItWasClosed() {
        Courier courier = start(PACE, ScriptedChannel.well("mail"));
        assertThatThrownBy(courier::start).isInstanceOf(IllegalStateException.class);

        Courier closed = new Courier(store, List.of(ScriptedChannel.well("mail")), PACE);
        closed.close(Duration.ZERO);
        closed.close(Duration.ZERO);
        assertThatThrownBy(closed::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void everyChannelWithoutAProperNameOfItsOwnIsTold() {
        List<Channel> channels = List.of(
                ScriptedChannel.well("mail"),
                ScriptedChannel.well("mail"),
                ScriptedChannel.well("x".repeat(65)),
                ScriptedChannel.well("chat"));

        assertThatThrownBy(() -> new Courier(store, channels, PACE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("io.jitaccess.notify.ScriptedChannel: channel name must have 1 to 64 characters, has 65;"
                        + " two channels are called mail");
    }

    @Test
    void anImpossiblePaceIsRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new Courier.Pace(Duration.ZERO, second, second, second))
                .hasMessage("poll must be PT0.001S to PT1M, not PT0S");
        assertThatThrownBy(() -> new Courier.Pace(second, Duration.ZERO, second, second))
                .hasMessage("lease must be PT1S to PT1H, not PT0S");
        assertThatThrownBy(() -> new Courier.Pace(second, second, Duration.ZERO, second))
                .hasMessage("firstRetry must be PT0.001S to PT1H, not PT0S");
        assertThatThrownBy(() -> new Courier.Pace(second, second, second, Duration.ofMillis(999)))
                .hasMessage("longestRetry must be PT1S to PT24H, not PT0.999S");
    }
}
