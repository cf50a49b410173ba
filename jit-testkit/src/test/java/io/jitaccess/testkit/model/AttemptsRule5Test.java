package io.jitaccess.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.JitAccess;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.testkit.store.InMemoryStore;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rule 5: the drift scan writes neither ownership nor state; what carries our mark and has no row gets one, and ends. */
class AttemptsRule5Test {

    @Test
    void whatAnOutsiderAddsToAClosedRowIsReportedAndStays() {
        Duel duel = new Duel();
        duel.ask("group", Duration.ofMinutes(1));
        duel.one.runDue();
        duel.pass(duel.one, 10, Duration.ofSeconds(30));
        assertThat(duel.holds("group:g1")).isFalse();

        duel.provider.cloud().outsiderAdds(new PrincipalId("ann"), duel.access("group:g1"), Optional.empty());
        duel.pass(duel.one, 20, Duration.ofMinutes(1));
        assertThat(duel.holds("group:g1")).isTrue();
    }

    @Test
    void whatCarriesOurMarkAndHasNoRowEnds() {
        Duel duel = new Duel();
        duel.ask("bound", Duration.ofHours(1));
        duel.one.runDue();
        assertThat(duel.holds("binding:b1")).isTrue();

        JitAccess restored = duel.node(new InMemoryStore(duel.clock));
        duel.pass(restored, 10, Duration.ofMinutes(1));
        assertThat(duel.holds("binding:b1")).isFalse();
    }
}
