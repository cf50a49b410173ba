package io.jitaccess.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.spi.store.UnitOfWork;
import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InMemoryStoreTest {

    private final TestClock clock = new TestClock();
    private final InMemoryStore store = new InMemoryStore(clock);

    @Test
    void theTimeOfAUnitOfWorkIsTheClocksWhenItBegan() {
        store.separately(unit -> {
            clock.advance(Duration.ofSeconds(1));
            assertThat(unit.now()).isEqualTo(clock.now().minusSeconds(1));
            return unit;
        });
    }

    @Test
    void aUnitOfWorkInsideAnotherIsRefusedAndNothingIsKeptOfEither() {
        assertThatIllegalStateException()
                .isThrownBy(() -> store.separately(outer -> {
                    outer.jobs().take("scan", Duration.ofMinutes(1));
                    return store.joining(inner -> inner.jobs().take("scan", Duration.ofMinutes(1)));
                }))
                .withMessageContaining("inside a unit of work");

        assertThat(store.<Boolean>separately(unit -> unit.jobs().take("scan", Duration.ofMinutes(1))))
                .isTrue();
    }

    @Test
    void aUnitOfWorkCannotBeUsedAfterItsEnd() {
        UnitOfWork ended = store.separately(unit -> unit);

        assertThatThrownBy(ended::requests).isInstanceOf(IllegalStateException.class);
    }
}
