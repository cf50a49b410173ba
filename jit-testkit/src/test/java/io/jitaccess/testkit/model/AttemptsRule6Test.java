package io.jitaccess.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.id.GrantId;
import io.jitaccess.testkit.provider.CloudEntry;
import io.jitaccess.testkit.provider.FakeCall.Operation;
import io.jitaccess.testkit.provider.Fault;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rule 6: with marks only our marked entry is looked at and removed, and it is known for ours whenever it appears. */
class AttemptsRule6Test {

    @Test
    void accessOfOthersBesideOursIsLeftAlone() {
        Duel duel = new Duel();
        duel.provider.cloud().outsiderAdds(new PrincipalId("ann"), duel.access("binding:b1"), Optional.empty());
        duel.ask("bound", Duration.ofMinutes(1));
        duel.one.runDue();
        assertThat(duel.provider.cloud().entries()).hasSize(2);

        duel.pass(duel.one, 10, Duration.ofSeconds(30));
        assertThat(duel.provider.cloud().entries())
                .singleElement()
                .extracting(CloudEntry::byLibrary)
                .isEqualTo(false);
    }

    /** Without a mark nobody could tell this from access that somebody else gave. */
    @Test
    void aCallThatLandsBeyondTheHorizonIsFoundByItsMark() {
        Duel duel = new Duel();
        duel.provider.faults().next(Operation.ASSIGN, Fault.landsLate(Duration.ofMinutes(10)));
        duel.provider.faults().always(call -> call.operation() == Operation.ASSIGN, Fault.lost());
        GrantId grant = duel.ask("bound", Duration.ofMinutes(30));
        duel.one.runDue();
        duel.one.grants().release(Duel.ANN, grant, "").orElseThrow();
        duel.pass(duel.one, 9, Duration.ofMinutes(1));
        assertThat(duel.holds("binding:b1")).isFalse();

        duel.clock.advance(Duration.ofMinutes(2));
        assertThat(duel.holds("binding:b1")).isTrue();
        duel.pass(duel.one, 4, Duration.ofMinutes(1));
        assertThat(duel.holds("binding:b1")).isFalse();
    }
}
