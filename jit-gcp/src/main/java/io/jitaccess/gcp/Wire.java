package io.jitaccess.gcp;

import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpResponse;
import com.google.auth.Credentials;
import com.google.auth.http.HttpCredentialsAdapter;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Prepares each request: one try, bounded, unlogged. A request is never sent twice by the client: not after a lost
 * connection, not after a redirect, and after a refused credential only the credential is renewed, for the next call.
 */
final class Wire implements HttpRequestInitializer {

    /** The library's own account, looked for at each request until it is found. */
    interface Own {
        Credentials find() throws IOException;
    }

    private final Own own;
    private final int connectMillis;
    private final int readMillis;
    private volatile @Nullable HttpCredentialsAdapter found;

    Wire(Own own, Duration requestTimeout) {
        this.own = own;
        this.readMillis = Math.toIntExact(requestTimeout.toMillis());
        this.connectMillis = Math.max(1, readMillis / 2);
    }

    @Override
    public void initialize(HttpRequest request) throws IOException {
        HttpCredentialsAdapter credentials;
        try {
            credentials = credentials();
            credentials.initialize(request);
        } catch (IOException | RuntimeException e) {
            throw new NoCredentialException();
        }
        request.setUnsuccessfulResponseHandler((sent, answer, retries) -> {
            renew(credentials, sent, answer);
            return false;
        });
        request.setIOExceptionHandler(null);
        request.setNumberOfRetries(0);
        request.setFollowRedirects(false);
        request.setConnectTimeout(connectMillis);
        request.setReadTimeout(readMillis);
        // bodies carry tokens
        request.setLoggingEnabled(false);
        request.setCurlLoggingEnabled(false);
    }

    private HttpCredentialsAdapter credentials() throws IOException {
        HttpCredentialsAdapter known = found;
        if (known == null) {
            known = new HttpCredentialsAdapter(own.find());
            found = known;
        }
        return known;
    }

    private static void renew(HttpCredentialsAdapter credentials, HttpRequest sent, HttpResponse answer) {
        try {
            credentials.handleResponse(sent, answer, false);
        } catch (RuntimeException fixed) {
            // a credential that cannot be renewed stays what it is, and the answer stands
        }
    }
}
