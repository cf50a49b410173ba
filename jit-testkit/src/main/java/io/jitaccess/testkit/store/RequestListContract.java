package io.jitaccess.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestState;
import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.RequestQuery;
import io.jitaccess.spi.store.RequestStore.Before;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Requests in lists. */
abstract class RequestListContract {

    private static final IdentityId ANNA = new IdentityId("anna");
    private static final IdentityId BEN = new IdentityId("ben'; --");
    private static final GroupId LEADS = new GroupId("leads {\"a\",b}");
    private static final Instant NEWEST = Instant.parse("2040-01-01T00:00:00.000001Z");

    private final StoreContract contract;
    private final Samples samples = new Samples(4);

    RequestListContract(StoreContract contract) {
        this.contract = contract;
    }

    @Test
    void allRequestsAreListedNewestFirstThoughMoreComeWhileReading() {
        List<AccessRequest> requests = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            // some share their instant, and then the id decides
            requests.add(insert(edit().createdAt(NEWEST.minusSeconds(i / 4))));
        }

        List<AccessRequest> listed = Paging.all(
                5, page -> list(RequestQuery.ALL, page), () -> insert(edit().createdAt(NEWEST.plusSeconds(1))));

        Comparator<AccessRequest> newestFirst = Comparator.comparing(AccessRequest::createdAt)
                .thenComparing(AccessRequest::id)
                .reversed();
        assertThat(listed)
                .containsExactlyElementsOf(requests.stream().sorted(newestFirst).toList());
    }

    @Test
    void theLastPageSaysSoEvenIfItIsFull() {
        insert(edit());
        insert(edit());

        assertThat(list(RequestQuery.ALL, PageRequest.first(2)).next()).isEmpty();
        assertThat(list(RequestQuery.ALL, PageRequest.first(1)).next()).isPresent();
        assertThat(list(RequestQuery.ALL.byRequester(ANNA), PageRequest.first(1)))
                .isEqualTo(new Page<>(List.of(), Optional.empty()));
    }

    @Test
    void aCursorThatNoPageGaveIsRefused() {
        insert(edit());
        insert(edit());
        String next = list(RequestQuery.ALL, PageRequest.first(1)).next().orElseThrow();

        Paging.refusesForeignCursors(next, page -> list(RequestQuery.ALL, page));
    }

    @Test
    void listsHoldWhatMeetsEveryCriterion() {
        EligibilityId debugging = new EligibilityId("debugging");
        GrantId lengthened = GrantId.random();
        AccessRequest mine = insert(edit().by(ANNA).forBeneficiary(ANNA).under(debugging));
        AccessRequest forBen = insert(edit().by(ANNA).forBeneficiary(BEN));
        AccessRequest byBen = insert(edit().by(BEN).forBeneficiary(ANNA).extending(lengthened));
        AccessRequest denied = insert(
                new RequestEdit(samples.request(RequestState.DENIED)).by(ANNA).under(debugging));
        AccessRequest approved = insert(new RequestEdit(samples.request(RequestState.APPROVED)));

        holds(RequestQuery.ALL, mine, forBen, byBen, denied, approved);
        holds(RequestQuery.ALL.in(RequestState.DENIED, RequestState.APPROVED), denied, approved);
        holds(RequestQuery.ALL.in(RequestState.LAPSED));
        holds(RequestQuery.ALL.byRequester(ANNA), mine, forBen, denied);
        holds(RequestQuery.ALL.forBeneficiary(ANNA), mine, byBen);
        holds(RequestQuery.ALL.involving(BEN), forBen, byBen);
        holds(RequestQuery.ALL.under(debugging), mine, denied);
        holds(RequestQuery.ALL.extending(lengthened), byBen);
        holds(RequestQuery.ALL.byRequester(ANNA).under(debugging).in(RequestState.PENDING), mine);
        holds(RequestQuery.ALL.byRequester(new IdentityId("Anna")));
    }

    @Test
    void anApproversListHoldsWhatIsPendingAndOpenToThem() {
        AccessRequest toAnna = insert(edit().openTo(Set.of(ANNA, samples.identity()), Set.of()));
        AccessRequest toLeads = insert(edit().openTo(Set.of(), Set.of(LEADS, new GroupId("others"))));
        insert(edit().openTo(Set.of(BEN), Set.of(new GroupId("anna"))));
        insert(new RequestEdit(samples.request(RequestState.DENIED)).openTo(Set.of(ANNA), Set.of(LEADS)));

        holds(RequestQuery.ALL.awaiting(ANNA, Set.of()), toAnna);
        holds(
                RequestQuery.ALL
                        .awaiting(BEN, Set.of(LEADS, new GroupId("none")))
                        .in(RequestState.PENDING)
                        .byRequester(toLeads.requester()),
                toLeads);
        holds(RequestQuery.ALL.awaiting(ANNA, Set.of(LEADS)), toAnna, toLeads);
        holds(RequestQuery.ALL.awaiting(new IdentityId("others"), Set.of()));
        holds(RequestQuery.ALL.awaiting(ANNA, Set.of(LEADS)).in(RequestState.DENIED));
    }

    @Test
    void anApproversListFollowsTheOpenStage() {
        AccessRequest request = insert(edit().openTo(Set.of(ANNA), Set.of()));

        AccessRequest next = contract.unit(unit -> unit.requests()
                .update(new RequestEdit(samples.next(request, RequestState.PENDING))
                        .openTo(Set.of(BEN), Set.of(LEADS))
                        .build()));

        holds(RequestQuery.ALL.awaiting(ANNA, Set.of()));
        holds(RequestQuery.ALL.awaiting(BEN, Set.of()), next);
        holds(RequestQuery.ALL.awaiting(ANNA, Set.of(LEADS)), next);
    }

    @Test
    void countingStopsAtTheGivenNumber() {
        for (int i = 0; i < 4; i++) {
            insert(edit().by(ANNA));
        }
        insert(edit().by(BEN));

        contract.run(unit -> {
            assertThat(unit.requests().count(RequestQuery.ALL, 100)).isEqualTo(5);
            assertThat(unit.requests().count(RequestQuery.ALL.byRequester(ANNA), 100))
                    .isEqualTo(4);
            assertThat(unit.requests().count(RequestQuery.ALL.byRequester(ANNA), 3))
                    .isEqualTo(3);
            assertThat(unit.requests().count(RequestQuery.ALL.byRequester(samples.identity()), 3))
                    .isZero();
        });
    }

    private void holds(RequestQuery query, AccessRequest... expected) {
        assertThat(Paging.all(2, page -> list(query, page))).containsExactlyInAnyOrder(expected);
        assertThat(contract.<Long>unit(unit -> unit.requests().count(query, 100)))
                .isEqualTo(expected.length);
    }

    private Page<AccessRequest> list(RequestQuery query, PageRequest page) {
        return contract.unit(unit -> unit.requests().page(query, page));
    }

    @Test
    void whatWasBeforeAnAskIsCountedUpToALimit() {
        EligibilityId eligibility = samples.eligibility();
        for (RequestState state : RequestState.values()) {
            contract.run(unit -> unit.requests()
                    .insert(new RequestEdit(samples.request(state)).by(ANNA).build()));
        }
        insert(edit().by(BEN));
        for (int i = 0; i < 3; i++) {
            grant(eligibility, BEN);
        }
        grant(samples.eligibility(), BEN);
        grant(eligibility, ANNA);

        contract.run(unit -> {
            assertThat(unit.requests().before(ANNA, BEN, eligibility, 9)).isEqualTo(new Before(1, 3));
            assertThat(unit.requests().before(BEN, ANNA, eligibility, 9)).isEqualTo(new Before(1, 1));
            assertThat(unit.requests().before(ANNA, BEN, eligibility, 2)).isEqualTo(new Before(1, 2));
            assertThat(unit.requests().before(new IdentityId("cyd"), new IdentityId("cyd"), eligibility, 9))
                    .isEqualTo(new Before(0, 0));
        });
    }

    private void grant(EligibilityId eligibility, IdentityId beneficiary) {
        Grant grant =
                samples.grant(GrantId.random(), eligibility, samples.identity(), beneficiary, samples.values.instant());
        contract.run(unit -> unit.grants().insert(grant, List.of()));
    }

    private RequestEdit edit() {
        return new RequestEdit(samples.request(RequestState.PENDING));
    }

    private AccessRequest insert(RequestEdit edit) {
        AccessRequest request = edit.build();
        contract.run(unit -> assertThat(unit.requests().insert(request)).isTrue());
        return request;
    }
}
