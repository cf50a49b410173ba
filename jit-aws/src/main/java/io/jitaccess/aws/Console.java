package io.jitaccess.aws;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.services.sts.model.Credentials;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the link with which the holder of a session enters the console. It lets anybody in who has it, for 15 minutes, so
 * it is a field of the credential that is handed out once, and nowhere else. The SDK has no call for it: it is one request
 * to AWS's sign-in, without a duration of its own, so that the console ends with the session. The request's address holds
 * the session's keys, and the SDK's HTTP client logs addresses: the JDK's own connection does not, but in its wire log.
 */
final class Console {

    /** The field with the link. */
    static final String LINK = "consoleTokenLink";

    /** The field with the reason why there is none. */
    static final String NONE = "consoleNotAvailable";

    private static final int LONGEST_ANSWER = 65_536;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Duration timeout;
    private final URI issuer;
    private final Optional<URI> endpoint;

    /**
     * @param timeout to connect, and again to be answered
     * @param issuer the page that AWS shows whose session has ended
     * @param endpoint where the request goes instead of AWS
     */
    Console(Duration timeout, URI issuer, Optional<URI> endpoint) {
        this.timeout = timeout;
        this.issuer = issuer;
        this.endpoint = endpoint;
    }

    /** One field: the link, or why there is none. Never fails, as the credential is of use without it. */
    Map<String, String> field(String role, Credentials session) {
        Optional<ConsolePlace> place = ConsolePlace.of(Arn.fromString(role).partition());
        if (place.isEmpty()) {
            return Map.of(NONE, ConsolePlace.UNKNOWN);
        }
        try {
            return token(place.get(), session)
                    .map(token -> Map.of(LINK, link(place.get(), token)))
                    .orElseGet(() -> Map.of(
                            NONE,
                            "AWS's sign-in refuses the session: for some, only a user's own keys may ask for one"));
        } catch (IOException e) {
            return Map.of(NONE, "no answer from AWS's sign-in");
        }
    }

    private String link(ConsolePlace place, String token) {
        return place.federation() + "?Action=login&Issuer=" + encode(issuer.toString()) + "&Destination="
                + encode(place.destination()) + "&SigninToken=" + encode(token);
    }

    private Optional<String> token(ConsolePlace place, Credentials session) throws IOException {
        String text = JSON.writeValueAsString(Map.of(
                "sessionId", session.accessKeyId(),
                "sessionKey", session.secretAccessKey(),
                "sessionToken", session.sessionToken()));
        URI at = endpoint.map(other -> other.resolve("/federation")).orElseGet(() -> URI.create(place.federation()));
        HttpURLConnection request =
                (HttpURLConnection) URI.create(at + "?Action=getSigninToken&Session=" + encode(text))
                        .toURL()
                        .openConnection();
        request.setConnectTimeout((int) timeout.toMillis());
        request.setReadTimeout((int) timeout.toMillis());
        request.setInstanceFollowRedirects(false);
        try {
            if (request.getResponseCode() != HttpURLConnection.HTTP_OK) {
                return Optional.empty();
            }
            try (InputStream body = request.getInputStream()) {
                JsonNode found = JSON.readTree(body.readNBytes(LONGEST_ANSWER));
                return Optional.of(found.path("SigninToken").asString("")).filter(token -> !token.isEmpty());
            }
        } catch (JacksonException e) {
            return Optional.empty();
        } finally {
            request.disconnect();
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
