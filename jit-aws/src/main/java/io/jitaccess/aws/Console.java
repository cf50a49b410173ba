package io.jitaccess.aws;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.sts.model.Credentials;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the link with which the holder of a session enters the console. It lets anybody in who has it, for 15 minutes, so
 * it is a field of the credential that is handed out once, and nowhere else. The SDK has no call for it: it is one request
 * to AWS's sign-in, without a duration of its own, so that the console ends with the session.
 */
final class Console {

    /** The field with the link. */
    static final String LINK = "consoleTokenLink";

    /** The field with the reason why there is none. */
    static final String NONE = "consoleNotAvailable";

    private static final int LONGEST_ANSWER = 65_536;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Where the console of a partition is, and its sign-in. */
    private enum Place {
        AWS("aws", "signin.aws.amazon.com", "console.aws.amazon.com"),
        CHINA("aws-cn", "signin.amazonaws.cn", "console.amazonaws.cn"),
        GOVERNMENT("aws-us-gov", "signin.amazonaws-us-gov.com", "console.amazonaws-us-gov.com");

        private final String partition;
        private final String signIn;
        private final String destination;

        Place(String partition, String signIn, String console) {
            this.partition = partition;
            this.signIn = "https://" + signIn + "/federation";
            this.destination = "https://" + console + "/";
        }

        static Optional<Place> of(String role) {
            String partition = Arn.fromString(role).partition();
            for (Place place : values()) {
                if (place.partition.equals(partition)) {
                    return Optional.of(place);
                }
            }
            return Optional.empty();
        }
    }

    private final SdkHttpClient http;
    private final URI issuer;
    private final Optional<URI> endpoint;

    /**
     * @param issuer the page that AWS shows whose session has ended
     * @param endpoint where the request goes instead of AWS
     */
    Console(SdkHttpClient http, URI issuer, Optional<URI> endpoint) {
        this.http = http;
        this.issuer = issuer;
        this.endpoint = endpoint;
    }

    /** One field: the link, or why there is none. Never fails, as the credential is of use without it. */
    Map<String, String> field(String role, Credentials session) {
        Optional<Place> place = Place.of(role);
        if (place.isEmpty()) {
            return Map.of(NONE, "it is not known where the console of this AWS partition is");
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

    private String link(Place place, String token) {
        return place.signIn + "?Action=login&Issuer=" + encode(issuer.toString()) + "&Destination="
                + encode(place.destination) + "&SigninToken=" + encode(token);
    }

    private Optional<String> token(Place place, Credentials session) throws IOException {
        String text = JSON.writeValueAsString(Map.of(
                "sessionId", session.accessKeyId(),
                "sessionKey", session.secretAccessKey(),
                "sessionToken", session.sessionToken()));
        URI at = endpoint.map(other -> other.resolve("/federation")).orElseGet(() -> URI.create(place.signIn));
        SdkHttpFullRequest request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(at)
                .putRawQueryParameter("Action", "getSigninToken")
                .putRawQueryParameter("Session", text)
                .build();
        HttpExecuteResponse answer = http.prepareRequest(
                        HttpExecuteRequest.builder().request(request).build())
                .call();
        try (InputStream body =
                answer.responseBody().orElseGet(() -> AbortableInputStream.create(InputStream.nullInputStream()))) {
            byte[] read = body.readNBytes(LONGEST_ANSWER);
            if (!answer.httpResponse().isSuccessful()) {
                return Optional.empty();
            }
            JsonNode found = JSON.readTree(read);
            return Optional.of(found.path("SigninToken").asString("")).filter(token -> !token.isEmpty());
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
