package io.jitaccess.okta;

import com.okta.sdk.resource.client.Pair;
import com.okta.sdk.resource.client.auth.ApiKeyAuth;
import java.util.List;
import java.util.Map;

/** Asks the host for the API token before each request, so that a new one is used at once. */
final class ApiToken extends ApiKeyAuth {

    private static final String HEADER = "Authorization";

    private final OktaCredential credential;

    ApiToken(OktaCredential credential) {
        super("header", HEADER);
        this.credential = credential;
    }

    @Override
    public void applyToParams(List<Pair> query, Map<String, String> headers, Map<String, String> cookies) {
        if (credential.isServiceApp()) {
            return;
        }
        try {
            headers.put(HEADER, "SSWS " + credential.token());
        } catch (RuntimeException e) {
            throw new NoCredentialException("no API token: " + e.getClass().getSimpleName(), null);
        }
    }
}
