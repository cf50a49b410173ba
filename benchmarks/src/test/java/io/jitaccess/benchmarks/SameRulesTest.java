package io.jitaccess.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.store.InMemoryStore;
import org.junit.jupiter.api.Test;

class SameRulesTest {

    @Test
    void celAnswersTheSameToTheSamePeople() {
        LookUpWorld ours = LookUpWorld.on(new InMemoryStore(new TestClock()), 200, 20);
        CelRules cel = new CelRules(200, LookUpWorld.askers(200, 20));
        for (int i = 0; i < 20; i++) {
            assertThat(cel.offers()).isEqualTo(ours.offers().size());
        }
        for (int i = 0; i < 20; i++) {
            assertThat(cel.explain()).isEqualTo(ours.explain().result().name());
        }
        assertThat(cel.explainOne()).isEqualTo("PENDING");
    }

    @Test
    void aMedianLiesBetweenTheOthers() {
        assertThat(new Rounds(3, 1, 2)).hasToString("2.00 (1.00 to 3.00)");
        assertThat(new Rounds(4, 1).median()).isEqualTo(2.5);
        assertThat(new Rounds(1234)).hasToString("1,234");
    }
}
