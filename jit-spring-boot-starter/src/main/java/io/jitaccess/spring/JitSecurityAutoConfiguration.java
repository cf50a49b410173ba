package io.jitaccess.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ResourceLoader;
import org.springframework.security.core.Authentication;
import org.springframework.util.ClassUtils;

/** Says who an authentication is, where the host has Spring Security. */
@AutoConfiguration(after = JitAutoConfiguration.class)
@ConditionalOnClass(Authentication.class)
@ConditionalOnBean(JitProperties.class)
class JitSecurityAutoConfiguration {

    private static final String CLAIMS = "org.springframework.security.oauth2.core.ClaimAccessor";

    @Bean
    @ConditionalOnMissingBean
    CallerResolver jitCallerResolver(JitProperties properties, ResourceLoader resources) {
        return JitProperties.given(properties.rest().callerClaim())
                .map(claim -> byClaim(claim, resources.getClassLoader()))
                .orElseGet(AuthenticationCaller::byName);
    }

    private static CallerResolver byClaim(String claim, @Nullable ClassLoader classes) {
        if (!ClassUtils.isPresent(CLAIMS, classes)) {
            throw new IllegalStateException(
                    "jit.rest.caller-claim needs Spring Security's OAuth2 support (" + CLAIMS + ")");
        }
        return AuthenticationCaller.byClaim(claim);
    }
}
