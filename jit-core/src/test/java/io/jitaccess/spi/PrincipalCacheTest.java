package io.jitaccess.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jitaccess.entitlement.PrincipalId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PrincipalCacheTest {

    private final PrincipalCache cache = new PrincipalCache(10, Duration.ofMinutes(5));
    private final AtomicInteger looks = new AtomicInteger();

    private PrincipalLookup find(PrincipalLookup answer) {
        return cache.find("ann", () -> {
            looks.incrementAndGet();
            return answer;
        });
    }

    @Test
    void anAccountIsLookedUpOnce() {
        PrincipalLookup ann = new PrincipalLookup.Found(new PrincipalId("u-1"));
        assertThat(find(ann)).isEqualTo(ann);
        assertThat(find(new PrincipalLookup.NoPrincipal("gone"))).isEqualTo(ann);
        assertThat(looks).hasValue(1);
    }

    @Test
    void whatIsNotFoundIsLookedUpAgain() {
        find(new PrincipalLookup.Unclear("no answer"));
        find(new PrincipalLookup.NoPrincipal("none"));
        PrincipalLookup ann = new PrincipalLookup.Found(new PrincipalId("u-1"));
        assertThat(find(ann)).isEqualTo(ann);
        assertThat(looks).hasValue(3);
    }

    @Test
    void theBoundsAreChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PrincipalCache(0, Duration.ofMinutes(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new PrincipalCache(1_000_001, Duration.ofMinutes(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new PrincipalCache(1, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new PrincipalCache(1, Duration.ofDays(2)));
    }
}
