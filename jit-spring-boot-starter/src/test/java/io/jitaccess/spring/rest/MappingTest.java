package io.jitaccess.spring.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.JitAccess;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.spring.CallerResolver;
import jakarta.servlet.DispatcherType;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.web.servlet.DispatcherServlet;

class MappingTest {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    named("io.jitaccess.spring.JitAutoConfiguration"),
                    named("io.jitaccess.spring.JitSecurityAutoConfiguration"),
                    RestAutoConfiguration.class,
                    WebMvcAutoConfiguration.class))
            .withBean(JitAccess.class, () -> new StubJitAccess().jit());
    private final WebApplicationContextRunner secured = runner.withBean(
            SecurityFilterChain.class, () -> new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE));

    @Test
    void the_api_is_mapped_where_a_filter_chain_is() {
        secured.run(context -> assertThat(context).hasSingleBean(RequestController.class));
    }

    @Test
    void without_a_filter_chain_nothing_is_mapped() {
        runner.run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(RequestController.class)
                .hasSingleBean(JitAccess.class));
    }

    @Test
    void switched_off_or_without_mvc_or_security_nothing_is_mapped() {
        secured.withPropertyValues("jit.rest.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(RequestController.class));
        secured.withPropertyValues("jit.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(RequestController.class));
        runner.withClassLoader(new FilteredClassLoader(SecurityFilterChain.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(RequestController.class));
        secured.withClassLoader(new FilteredClassLoader(DispatcherServlet.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(RequestController.class));
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        named("io.jitaccess.spring.JitAutoConfiguration"), RestAutoConfiguration.class))
                .withBean(JitAccess.class, () -> new StubJitAccess().jit())
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(RequestController.class));
    }

    /** With the library's own place below a context path, and a host that keeps its CSRF protection on. */
    @Test
    void path_context_path_and_csrf_are_the_hosts_to_choose() {
        try (HttpApp app = HttpApp.start(
                Protected.class, Map.of("jit.rest.path", "/access/v1", "server.servlet.context-path", "/portal"))) {
            app.get("ada", "/portal/access/v1/me").is(500);
            app.get("ada", "/portal/jit/api/me").is(404);
            app.get("", "/portal/access/v1/me").is(401);
            app.post("ada", "/portal/access/v1/requests/explain", "{}").is(403);

            Reply page = app.get("ada", "/portal/page");
            String cookie = page.response().headers().allValues("Set-Cookie").stream()
                    .filter(each -> each.startsWith("XSRF-TOKEN="))
                    .findFirst()
                    .orElseThrow();
            String token = cookie.substring("XSRF-TOKEN=".length(), cookie.indexOf(';'));
            app.post(
                            "ada",
                            "/portal/access/v1/requests/explain",
                            "{}",
                            "X-XSRF-TOKEN",
                            token,
                            "Cookie",
                            "XSRF-TOKEN=" + token)
                    .isProblem(400, "malformed");
        }
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Users.class)
    static class Protected {

        @Bean
        JitAccess jit() {
            return new StubJitAccess().jit();
        }

        @Bean
        CallerResolver callers() {
            return authentication -> Optional.of(new IdentityId(authentication.getName()));
        }

        @Bean
        SecurityFilterChain chain(HttpSecurity http) {
            return http.httpBasic(Customizer.withDefaults())
                    .csrf(csrf -> csrf.spa().csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse()))
                    .authorizeHttpRequests(calls -> calls.dispatcherTypeMatchers(DispatcherType.ERROR)
                            .permitAll()
                            .anyRequest()
                            .authenticated())
                    .build();
        }
    }
}
