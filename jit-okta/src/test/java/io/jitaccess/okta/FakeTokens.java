package io.jitaccess.okta;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Okta's token endpoint for service apps, and how its API judges a token.
 *
 * <ul>
 *   <li>client_credentials with a private_key_jwt, whose issuer and subject are the app and whose audience is the endpoint;
 *       scopes must each be granted to the app, or the answer is invalid_scope
 *       (developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp).
 *   <li>Where DPoP is demanded, a request without a proof is invalid_dpop_proof, and one without the nonce is told it
 *       (developer.okta.com/docs/guides/dpop, RFC 9449).
 *   <li>What is not its token is refused with 401 and E0000011, and a token without the scope with 403 and E0000006
 *       (developer.okta.com/docs/reference/error-codes); a scope to manage includes the one to read
 *       (developer.okta.com/docs/api/oauth2).
 *   <li>An API token, named SSWS, has every right of who made it (developer.okta.com/docs/guides/create-an-api-token).
 * </ul>
 */
final class FakeTokens {

    static final String PATH = "/oauth2/v1/token";
    static final String CLIENT = "0oaServiceApp1234567";
    static final String KEY_ID = "key-1";
    static final String API_TOKEN = "canary-api-token";
    static final String CANARY = "canary-access-token";

    private static final KeyPair KEYS = keys();

    record Answer(int status, String body, Optional<String> nonce) {}

    private final String base;
    private final Map<String, Set<String>> issued = new HashMap<>();
    private final AtomicInteger number = new AtomicInteger();

    final Set<String> granted = new TreeSet<>(Operation.scopes(List.of(Operation.values())));
    volatile String apiToken = API_TOKEN;
    volatile boolean demandsDpop;
    volatile boolean isDown;
    volatile int lasts = 3600;

    FakeTokens(String base) {
        this.base = base;
    }

    static PrivateKey key() {
        return KEYS.getPrivate();
    }

    static byte[] sign(byte[] text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KEYS.getPrivate());
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    int number() {
        return number.get();
    }

    /** Every token that was issued is no longer taken. */
    synchronized void recall() {
        issued.clear();
    }

    synchronized Answer answer(FakeRequest request) {
        if (isDown) {
            return new Answer(503, "{}", Optional.empty());
        }
        if (!isSigned(request.form("client_assertion"))) {
            return refused(401, "invalid_client");
        }
        Set<String> scopes = new TreeSet<>(Arrays.asList(request.form("scope").split(" ")));
        if (!granted.containsAll(scopes)) {
            return refused(400, "invalid_scope");
        }
        if (demandsDpop) {
            Optional<String> proof = request.header("DPoP");
            if (proof.isEmpty()) {
                return refused(400, "invalid_dpop_proof");
            }
            if (!part(proof.get(), 1).contains("\"nonce\":\"once\"")) {
                return new Answer(400, Json.of(Map.of("error", "use_dpop_nonce")), Optional.of("once"));
            }
        }
        String token = CANARY + "-" + number.incrementAndGet();
        issued.put(token, scopes);
        return new Answer(
                200,
                Json.of(Map.of(
                        "token_type",
                        demandsDpop ? "DPoP" : "Bearer",
                        "expires_in",
                        lasts,
                        "access_token",
                        token,
                        "scope",
                        String.join(" ", scopes))),
                Optional.empty());
    }

    synchronized void check(FakeRequest request, String operation) {
        String header = request.header("Authorization").orElse("");
        if (header.equals("SSWS " + apiToken)) {
            return;
        }
        String scheme = demandsDpop ? "DPoP " : "Bearer ";
        Set<String> scopes = header.startsWith(scheme) ? issued.get(header.substring(scheme.length())) : null;
        if (scopes == null || (demandsDpop && request.header("DPoP").isEmpty())) {
            throw new FakeFault(401, "E0000011", "Invalid token provided");
        }
        // a scope to manage is one to read as well
        boolean allowed = Arrays.stream(Operation.values())
                .filter(each -> each.request().equals(operation))
                .anyMatch(each -> scopes.contains(each.scope())
                        || scopes.contains(each.scope().replace(".read", ".manage")));
        if (!allowed) {
            throw FakeFault.forbidden();
        }
    }

    private boolean isSigned(String assertion) {
        String[] parts = assertion.split("\\.");
        if (parts.length != 3) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(KEYS.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            String claims = part(assertion, 1);
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
                    && part(assertion, 0).contains("\"kid\":\"" + KEY_ID + "\"")
                    && claims.contains("\"iss\":\"" + CLIENT + "\"")
                    && claims.contains("\"sub\":\"" + CLIENT + "\"")
                    && claims.contains(base + PATH);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String part(String token, int number) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[number]), StandardCharsets.UTF_8);
    }

    private static Answer refused(int status, String error) {
        return new Answer(status, Json.of(Map.of("error", error, "error_description", "no")), Optional.empty());
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
