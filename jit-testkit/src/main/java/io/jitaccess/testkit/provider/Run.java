package io.jitaccess.testkit.provider;

import io.jitaccess.spi.ChangeOutcome;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through a fault.
 *
 * @param <T> what the call answers
 */
final class Run<T> {

    /**
     * What the call does at the cloud.
     *
     * @param <T> what the call answers
     */
    interface Work<T> {
        /**
         * Does it.
         *
         * @param ago how much older than usual a read is
         * @param items how many items of a batch are done before it breaks
         */
        T at(Duration ago, int items);
    }

    private final FakeCloud cloud;
    private final Work<T> work;
    private final Function<ChangeOutcome, T> saying;
    private volatile @Nullable T answer;

    Run(FakeCloud cloud, Work<T> work, Function<ChangeOutcome, T> saying) {
        this.cloud = cloud;
        this.work = work;
        this.saying = saying;
    }

    void effect() {
        answer = work.at(Duration.ZERO, Integer.MAX_VALUE);
    }

    void effectOn(int items) {
        answer = work.at(Duration.ZERO, items);
    }

    void readAsOf(Duration ago) {
        answer = work.at(ago, Integer.MAX_VALUE);
    }

    void effectAfter(Duration delay) {
        cloud.later(delay, () -> work.at(Duration.ZERO, Integer.MAX_VALUE));
    }

    void say(ChangeOutcome outcome) {
        answer = saying.apply(outcome);
    }

    T answer() {
        return Objects.requireNonNull(answer, "a fault without an answer");
    }
}
