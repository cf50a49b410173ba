package io.jitaccess.okta;

import com.okta.sdk.impl.config.ClientConfiguration;
import com.okta.sdk.impl.oauth2.AccessTokenRetrieverServiceImpl;
import com.okta.sdk.impl.oauth2.OAuth2AccessToken;
import com.okta.sdk.resource.client.ApiClient;
import com.okta.sdk.resource.client.ApiException;
import com.okta.sdk.resource.client.Pair;
import com.okta.sdk.resource.client.auth.OAuth;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the service app's token when one is needed. The SDK's own class fetches the first one while the client is built,
 * and after one failed renewal it never asks again and sends requests without a token.
 */
final class Tokens extends OAuth {

    /** Renewed that long before its end. */
    private static final Duration EARLY = Duration.ofMinutes(5);

    private final OktaCredential credential;
    private final String org;
    private final Set<String> scopes;
    private final Duration patience;
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable ApiClient client;
    private long renewAt;
    private volatile @Nullable String current;

    /** @param patience how long to wait while another thread fetches one */
    Tokens(OktaCredential credential, String org, Set<String> scopes, Duration patience) {
        this.credential = credential;
        this.org = org;
        this.scopes = Set.copyOf(scopes);
        this.patience = patience;
    }

    /** What tokens are fetched with; set once, before the first request. */
    void with(ApiClient api) {
        this.client = api;
    }

    @Override
    public void applyToParams(List<Pair> query, Map<String, String> headers, Map<String, String> cookies) {
        // asking for a token goes through here as well, and carries none
        if (!turn.isHeldByCurrentThread()) {
            headers.put("Authorization", "Bearer " + token());
        }
    }

    /** Okta did not take it: the next request fetches another. */
    void forget() {
        current = null;
    }

    private String token() {
        try {
            if (!turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new NoCredentialException("another thread waits for a token", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoCredentialException("interrupted before a token was there", null);
        }
        try {
            String held = current;
            if (held != null && System.nanoTime() - renewAt < 0) {
                return held;
            }
            OAuth2AccessToken fetched = fetch(scopes);
            int lasts = fetched.getExpiresIn() == null ? 0 : fetched.getExpiresIn();
            String text = String.valueOf(fetched.getAccessToken());
            renewAt = System.nanoTime() + Duration.ofSeconds(lasts).minus(EARLY).toNanos();
            current = text;
            return text;
        } finally {
            turn.unlock();
        }
    }

    /** Whether Okta gives a token with that scope. */
    boolean isGranted(String scope) {
        turn.lock();
        try {
            fetch(Set.of(scope));
            return true;
        } catch (NoCredentialException e) {
            if (e.getMessage() != null && e.getMessage().contains("invalid_scope")) {
                return false;
            }
            throw e;
        } finally {
            turn.unlock();
        }
    }

    private OAuth2AccessToken fetch(Set<String> wanted) {
        ApiClient api = client;
        if (api == null) {
            throw new IllegalStateException("no client to fetch tokens with");
        }
        try {
            ClientConfiguration configuration = new ClientConfiguration();
            configuration.setBaseUrl(org);
            configuration.setScopes(wanted);
            credential.into(configuration);
            return new AccessTokenRetrieverServiceImpl(configuration, api).getOAuth2AccessToken();
        } catch (IOException | InvalidKeyException | RuntimeException e) {
            throw new NoCredentialException("no token: " + said(e), answer(e));
        }
    }

    /** The error that OAuth names; nothing else of the answer or of the fault. */
    private static String said(Throwable fault) {
        if (fault instanceof FileSystemException unreadable) {
            return "the private key's file " + unreadable.getFile() + " cannot be read ("
                    + fault.getClass().getSimpleName() + ")";
        }
        String text = fault.getMessage() == null ? "" : fault.getMessage();
        for (String error : List.of("invalid_scope", "invalid_client", "unauthorized_client", "access_denied")) {
            if (text.contains(error)) {
                return error;
            }
        }
        ApiException answer = answer(fault);
        if (answer == null) {
            return fault.getClass().getSimpleName();
        }
        if (answer.getCode() != 0) {
            return "Okta answered " + answer.getCode();
        }
        Throwable cause = answer.getCause();
        return "no answer from Okta"
                + (cause == null ? "" : ": " + cause.getClass().getSimpleName());
    }

    private static @Nullable ApiException answer(Throwable fault) {
        Throwable cause = fault;
        for (int depth = 0; cause != null && depth < 8; depth++) {
            if (cause instanceof ApiException answer) {
                return answer;
            }
            cause = cause.getCause();
        }
        return null;
    }
}
