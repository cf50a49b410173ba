package io.jitaccess.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Short keys for texts that are too long for an index. */
final class Hash {

    private Hash() {}

    /** The SHA-256 of texts without control characters, in this order. */
    static byte[] of(String... texts) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", texts).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
