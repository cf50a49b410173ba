package io.jitaccess.spring.rest;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** A host that authenticates whoever logs in and lets everybody else through as well: the library must not. */
@Configuration(proxyBeanMethods = false)
@Import(Users.class)
class OpenSecurity {

    @Bean
    SecurityFilterChain chain(HttpSecurity http) {
        return http.httpBasic(Customizer.withDefaults())
                .csrf(csrf -> csrf.ignoringRequestMatchers("/jit/api/**"))
                .authorizeHttpRequests(calls -> calls.anyRequest().permitAll())
                .build();
    }
}
