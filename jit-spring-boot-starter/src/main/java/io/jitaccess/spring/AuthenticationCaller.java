package io.jitaccess.spring;

import io.jitaccess.identity.IdentityId;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;

/** The identity by an authentication's name or by a claim; whoever has neither in the form of an identity is nobody. */
final class AuthenticationCaller implements CallerResolver {

    private final Function<Authentication, Optional<String>> name;

    private AuthenticationCaller(Function<Authentication, Optional<String>> name) {
        this.name = name;
    }

    /** By the authentication's name: the user name, or a token's {@code sub}. */
    static CallerResolver byName() {
        return new AuthenticationCaller(authentication -> Optional.ofNullable(authentication.getName()));
    }

    /** By this claim alone: an authentication without claims has another name space, and is nobody. */
    static CallerResolver byClaim(String claim) {
        return new AuthenticationCaller(authentication -> Claims.text(authentication, claim));
    }

    @Override
    public Optional<IdentityId> resolve(Authentication authentication) {
        if (!authentication.isAuthenticated() || authentication instanceof AnonymousAuthenticationToken) {
            return Optional.empty();
        }
        return name.apply(authentication).flatMap(AuthenticationCaller::identity);
    }

    private static Optional<IdentityId> identity(String text) {
        try {
            return Optional.of(new IdentityId(text));
        } catch (IllegalArgumentException notAnIdentity) {
            return Optional.empty();
        }
    }
}
