package io.jitaccess.spring;

import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.provider.FakeProvider;
import io.jitaccess.testkit.store.InMemoryStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a host must bring, each by itself. */
final class Parts {

    private Parts() {}

    @Configuration(proxyBeanMethods = false)
    static class WithClock {

        @Bean
        TestClock clock() {
            return new TestClock();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WithStore {

        @Bean
        SilentStore store(TestClock clock) {
            return new SilentStore(new InMemoryStore(clock));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WithDirectory {

        @Bean
        TestDirectory directory() {
            return new TestDirectory().person("ada", "devs").person("root", "admins");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WithProvider {

        @Bean
        FakeProvider provider(TestClock clock) {
            return FakeProvider.on(clock.asClock());
        }
    }
}
