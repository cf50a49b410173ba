package io.jitaccess.spring.rest;

import io.jitaccess.identity.IdentityId;
import io.jitaccess.spring.CallerResolver;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;

/** Names the caller of each call, before anything of the call is read. */
final class Callers implements HandlerInterceptor {

    private static final String CALLER = Callers.class.getName();

    private final CallerResolver resolver;

    Callers(CallerResolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        IdentityId caller = Optional.ofNullable(
                        SecurityContextHolder.getContext().getAuthentication())
                .flatMap(resolver::resolve)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.UNAUTHENTICATED, "", "unauthenticated", "no identity is behind this call"));
        request.setAttribute(CALLER, caller);
        return true;
    }

    /** The caller of the call that runs on this thread. */
    IdentityId current() {
        if (RequestContextHolder.currentRequestAttributes().getAttribute(CALLER, RequestAttributes.SCOPE_REQUEST)
                instanceof IdentityId caller) {
            return caller;
        }
        throw new IllegalStateException("a controller was called without its interceptor");
    }
}
