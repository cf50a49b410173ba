package io.jitaccess.spring.rest;

import io.jitaccess.JitAccess;
import io.jitaccess.spring.CallerResolver;
import io.jitaccess.spring.JitProperties;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Maps the REST API, only where a security filter chain can say who calls. */
@AutoConfiguration(
        afterName = {
            "io.jitaccess.spring.JitAutoConfiguration",
            "io.jitaccess.spring.JitSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({DispatcherServlet.class, SecurityFilterChain.class})
@ConditionalOnBean({JitAccess.class, SecurityFilterChain.class, CallerResolver.class})
@ConditionalOnBooleanProperty(name = "jit.rest.enabled", matchIfMissing = true)
class RestAutoConfiguration {

    @Bean
    ApiPath jitApiPath(JitProperties properties) {
        return new ApiPath(properties.rest().path());
    }

    @Bean
    Callers jitCallers(CallerResolver resolver) {
        return new Callers(resolver);
    }

    @Bean
    WebMvcConfigurer jitApiForms(JitProperties properties, ApiPath path, Callers callers) {
        JsonBodyConverter converter =
                new JsonBodyConverter(type -> properties.rest().largestBody().toBytes());
        return new WebMvcConfigurer() {

            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
                converters.configureMessageConvertersList(list -> list.add(0, converter));
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new QueryResolver());
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(callers).addPathPatterns(path.value() + "/**");
            }
        };
    }

    @Bean
    ProblemAdvice jitProblemAdvice() {
        return new ProblemAdvice();
    }

    @Bean
    RequestController jitRequestController(JitAccess jit, Callers callers, ApiPath path) {
        return new RequestController(jit.requests(), callers, new Asking(jit.requests(), path));
    }

    @Bean
    GrantController jitGrantController(JitAccess jit, Callers callers, ApiPath path) {
        return new GrantController(jit, callers, new Asking(jit.requests(), path));
    }

    @Bean
    AdministrationController jitAdministrationController(JitAccess jit, Callers callers) {
        return new AdministrationController(jit.administration(), callers);
    }

    @Bean
    CatalogueController jitCatalogueController(JitAccess jit, Callers callers) {
        return new CatalogueController(jit.administration(), callers);
    }

    @Bean
    RecordController jitRecordController(JitAccess jit, Callers callers) {
        return new RecordController(jit, callers);
    }
}
