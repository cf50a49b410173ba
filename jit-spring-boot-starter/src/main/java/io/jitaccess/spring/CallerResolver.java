package io.jitaccess.spring;

import io.jitaccess.identity.IdentityId;
import java.util.Optional;
import org.springframework.security.core.Authentication;

/**
 * Says which identity of the directory an authenticated call is made by. A bean of this type replaces the starter's.
 *
 * <p>Called by the thread of each call of the REST API; must be fast, thread-safe and without side effect. It decides
 * <em>who</em>, never <em>whether</em>: the library authorises the identity that it names. What it throws fails the call.
 */
@FunctionalInterface
public interface CallerResolver {

    /**
     * The identity behind an authentication; empty for anybody who is none, such as an anonymous caller: the call is then
     * answered with 401.
     */
    Optional<IdentityId> resolve(Authentication authentication);
}
