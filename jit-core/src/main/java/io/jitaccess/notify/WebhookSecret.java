package io.jitaccess.notify;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that a sender and a receiver of webhooks share: 24 to 64 random bytes, one for each endpoint. It never shows its
 * bytes, not in {@link #toString()} nor in an exception, and has no {@code equals} that could be timed. Immutable.
 */
public final class WebhookSecret {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private WebhookSecret(byte[] bytes) {
        if (bytes.length < 24 || bytes.length > 64) {
            throw new IllegalArgumentException("a webhook secret has 24 to 64 bytes, not " + bytes.length);
        }
        key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /**
     * Reads {@code whsec_} and the Base64 of the bytes: the form in which webhook secrets are usually handed over.
     *
     * @throws IllegalArgumentException if it is anything else; the message does not repeat it
     */
    public static WebhookSecret parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a webhook secret begins with " + PREFIX);
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            // the cause would name a character of the secret
            throw new IllegalArgumentException("a webhook secret is Base64 after " + PREFIX);
        }
        return new WebhookSecret(bytes);
    }

    /** @throws IllegalArgumentException if there are fewer than 24 bytes or more than 64 */
    public static WebhookSecret of(byte[] bytes) {
        return new WebhookSecret(bytes);
    }

    byte[] sign(byte[] head, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(head);
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "WebhookSecret[hidden]";
    }
}
