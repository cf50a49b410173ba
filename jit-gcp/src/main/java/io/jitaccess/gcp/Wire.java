package io.jitaccess.gcp;

import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpResponse;
import com.google.auth.Credentials;
import com.google.auth.http.HttpCredentialsAdapter;
import java.io.IOException;
import java.time.Duration;

/**
 * Prepares each request: one try, bounded, unlogged. A request is never sent twice by the client: not after a lost
 * connection, not after a redirect, and after a refused credential only the credential is renewed, for the next call.
 */
final class Wire implements HttpRequestInitializer {

    private final HttpCredentialsAdapter credentials;
    private final int connectMillis;
    private final int readMillis;

    Wire(Credentials credentials, Duration requestTimeout) {
        this.credentials = new HttpCredentialsAdapter(credentials);
        this.readMillis = Math.toIntExact(requestTimeout.toMillis());
        this.connectMillis = Math.max(1, readMillis / 2);
    }

    @Override
    public void initialize(HttpRequest request) throws IOException {
        try {
            credentials.initialize(request);
        } catch (IOException | RuntimeException e) {
            throw new NoCredentialException();
        }
        request.setUnsuccessfulResponseHandler((sent, answer, retries) -> {
            renew(sent, answer);
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

    private void renew(HttpRequest sent, HttpResponse answer) {
        try {
            credentials.handleResponse(sent, answer, false);
        } catch (RuntimeException fixed) {
            // a credential that cannot be renewed stays what it is, and the answer stands
        }
    }
}
