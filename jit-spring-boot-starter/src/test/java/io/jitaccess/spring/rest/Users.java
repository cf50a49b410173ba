package io.jitaccess.spring.rest;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** Who may log in, all with the password "pw". */
@Configuration(proxyBeanMethods = false)
class Users {

    /** Compares, and no more: hashing each call of a test is slow. */
    @Bean
    PasswordEncoder passwords() {
        return new PasswordEncoder() {

            @Override
            public @Nullable String encode(@Nullable CharSequence raw) {
                return raw == null ? null : raw.toString();
            }

            @Override
            public boolean matches(@Nullable CharSequence raw, @Nullable String encoded) {
                return raw != null && raw.toString().equals(encoded);
            }
        };
    }

    @Bean
    UserDetailsService users() {
        InMemoryUserDetailsManager users = new InMemoryUserDetailsManager();
        for (String name : new String[] {"ada", "mallory", "eve", "bob", "cleo", "root", "eye", "ghost"}) {
            users.createUser(
                    User.withUsername(name).password("pw").roles("USER").build());
        }
        return users;
    }
}
