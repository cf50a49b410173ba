package io.jitaccess.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.JitAccess;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class LifecycleTest {

    @Test
    void it_runs_before_the_web_server_takes_calls_and_until_after_it_took_the_last() {
        SpringApplication application = new SpringApplication(Host.class);
        application.setDefaultProperties(Map.of("server.port", "0", "spring.main.banner-mode", "off"));
        Calls calls;
        try (ConfigurableApplicationContext context = application.run()) {
            calls = context.getBean(Calls.class);
            calls.port = ((WebServerApplicationContext) context).getWebServer().getPort();
            assertThat(calls.accepting()).isTrue();
            assertThat(calls.seen).containsExactly("start");
            assertThat(calls.webServerStartedFirst).isFalse();
        }
        assertThat(calls.seen.subList(0, 2)).containsExactly("start", "close");
        assertThat(calls.acceptingAtClose).isFalse();
    }

    /** What was called, and whether the web server took calls at that time. */
    static final class Calls implements ApplicationListener<WebServerInitializedEvent> {

        final List<String> seen = Collections.synchronizedList(new ArrayList<>());
        volatile int port;
        volatile boolean webServerStarted;
        volatile boolean webServerStartedFirst;
        volatile boolean acceptingAtClose;

        @Override
        public void onApplicationEvent(WebServerInitializedEvent event) {
            webServerStarted = true;
        }

        JitAccess jit() {
            return (JitAccess) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {JitAccess.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("start")) {
                            webServerStartedFirst = webServerStarted;
                            seen.add("start");
                        }
                        if (method.getName().equals("close")) {
                            acceptingAtClose |= accepting();
                            seen.add("close");
                        }
                        return null;
                    });
        }

        boolean accepting() {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Host {

        @Bean
        Calls calls() {
            return new Calls();
        }

        @Bean
        JitAccess jit(Calls calls) {
            return calls.jit();
        }
    }
}
