package io.jitaccess.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.spi.Notification;
import io.jitaccess.spi.store.OutboxStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Notifications that wait. */
abstract class OutboxContract {

    private static final String MAIL = "mail'; --";
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final StoreContract contract;
    private final SampleRows rows = new SampleRows(12);

    OutboxContract(StoreContract contract) {
        this.contract = contract;
    }

    @Test
    void everyFieldOfANotificationSurvives() {
        List<Notification> notifications = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            notifications.add(enqueue(MAIL));
        }

        List<OutboxStore.Entry> entries = lease(50);

        assertThat(entries).extracting(OutboxStore.Entry::notification).containsExactlyElementsOf(notifications);
        assertThat(entries).extracting(OutboxStore.Entry::channel).containsOnly(MAIL);
        assertThat(entries).extracting(OutboxStore.Entry::attempts).containsOnly(0);
        assertThat(entries).extracting(OutboxStore.Entry::id).doesNotHaveDuplicates();
    }

    @Test
    void anEntryMayBeAddedBeforeItsEvent() {
        Notification notification = rows.notification();

        contract.run(unit -> {
            unit.outbox().enqueue(MAIL, notification);
            unit.audit().append(List.of(notification.event()));
        });

        assertThat(lease(1)).extracting(OutboxStore.Entry::notification).containsExactly(notification);
    }

    @Test
    void oneEventMayGoToSeveralChannels() {
        Notification notification = rows.notification();

        contract.run(unit -> {
            unit.audit().append(List.of(notification.event()));
            unit.outbox().enqueue(MAIL, notification);
            unit.outbox().enqueue("chat", notification);
        });

        assertThat(lease(9)).hasSize(1);
        assertThat(contract.listed(unit -> unit.outbox().lease("chat", 9, LEASE)))
                .hasSize(1);
    }

    @Test
    void theOldestEntriesAreLeasedFirstUntilTheLeaseIsOver() {
        List<Notification> all = List.of(enqueue(MAIL), enqueue(MAIL), enqueue(MAIL));
        enqueue("chat");

        assertThat(lease(2)).extracting(OutboxStore.Entry::notification).containsExactly(all.get(0), all.get(1));
        assertThat(lease(2)).extracting(OutboxStore.Entry::notification).containsExactly(all.get(2));
        assertThat(lease(2)).isEmpty();
        contract.advance(LEASE.plusSeconds(1));

        assertThat(lease(9)).extracting(OutboxStore.Entry::notification).containsExactlyElementsOf(all);
    }

    @Test
    void whatWasDeliveredIsGone() {
        enqueue(MAIL);
        enqueue(MAIL);
        List<OutboxStore.Entry> leased = lease(9);

        contract.run(unit -> {
            unit.outbox().delivered(List.of(leased.get(0).id(), UUID.randomUUID()));
            unit.outbox().delivered(List.of());
        });
        contract.advance(LEASE.plusSeconds(1));

        assertThat(lease(9))
                .extracting(OutboxStore.Entry::id)
                .containsExactly(leased.get(1).id());
        assertThat(waiting(9)).isOne();
    }

    @Test
    void whatFailedIsCountedAndDueAtTheGivenInstant() {
        enqueue(MAIL);
        OutboxStore.Entry entry = lease(1).get(0);
        Instant again = contract.now().plus(Duration.ofHours(1));

        contract.run(unit -> unit.outbox().failed(entry.id(), "it's \"broken\" \u0000 \uD83D half", again));
        contract.run(unit -> unit.outbox().failed(UUID.randomUUID(), "unknown", again));

        assertThat(contract.found(unit -> unit.outbox().nextDue(MAIL))).contains(again);
        assertThat(lease(1)).isEmpty();
        contract.advance(Duration.ofHours(1));
        assertThat(lease(1)).containsExactly(new OutboxStore.Entry(entry.id(), MAIL, entry.notification(), 1));
    }

    @Test
    void whatIsHandedBackCanBeLeasedAtOnceAndIsNotCounted() {
        enqueue(MAIL);
        enqueue(MAIL);
        enqueue(MAIL);
        List<OutboxStore.Entry> leased = lease(9);
        contract.run(unit -> {
            unit.outbox().release(List.of(leased.get(0).id(), leased.get(2).id(), UUID.randomUUID()));
            unit.outbox().release(List.of());
        });

        assertThat(lease(9)).containsExactly(leased.get(0), leased.get(2));
        assertThat(waiting(9)).isEqualTo(3);
    }

    @Test
    void theNextDueInstantIsThatOfTheFirstEntryThatCanBeLeased() {
        assertThat(contract.found(unit -> unit.outbox().nextDue(MAIL))).isEmpty();
        Instant before = contract.now();
        enqueue(MAIL);

        assertThat(contract.found(unit -> unit.outbox().nextDue(MAIL)).orElseThrow())
                .isBetween(before, before.plusSeconds(30));
        lease(1);
        assertThat(contract.found(unit -> unit.outbox().nextDue(MAIL)).orElseThrow())
                .isBetween(before.plus(LEASE), before.plus(LEASE).plusSeconds(30));
        assertThat(contract.found(unit -> unit.outbox().nextDue("chat"))).isEmpty();
    }

    @Test
    void countingStopsAtTheGivenNumber() {
        for (int i = 0; i < 3; i++) {
            enqueue(MAIL);
        }
        lease(1);

        assertThat(waiting(9)).isEqualTo(3);
        assertThat(waiting(2)).isEqualTo(2);
        assertThat(contract.<Long>unit(unit -> unit.outbox().waiting("chat", 9)))
                .isZero();
    }

    @Test
    void entriesAreLeasedOnceThoughSeveralTakeThemAtOnce() {
        for (int i = 0; i < 60; i++) {
            enqueue(MAIL);
        }
        Instant soon = contract.now().plusSeconds(60);

        List<List<OutboxStore.Entry>> leased = AtOnce.run(4, () -> {
            List<OutboxStore.Entry> mine = new ArrayList<>();
            while (contract.unit(unit -> unit.outbox().nextDue(MAIL))
                    .orElseThrow()
                    .isBefore(soon)) {
                mine.addAll(lease(7));
            }
            return mine;
        });

        assertThat(leased.stream().flatMap(List::stream).map(OutboxStore.Entry::id))
                .hasSize(60)
                .doesNotHaveDuplicates();
    }

    @Test
    void entriesThatSomebodyIsLeasingAreSkipped() {
        enqueue(MAIL);
        Notification second = enqueue(MAIL);

        CompletableFuture<List<OutboxStore.Entry>> other = contract.unit(unit -> {
            unit.outbox().lease(MAIL, 1, LEASE);
            CompletableFuture<List<OutboxStore.Entry>> elsewhere = AtOnce.start(() -> lease(9));
            if (contract.runsUnitsAtOnce()) {
                AtOnce.result(elsewhere);
            }
            return elsewhere;
        });

        assertThat(AtOnce.result(other))
                .extracting(OutboxStore.Entry::notification)
                .containsExactly(second);
    }

    private Notification enqueue(String channel) {
        Notification notification = rows.notification();
        contract.run(unit -> {
            unit.audit().append(List.of(notification.event()));
            unit.outbox().enqueue(channel, notification);
        });
        return notification;
    }

    private List<OutboxStore.Entry> lease(int limit) {
        return contract.unit(unit -> unit.outbox().lease(MAIL, limit, LEASE));
    }

    private long waiting(long atMost) {
        return contract.<Long>unit(unit -> unit.outbox().waiting(MAIL, atMost));
    }
}
