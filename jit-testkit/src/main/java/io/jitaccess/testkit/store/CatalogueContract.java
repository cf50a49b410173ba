package io.jitaccess.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.eligibility.CatalogueRevision;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which catalogue is in force. */
abstract class CatalogueContract {

    private static final String DOCUMENT = "{\"a\": [\"'; DROP TABLE x; --\", \"漢😀\", \"\\u0000\"]}\n";

    private final StoreContract contract;

    CatalogueContract(StoreContract contract) {
        this.contract = contract;
    }

    @Test
    void atFirstNoneIsInForce() {
        contract.run(unit -> {
            assertThat(unit.catalogue().activeNumber()).isZero();
            assertThat(unit.catalogue().active()).isEmpty();
            assertThat(unit.catalogue().latest(5)).isEmpty();
        });
    }

    @Test
    void anActivatedDocumentIsInForceWithTheNextNumberAsItIs() {
        CatalogueRevision first = contract.unit(unit -> {
            CatalogueRevision revision = unit.catalogue().activate("/etc/jit 'x'.yaml", DOCUMENT);
            assertThat(revision.acceptedAt()).isEqualTo(unit.now());
            return revision;
        });
        CatalogueRevision second = activate("{}");

        assertThat(first).isEqualTo(new CatalogueRevision(1, first.acceptedAt(), "/etc/jit 'x'.yaml", DOCUMENT));
        assertThat(second.number()).isEqualTo(2);
        contract.run(unit -> {
            assertThat(unit.catalogue().activeNumber()).isEqualTo(2);
            assertThat(unit.catalogue().active()).contains(second);
            assertThat(unit.catalogue().latest(5)).containsExactly(second, first);
            assertThat(unit.catalogue().latest(1)).containsExactly(second);
        });
    }

    @Test
    void aDocumentOfMegabytesSurvives() {
        String document = "\"" + "0123456789 漢".repeat(200_000) + "\"";

        activate(document);

        assertThat(contract.<String>unit(
                        unit -> unit.catalogue().active().orElseThrow().document()))
                .isEqualTo(document);
    }

    @Test
    void theDocumentInForceIsNotWrittenAgain() {
        CatalogueRevision first = activate(DOCUMENT);

        CatalogueRevision again = contract.unit(unit -> unit.catalogue().activate("elsewhere", DOCUMENT));

        assertThat(again).isEqualTo(first);
        assertThat(contract.listed(unit -> unit.catalogue().latest(5))).containsExactly(first);
    }

    @Test
    void anEarlierDocumentComesBackWithANewNumber() {
        activate(DOCUMENT);
        activate("{}");

        assertThat(activate(DOCUMENT).number()).isEqualTo(3);
    }

    @Test
    void nodesThatActivateTheSameAtOnceMakeOneRevision() {
        List<CatalogueRevision> all = AtOnce.run(5, () -> activate(DOCUMENT));

        assertThat(all).containsOnly(all.get(0));
        assertThat(contract.listed(unit -> unit.catalogue().latest(9))).hasSize(1);
    }

    @Test
    void nodesThatActivateSeveralAtOnceDoItOneAfterTheOther() {
        AtomicInteger next = new AtomicInteger();

        List<CatalogueRevision> all = AtOnce.run(5, () -> activate("{\"n\":" + next.incrementAndGet() + "}"));

        assertThat(all)
                .extracting(CatalogueRevision::number)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 5).boxed().toList());
    }

    @Test
    void anActivationWaitsForOneThatIsNotCommittedYet() {
        CompletableFuture<CatalogueRevision> other = contract.unit(unit -> {
            unit.catalogue().activate("here", DOCUMENT);
            CompletableFuture<CatalogueRevision> waiting = AtOnce.start(() -> activate(DOCUMENT));
            assertThat(AtOnce.isStillWaiting(waiting)).isTrue();
            return waiting;
        });

        assertThat(AtOnce.result(other).source()).isEqualTo("here");
    }

    private CatalogueRevision activate(String document) {
        return contract.unit(unit -> unit.catalogue().activate("test", document));
    }
}
