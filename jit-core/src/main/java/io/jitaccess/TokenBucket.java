package io.jitaccess;

import java.time.Duration;

/** So many calls a second, with bursts of up to a second's worth; a tenth is kept for urgent ones. Not thread-safe. */
final class TokenBucket {

    private final double perNano;
    private final double size;
    private final double kept;
    private double tokens;
    private long filledNanos = System.nanoTime();

    TokenBucket(int perSecond) {
        this.perNano = perSecond / 1e9;
        this.size = Math.max(1, perSecond);
        this.kept = perSecond >= 10 ? size / 10 : 0;
        this.tokens = size;
    }

    boolean take(boolean urgent) {
        fill();
        if (tokens < 1 + (urgent ? 0 : kept)) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Until there is one for a call that is not urgent. */
    Duration untilNext() {
        fill();
        double missing = 1 + kept - tokens;
        return missing <= 0 ? Duration.ofMillis(1) : Duration.ofNanos((long) Math.ceil(missing / perNano) + 1);
    }

    private void fill() {
        long now = System.nanoTime();
        tokens = Math.min(size, tokens + (now - filledNanos) * perNano);
        filledNanos = now;
    }
}
