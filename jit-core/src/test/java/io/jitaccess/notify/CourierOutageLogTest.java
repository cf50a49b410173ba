package io.jitaccess.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.logging.CapturedLog;
import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CourierOutageLogTest {

    private static final Duration SHORT = Duration.ofMillis(1);

    /** Has two outages of ten calls each, with an answer in between; nothing is ever due. */
    private static final class UnreliableStore implements Store {

        private final CountDownLatch wellAgain = new CountDownLatch(3);
        private int calls;

        @Override
        public <T> T joining(Work<T> work) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T leasing(Work<T> work) {
            return separately(work);
        }

        @Override
        public <T> T reading(Work<T> work) {
            return separately(work);
        }

        @Override
        @SuppressWarnings("unchecked") // the only work here is to lease entries
        public synchronized <T> T separately(Work<T> work) {
            calls++;
            if (calls != 11 && calls < 22) {
                throw new StoreException("out of order", new IllegalStateException("by the test"), false);
            }
            wellAgain.countDown();
            return (T) List.of();
        }
    }

    @Test
    void anOutageOfTheStoreIsLoggedWhenItBeginsAndWhenItEndsAndNotBetween() throws InterruptedException {
        UnreliableStore store = new UnreliableStore();
        Courier courier = new Courier(
                store,
                List.of(new LoggingChannel()),
                new Courier.Pace(SHORT, Duration.ofSeconds(1), SHORT, Duration.ofMillis(5)));
        try (CapturedLog log = CapturedLog.begin()) {
            courier.start();
            assertThat(store.wellAgain.await(60, TimeUnit.SECONDS)).isTrue();
            courier.close(Duration.ofSeconds(60));

            String logger = " io.jitaccess.notify.Courier ";
            String failed = "WARN" + logger + "the store fails, notifications of channel log wait";
            String again = "INFO" + logger + "the store answers channel log again";
            assertThat(log.lines().stream()
                            .filter(line -> !line.startsWith("TRACE") && !line.startsWith("DEBUG"))
                            .map(line -> line.lines().findFirst().orElse("")))
                    .containsExactly(failed, again, failed, again);
        }
    }
}
