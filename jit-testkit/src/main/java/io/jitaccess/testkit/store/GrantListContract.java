package io.jitaccess.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.spi.store.GrantQuery;
import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Grants in lists. */
abstract class GrantListContract {

    private static final IdentityId ANNA = new IdentityId("anna");
    private static final IdentityId BEN = new IdentityId("ben'; --");
    private static final EligibilityId DEBUGGING = new EligibilityId("debugging");
    private static final Instant NEWEST = Instant.parse("2040-01-01T00:00:00.000001Z");

    private final StoreContract contract;
    private final Samples samples = new Samples(6);

    GrantListContract(StoreContract contract) {
        this.contract = contract;
    }

    @Test
    void allGrantsAreListedNewestFirstThoughMoreComeWhileReading() {
        List<Grant> grants = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            grants.add(insert(grant(ANNA, BEN, NEWEST.minusSeconds(i / 4))));
        }

        List<Grant> listed = Paging.all(
                5, page -> list(GrantQuery.ALL, page), () -> insert(grant(ANNA, BEN, NEWEST.plusSeconds(1))));

        Comparator<Grant> newestFirst =
                Comparator.comparing(Grant::createdAt).thenComparing(Grant::id).reversed();
        assertThat(listed)
                .containsExactlyElementsOf(grants.stream().sorted(newestFirst).toList());
    }

    @Test
    void aCursorThatNoPageGaveIsRefused() {
        insert(grant(ANNA, BEN, NEWEST));
        insert(grant(ANNA, BEN, NEWEST));
        String next = list(GrantQuery.ALL, PageRequest.first(1)).next().orElseThrow();

        Paging.refusesForeignCursors(next, page -> list(GrantQuery.ALL, page));
    }

    @Test
    void listsHoldWhatMeetsEveryCriterion() {
        Grant mine = insert(grant(ANNA, ANNA, NEWEST));
        Grant forBen = insert(grant(ANNA, BEN, NEWEST));
        Grant other = insert(samples.grant(GrantState.ENDED));

        holds(GrantQuery.ALL, mine, forBen, other);
        holds(GrantQuery.ALL.live(), mine, forBen);
        holds(GrantQuery.ALL.in(GrantState.ENDED, GrantState.ENDING), other);
        holds(GrantQuery.ALL.of(ANNA), mine);
        holds(GrantQuery.ALL.involving(ANNA), mine, forBen);
        holds(GrantQuery.ALL.involving(BEN), forBen);
        holds(GrantQuery.ALL.under(DEBUGGING), mine, forBen);
        holds(GrantQuery.ALL.under(other.eligibility()).of(other.beneficiary()), other);
        holds(GrantQuery.ALL.live().of(BEN).under(DEBUGGING), forBen);
        holds(GrantQuery.ALL.in(GrantState.SCHEDULED));
    }

    @Test
    void listsByProviderAndTargetHoldGrantsWithSuchAnItem() {
        String longKey = "k".repeat(1023);
        Grant first = insert(grant(ANNA, ANNA, NEWEST), "aws", longKey + "1", "okta", "x");
        Grant second = insert(grant(ANNA, BEN, NEWEST), "aws", longKey + "1", "aws", longKey + "2");
        insert(grant(ANNA, BEN, NEWEST));

        holds(GrantQuery.ALL.on(new ProviderId("aws")), first, second);
        holds(GrantQuery.ALL.on(new ProviderId("okta")), first);
        holds(GrantQuery.ALL.on(new ProviderId("gcp")));
        holds(GrantQuery.ALL.on(new ProviderId("aws"), new TargetKey(longKey + "1")), first, second);
        holds(GrantQuery.ALL.on(new ProviderId("aws"), new TargetKey(longKey + "2")), second);
        holds(GrantQuery.ALL.on(new ProviderId("okta"), new TargetKey(longKey + "1")));
        holds(GrantQuery.ALL.on(new ProviderId("aws")).of(BEN), second);
    }

    @Test
    void countingStopsAtTheGivenNumber() {
        for (int i = 0; i < 4; i++) {
            insert(grant(ANNA, ANNA, NEWEST));
        }
        insert(grant(ANNA, BEN, NEWEST));

        contract.run(unit -> {
            assertThat(unit.grants().count(GrantQuery.ALL, 100)).isEqualTo(5);
            assertThat(unit.grants().count(GrantQuery.ALL.of(ANNA), 100)).isEqualTo(4);
            assertThat(unit.grants().count(GrantQuery.ALL.of(ANNA), 3)).isEqualTo(3);
            assertThat(unit.grants().count(GrantQuery.ALL.of(samples.identity()), 3))
                    .isZero();
        });
    }

    private void holds(GrantQuery query, Grant... expected) {
        assertThat(Paging.all(2, page -> list(query, page))).containsExactlyInAnyOrder(expected);
        assertThat(contract.<Long>unit(unit -> unit.grants().count(query, 100))).isEqualTo(expected.length);
    }

    private Page<Grant> list(GrantQuery query, PageRequest page) {
        return contract.unit(unit -> unit.grants().page(query, page));
    }

    private Grant grant(IdentityId requester, IdentityId beneficiary, Instant createdAt) {
        return samples.grant(GrantId.random(), DEBUGGING, requester, beneficiary, createdAt);
    }

    /** @param items provider and target key of each item */
    private Grant insert(Grant grant, String... items) {
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < items.length; i += 2) {
            Entitlement entitlement = Entitlement.of(items[i], "role", Map.of());
            claims.add(Claim.waiting(
                    grant.id(), i / 2, entitlement, new TargetKey(items[i + 1]), grant.startsAt(), grant.endsAt()));
        }
        contract.run(unit -> unit.grants().insert(grant, claims));
        return grant;
    }
}
