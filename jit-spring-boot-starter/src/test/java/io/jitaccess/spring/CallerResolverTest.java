package io.jitaccess.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.identity.IdentityId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.ClaimAccessor;

class CallerResolverTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(JitAutoConfiguration.class, JitSecurityAutoConfiguration.class))
            .withUserConfiguration(
                    Parts.WithClock.class, Parts.WithStore.class, Parts.WithDirectory.class, Parts.WithProvider.class);

    @Test
    void the_caller_is_the_name_of_who_logged_in() {
        runner.run(context -> {
            CallerResolver resolver = context.getBean(CallerResolver.class);
            assertThat(resolver.resolve(loggedIn("ada"))).contains(new IdentityId("ada"));
            assertThat(resolver.resolve(loggedIn("Ada"))).contains(new IdentityId("Ada"));
        });
    }

    @Test
    void whoever_did_not_log_in_or_has_no_name_is_nobody() {
        runner.run(context -> {
            CallerResolver resolver = context.getBean(CallerResolver.class);
            Authentication not = loggedIn("ada");
            not.setAuthenticated(false);
            assertThat(resolver.resolve(not)).isEmpty();
            assertThat(resolver.resolve(new AnonymousAuthenticationToken(
                            "key", "ada", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"))))
                    .isEmpty();
            for (String name : List.of("", " ada", "ada ", "a\nda", "x".repeat(201))) {
                assertThat(resolver.resolve(loggedIn(name))).as(name).isEmpty();
            }
        });
    }

    @Test
    void a_claim_that_is_configured_is_the_only_name_that_counts() {
        runner.withPropertyValues("jit.rest.caller-claim=oid").run(context -> {
            CallerResolver resolver = context.getBean(CallerResolver.class);
            assertThat(resolver.resolve(withClaims(Map.of("sub", "pairwise", "oid", "ada"))))
                    .contains(new IdentityId("ada"));
            assertThat(resolver.resolve(withClaims(Map.of("sub", "ada")))).isEmpty();
            assertThat(resolver.resolve(withClaims(Map.of("oid", List.of("ada")))))
                    .isEmpty();
            assertThat(resolver.resolve(loggedIn("ada")))
                    .as("a user name is not a claim")
                    .isEmpty();
        });
    }

    @Test
    void a_claim_without_the_classes_to_read_it_fails_the_start() {
        runner.withPropertyValues("jit.rest.caller-claim=oid")
                .withClassLoader(new FilteredClassLoader(ClaimAccessor.class))
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("jit.rest.caller-claim"));
        runner.withClassLoader(new FilteredClassLoader(ClaimAccessor.class))
                .run(context -> assertThat(context.getBean(CallerResolver.class).resolve(loggedIn("ada")))
                        .contains(new IdentityId("ada")));
    }

    @Test
    void a_resolver_of_the_hosts_own_takes_the_place() {
        CallerResolver own = authentication -> Optional.of(new IdentityId("always"));
        runner.withBean(CallerResolver.class, () -> own)
                .run(context ->
                        assertThat(context.getBean(CallerResolver.class)).isSameAs(own));
    }

    @Test
    void without_spring_security_there_is_none() {
        runner.withClassLoader(new FilteredClassLoader(Authentication.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("jitCallerResolver"));
    }

    private static Authentication loggedIn(String name) {
        TestingAuthenticationToken token = new TestingAuthenticationToken(name, "n/a");
        token.setAuthenticated(true);
        return token;
    }

    private static Authentication withClaims(Map<String, Object> claims) {
        ClaimAccessor principal = () -> claims;
        TestingAuthenticationToken token = new TestingAuthenticationToken(principal, "n/a");
        token.setAuthenticated(true);
        return token;
    }
}
