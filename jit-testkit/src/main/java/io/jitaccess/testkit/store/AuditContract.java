package io.jitaccess.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.Actor;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The record. */
abstract class AuditContract {

    private static final Instant NOON = Instant.parse("2030-05-05T12:00:00.000005Z");
    private static final IdentityId ANNA = new IdentityId("anna' or 1=1 --");

    private final StoreContract contract;
    private final SampleRows rows = new SampleRows(11);

    AuditContract(StoreContract contract) {
        this.contract = contract;
    }

    @Test
    void everyFieldOfAnEventSurvives() {
        List<AuditEvent> events = new ArrayList<>();
        for (AuditAction action : AuditAction.values()) {
            events.add(rows.event(action));
            append(rows.event(action));
        }

        append(events.toArray(AuditEvent[]::new));

        assertThat(Paging.all(500, page -> list(AuditQuery.ALL, page))).containsAll(events);
    }

    @Test
    void allEventsAreListedNewestFirstThoughMoreComeWhileReading() {
        List<AuditEvent> events = IntStream.range(0, 23)
                .mapToObj(i -> AuditEvent.of(NOON.minusSeconds(i / 4), AuditAction.ACCESS_ABSENT, Actor.SYSTEM))
                .toList();
        append(events.toArray(AuditEvent[]::new));

        List<AuditEvent> listed = Paging.all(
                5,
                page -> list(AuditQuery.ALL, page),
                () -> append(AuditEvent.of(NOON.plusSeconds(1), AuditAction.ACCESS_PRESENT, Actor.SYSTEM)));

        Comparator<AuditEvent> newestFirst = Comparator.comparing(AuditEvent::at)
                .thenComparing(event -> event.id().toString())
                .reversed();
        assertThat(listed)
                .containsExactlyElementsOf(events.stream().sorted(newestFirst).toList());
    }

    @Test
    void aCursorThatNoPageGaveIsRefused() {
        append(rows.event(AuditAction.GRANT_ACTIVE), rows.event(AuditAction.GRANT_ACTIVE));
        String next = list(AuditQuery.ALL, PageRequest.first(1)).next().orElseThrow();

        Paging.refusesForeignCursors(next, page -> list(AuditQuery.ALL, page));
    }

    @Test
    void listsHoldWhatMeetsEveryCriterion() {
        RequestId request = RequestId.random();
        GrantId grant = GrantId.random();
        AssignmentId assignment = AssignmentId.random();
        AuditEvent created =
                AuditEvent.of(NOON, AuditAction.REQUEST_CREATED, Actor.of(ANNA)).on(request);
        AuditEvent granted = AuditEvent.of(NOON.plusSeconds(1), AuditAction.GRANT_CREATED, Actor.SYSTEM)
                .about(ANNA)
                .on(request)
                .on(grant);
        AuditEvent present = AuditEvent.of(NOON.plusSeconds(2), AuditAction.ACCESS_PRESENT, Actor.SYSTEM)
                .on(assignment)
                .about(ANNA);
        append(created, granted, present);

        holds(AuditQuery.ALL, created, granted, present);
        holds(AuditQuery.ALL.by(ANNA), created);
        holds(AuditQuery.ALL.about(ANNA), granted, present);
        holds(AuditQuery.ALL.on(request), created, granted);
        holds(AuditQuery.ALL.on(grant), granted);
        holds(AuditQuery.ALL.on(assignment), present);
        holds(AuditQuery.ALL.of(AuditAction.GRANT_CREATED, AuditAction.ACCESS_PRESENT), granted, present);
        holds(AuditQuery.ALL.between(NOON, NOON.plusSeconds(2)), created, granted);
        holds(AuditQuery.ALL.between(NOON.plusNanos(1000), NOON.plusSeconds(3)), granted, present);
        holds(AuditQuery.ALL.about(ANNA).on(request).of(AuditAction.GRANT_CREATED), granted);
        holds(AuditQuery.ALL.about(new IdentityId("anna")));
        holds(AuditQuery.ALL.on(GrantId.random()));
    }

    @Test
    void anEventIsAppendedOnce() {
        AuditEvent event = rows.event(AuditAction.GRANT_ACTIVE);
        append(event);

        assertThatThrownBy(() -> append(event)).isInstanceOf(StoreException.class);

        assertThat(list(AuditQuery.ALL, PageRequest.first(5)).items()).containsExactly(event);
    }

    @Test
    void appendingNoneIsNothing() {
        append();

        assertThat(list(AuditQuery.ALL, PageRequest.first(5)).items()).isEmpty();
    }

    private void holds(AuditQuery query, AuditEvent... expected) {
        assertThat(Paging.all(2, page -> list(query, page))).containsExactlyInAnyOrder(expected);
    }

    private Page<AuditEvent> list(AuditQuery query, PageRequest page) {
        return contract.unit(unit -> unit.audit().page(query, page));
    }

    private void append(AuditEvent... events) {
        contract.run(unit -> unit.audit().append(List.of(events)));
    }
}
