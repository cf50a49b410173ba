package io.jitaccess.okta;

import io.jitaccess.entitlement.TargetKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Target keys of any text: what is no printable line of bounded length is told apart by its hash. */
final class Keys {

    private static final int LONGEST = 900;

    private Keys() {}

    static TargetKey of(String text) {
        boolean plain = text.length() <= LONGEST && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return new TargetKey(plain ? text : "sha256:" + hash(text));
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
