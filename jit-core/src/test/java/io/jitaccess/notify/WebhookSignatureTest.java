package io.jitaccess.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {

    private static final WebhookSecret SECRET = WebhookSecret.parse("whsec_" + base64("0123456789abcdef01234567"));
    private static final WebhookSecret OTHER = WebhookSecret.of(bytes("another secret of more than 24 bytes"));
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final byte[] BODY = bytes("{\"greeting\":\"grüß dich\"}");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(bytes(text));
    }

    private static Map<String, String> signed(Instant at, WebhookSecret... secrets) {
        String timestamp = String.valueOf(at.getEpochSecond());
        return new HashMap<>(Map.of(
                WebhookSignature.ID,
                "event-1",
                WebhookSignature.TIMESTAMP,
                timestamp,
                WebhookSignature.SIGNATURE,
                WebhookSignature.sign(List.of(secrets), "event-1", timestamp, BODY)));
    }

    private static boolean verify(Map<String, String> headers, byte[] body, WebhookSecret... secrets) {
        return WebhookSignature.verify(List.of(secrets), headers::get, body, NOW, TOLERANCE);
    }

    @Test
    void theSignatureIsTheOneThatOtherImplementationsOfTheSpecificationCompute() {
        // the vector that the specification's own libraries are tested with
        WebhookSecret secret = WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        String signature = WebhookSignature.sign(
                List.of(secret), "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", bytes("{\"test\": 2432232314}"));

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void whatWasSignedWithASharedSecretPasses() {
        assertThat(verify(signed(NOW, SECRET), BODY, SECRET)).isTrue();
    }

    @Test
    void duringARotationEitherSecretPassesOnEitherSide() {
        assertThat(verify(signed(NOW, OTHER, SECRET), BODY, SECRET)).isTrue();
        assertThat(verify(signed(NOW, SECRET), BODY, OTHER, SECRET)).isTrue();
    }

    @Test
    void anotherSecretFails() {
        assertThat(verify(signed(NOW, OTHER), BODY, SECRET)).isFalse();
        assertThat(verify(signed(NOW, SECRET), BODY)).isFalse();
    }

    @Test
    void whatWasAlteredFails() {
        assertThat(verify(signed(NOW, SECRET), bytes("{}"), SECRET)).isFalse();

        Map<String, String> otherId = signed(NOW, SECRET);
        otherId.put(WebhookSignature.ID, "event-2");
        assertThat(verify(otherId, BODY, SECRET)).isFalse();

        Map<String, String> later = signed(NOW.minusSeconds(301), SECRET);
        later.put(WebhookSignature.TIMESTAMP, String.valueOf(NOW.getEpochSecond()));
        assertThat(verify(later, BODY, SECRET)).isFalse();

        Map<String, String> otherVersion = signed(NOW, SECRET);
        otherVersion.computeIfPresent(WebhookSignature.SIGNATURE, (name, value) -> "v2" + value.substring(2));
        assertThat(verify(otherVersion, BODY, SECRET)).isFalse();
    }

    @Test
    void whatIsRepeatedAfterTheToleranceFails() {
        assertThat(verify(signed(NOW.minusSeconds(300), SECRET), BODY, SECRET)).isTrue();
        assertThat(verify(signed(NOW.minusSeconds(301), SECRET), BODY, SECRET)).isFalse();
        assertThat(verify(signed(NOW.plusSeconds(300), SECRET), BODY, SECRET)).isTrue();
        assertThat(verify(signed(NOW.plusSeconds(301), SECRET), BODY, SECRET)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-1", "1800000000.0", " 1800000000", "+1800000000", "9999999999999", "999999999999", "now"})
    void aTimestampThatIsNoneFails(String timestamp) {
        Map<String, String> headers = signed(NOW, SECRET);
        headers.put(WebhookSignature.TIMESTAMP, timestamp);
        headers.put(WebhookSignature.SIGNATURE, WebhookSignature.sign(List.of(SECRET), "event-1", timestamp, BODY));

        assertThat(verify(headers, BODY, SECRET)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {WebhookSignature.ID, WebhookSignature.TIMESTAMP, WebhookSignature.SIGNATURE})
    void aMissingHeaderFails(String name) {
        Map<String, String> headers = signed(NOW, SECRET);
        headers.remove(name);

        assertThat(verify(headers, BODY, SECRET)).isFalse();
    }

    @Test
    void headersOfAbsurdLengthFailWithoutWork() {
        Map<String, String> longSignatures = signed(NOW, SECRET);
        longSignatures.computeIfPresent(WebhookSignature.SIGNATURE, (name, value) -> value + " ".repeat(4096));
        assertThat(verify(longSignatures, BODY, SECRET)).isFalse();

        String longId = "x".repeat(257);
        Map<String, String> headers = signed(NOW, SECRET);
        headers.put(WebhookSignature.ID, longId);
        headers.put(
                WebhookSignature.SIGNATURE,
                WebhookSignature.sign(List.of(SECRET), longId, String.valueOf(NOW.getEpochSecond()), BODY));
        assertThat(verify(headers, BODY, SECRET)).isFalse();
    }

    @Test
    void aSecretShowsNothingOfItself() {
        assertThat(SECRET).hasToString("WebhookSecret[hidden]");
        assertThatThrownBy(() -> WebhookSecret.parse("canary-without-prefix"))
                .hasMessage("a webhook secret begins with whsec_")
                .hasNoCause();
        assertThatThrownBy(() -> WebhookSecret.parse("whsec_canary!canary"))
                .hasMessage("a webhook secret is Base64 after whsec_")
                .hasNoCause();
    }

    @Test
    void aSecretThatIsTooShortOrTooLongIsRefused() {
        assertThatThrownBy(() -> WebhookSecret.of(new byte[23]))
                .hasMessage("a webhook secret has 24 to 64 bytes, not 23");
        assertThatThrownBy(() -> WebhookSecret.of(new byte[65]))
                .hasMessage("a webhook secret has 24 to 64 bytes, not 65");
        WebhookSecret.of(new byte[24]);
        WebhookSecret.of(new byte[64]);
    }
}
