package io.jitaccess.entra;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import reactor.core.publisher.Mono;

/** The library's own account: whatever fails while a token is got, no request was sent. */
record OwnToken(TokenCredential credential) implements TokenCredential {

    @Override
    public Mono<AccessToken> getToken(TokenRequestContext context) {
        return credential.getToken(context);
    }

    @Override
    public AccessToken getTokenSync(TokenRequestContext context) {
        AccessToken token;
        try {
            token = credential.getTokenSync(context);
        } catch (RuntimeException e) {
            throw new NoTokenException("the library's own account could not sign in to Entra ID: "
                    + SignInCode.of(e).orElse(e.getClass().getSimpleName()));
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new NoTokenException("interrupted before anything was sent");
        }
        return token;
    }

    @Override
    public String toString() {
        return "OwnToken";
    }
}
