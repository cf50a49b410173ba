package io.jitaccess.spring;

import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClaimAccessor;

/** Reads claims; a class of its own because the host may not have Spring Security's OAuth2 classes. */
final class Claims {

    private Claims() {}

    /** The claim, if the authentication's principal has claims and this one is a text. */
    static Optional<String> text(Authentication authentication, String claim) {
        return authentication.getPrincipal() instanceof ClaimAccessor claims
                        && claims.getClaims().get(claim) instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }
}
