package io.jitaccess.notify;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How webhooks are signed, after the specification Standard Webhooks 1.0, symmetric scheme: HMAC-SHA256 over {@code
 * <webhook-id>.<webhook-timestamp>.<body>}, Base64, in the header {@code webhook-signature} as {@code v1,<base64>}, one
 * for each secret, separated by spaces.
 */
public final class WebhookSignature {

    /** Names the event: the same at each delivery of it. A receiver remembers it to drop what it has seen. */
    public static final String ID = "webhook-id";

    /** When this delivery was tried, in seconds since 1970. */
    public static final String TIMESTAMP = "webhook-timestamp";

    public static final String SIGNATURE = "webhook-signature";

    private static final String VERSION = "v1,";
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");
    private static final int LONGEST_ID = 256;
    private static final int LONGEST_SIGNATURES = 4096;

    private WebhookSignature() {}

    /**
     * For receivers: whether this request was signed with one of the secrets, not longer ago than the tolerance, nor
     * further ahead. Takes the same time wherever a wrong signature differs. A request that passes may be a repeated one:
     * drop it by its {@link #ID}. Thread-safe.
     *
     * @param secrets those shared with the sender, 1 or, while one replaces the other, 2
     * @param header gives a header's value by its name, in whatever case, or null
     * @param body the bytes as received: a body that was parsed and written again does not verify
     * @param tolerance how far the two clocks may differ, the way included; 5 minutes is usual
     */
    public static boolean verify(
            List<WebhookSecret> secrets,
            Function<String, @Nullable String> header,
            byte[] body,
            Instant now,
            Duration tolerance) {
        String id = header.apply(ID);
        String timestamp = header.apply(TIMESTAMP);
        String signatures = header.apply(SIGNATURE);
        if (id == null || timestamp == null || signatures == null) {
            return false;
        }
        if (id.length() > LONGEST_ID || signatures.length() > LONGEST_SIGNATURES) {
            return false;
        }
        if (!isWithin(timestamp, now, tolerance)) {
            return false;
        }
        byte[] head = head(id, timestamp);
        boolean valid = false;
        for (WebhookSecret secret : secrets) {
            byte[] expected = text(secret.sign(head, body)).getBytes(StandardCharsets.UTF_8);
            for (String signature : signatures.split(" ", -1)) {
                valid |= MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
            }
        }
        return valid;
    }

    static String sign(List<WebhookSecret> secrets, String id, String timestamp, byte[] body) {
        byte[] head = head(id, timestamp);
        return secrets.stream().map(secret -> text(secret.sign(head, body))).collect(joining(" "));
    }

    private static boolean isWithin(String timestamp, Instant now, Duration tolerance) {
        if (!SECONDS.matcher(timestamp).matches()) {
            return false;
        }
        try {
            Duration apart = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
            return apart.abs().compareTo(tolerance) <= 0;
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    private static byte[] head(String id, String timestamp) {
        return (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] signature) {
        return VERSION + Base64.getEncoder().encodeToString(signature);
    }
}
