package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The same fault promises something else before the write, in it and after it. */
class AttemptTest {

    @Test
    void a_fault_before_the_write_has_had_no_effect() {
        assertThat(Attempt.run(attempt -> {
                    throw lost();
                }))
                .isInstanceOf(ChangeOutcome.Retryable.class);
    }

    @Test
    void a_fault_in_the_write_may_have_had_its_effect() {
        assertThat(Attempt.run(attempt -> attempt.write(() -> {
                    throw lost();
                })))
                .isInstanceOf(ChangeOutcome.Unknown.class);
    }

    @Test
    void a_read_that_fails_after_the_write_takes_nothing_back() {
        assertThat(Attempt.run(attempt -> {
                    attempt.write(() -> "answered");
                    return Attempt.after(() -> {
                        throw lost();
                    });
                }))
                .isInstanceOf(ChangeOutcome.Unknown.class);
        assertThat(Attempt.after(() -> ChangeOutcome.done(Effect.REMOVED)))
                .isEqualTo(ChangeOutcome.done(Effect.REMOVED));
    }

    private static SdkClientException lost() {
        return SdkClientException.create("no answer");
    }
}
