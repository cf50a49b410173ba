package io.jitaccess.spi;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Remembers which account an identity has at a provider, for providers whose look-up is a call over the network. Only
 * accounts that were found are remembered: "none" and "unclear" are asked again. Thread-safe.
 */
public final class PrincipalCache {

    private static final int MOST = 1_000_000;
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Cache<String, PrincipalLookup.Found> found;

    /**
     * @param most how many accounts are remembered, 1 to a million
     * @param age how long, above zero, at most a day
     */
    public PrincipalCache(int most, Duration age) {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("most must be 1 to " + MOST + ", not " + most);
        }
        if (age.isZero() || age.isNegative() || age.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("age must be above zero and at most " + LONGEST + ", not " + age);
        }
        this.found = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(age)
                .executor(Runnable::run)
                .build();
    }

    /**
     * The remembered account, or what the look-up finds, on this thread. Two threads that ask for one key at once may
     * both look.
     *
     * @param key everything that the answer depends on
     */
    public PrincipalLookup find(String key, Supplier<PrincipalLookup> lookUp) {
        PrincipalLookup.Found known = found.getIfPresent(key);
        if (known != null) {
            return known;
        }
        PrincipalLookup now = lookUp.get();
        if (now instanceof PrincipalLookup.Found account) {
            found.put(key, account);
        }
        return now;
    }
}
