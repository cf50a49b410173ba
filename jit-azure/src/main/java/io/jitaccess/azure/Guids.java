package io.jitaccess.azure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The form of Azure's ids: ASCII alone, so no look-alike passes, and small letters. */
final class Guids {

    private static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Guids() {}

    static Optional<String> parse(String text) {
        return GUID.matcher(text).matches() ? Optional.of(text.toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    /** The last part of an id that ends in a GUID, such as a role's. */
    static Optional<String> last(String id) {
        return parse(id.substring(id.lastIndexOf('/') + 1));
    }

    /** The same for the same text for ever: an RFC 9562 UUID of version 8, made of SHA-256. */
    static UUID of(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            long high = 0;
            long low = 0;
            for (int i = 0; i < 8; i++) {
                high = high << 8 | hash[i] & 0xff;
                low = low << 8 | hash[i + 8] & 0xff;
            }
            return new UUID(high & ~0xf000L | 0x8000L, low & 0x3fffffffffffffffL | 0x8000000000000000L);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
