package io.jitaccess.spi;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** An ability: issues credentials for an access, to be handed to the beneficiary once and kept nowhere. */
public interface CredentialIssuer extends AccessProvider {

    /**
     * What the beneficiary gets. Its {@code toString} shows no value.
     *
     * @param fields such as {@code username} and {@code password}
     * @param usableUntil when it stops working by itself, never after the instant that was asked for
     */
    record Credential(Map<String, String> fields, Instant usableUntil) {
        public Credential {
            fields = Map.copyOf(fields);
        }

        @Override
        public String toString() {
            return "Credential" + new TreeMap<>(fields).keySet() + " usable until " + usableUntil;
        }
    }

    /** What came of it. */
    sealed interface Issuing {

        record Issued(Credential credential) implements Issuing {}

        /** Not now, and nothing was issued; asking again may help. */
        record NotNow(String message) implements Issuing {}
    }

    /** Whether credentials are issued for entitlements of this access's kind. No network. */
    boolean issues(AccessRef access);

    /**
     * Issues a credential that works until {@code until} at most and ends the one issued before for this access, whose
     * answer may have been lost. Called on the beneficiary's call, after the collection was counted and recorded.
     *
     * @param number counts the collections of this access from 1
     */
    Issuing issue(AccessRef access, Instant until, int number);
}
