package io.jitaccess.spring.rest;

import io.jitaccess.spring.TestDirectory;
import io.jitaccess.testkit.provider.FakeProvider;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A host application with people, one provider, and this catalogue. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(OpenSecurity.class)
class Host {

    static final String API = "/jit/api";

    static final Map<String, Object> PROPERTIES =
            Map.of("jit.administrators", "admins", "jit.auditors", "auditors", "jit.poll", "100ms");

    /** Reading is free for an hour, writing needs a DBA, everything needs two of them. */
    static final String CATALOGUE = """
            {"document": {"version": 1,
              "policies": [
                {"id": "free", "rules": [
                  {"name": "short", "when": {"durationAtMost": "PT1H"}, "automatic": {"upTo": "PT1H"}},
                  {"name": "long", "denied": "an hour is enough"}]},
                {"id": "reviewed", "rules": [
                  {"name": "by a DBA", "stages": [{"name": "DBA", "approvers": {"groups": ["dbas"]}}]}]},
                {"id": "twice", "rules": [
                  {"name": "by two", "stages": [{"name": "DBAs", "approvers": {"groups": ["dbas"]}, "quorum": 2}]}]}],
              "eligibilities": [
                {"id": "db-read", "name": "Read the database", "who": {"groups": ["devs"]}, "policy": "free",
                 "duration": {"shortest": "PT1M", "longest": "PT4H"},
                 "entitlements": [{"provider": "fake", "kind": "login", "attributes": {"name": "orders"}}]},
                {"id": "db-write", "name": "Write the database", "who": {"groups": ["devs"]}, "policy": "reviewed",
                 "duration": {"longest": "PT4H", "longestTotal": "PT8H"},
                 "reason": {"required": false}, "furthestStart": "P1D",
                 "entitlements": [{"provider": "fake", "kind": "binding", "attributes": {"name": "orders"}}]},
                {"id": "everything", "name": "Everything", "who": {"groups": ["devs"]}, "policy": "twice",
                 "duration": {"longest": "PT4H"}, "reason": {"required": false},
                 "entitlements": [{"provider": "fake", "kind": "group", "attributes": {"name": "all"}}]}]}}
            """;

    private static final AtomicReference<HttpApp> SHARED = new AtomicReference<>();

    /** One for all tests of the JVM, which ends it. Tests keep out of each other's way by what they ask for. */
    static synchronized HttpApp shared() {
        HttpApp app = SHARED.get();
        if (app == null) {
            app = HttpApp.start(Host.class, PROPERTIES);
            app.put("root", API + "/catalogue", CATALOGUE).is(200);
            SHARED.set(app);
        }
        return app;
    }

    @Bean
    TestDirectory directory() {
        return new TestDirectory()
                .person("ada", "devs")
                .person("mallory", "devs")
                .person("eve", "devs")
                .person("bob", "devs", "dbas")
                .person("cleo", "dbas")
                .person("root", "admins")
                .person("eye", "auditors");
    }

    @Bean
    SilentDataSource dataSource() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:rest;DB_CLOSE_DELAY=-1");
        return new SilentDataSource(h2);
    }

    @Bean
    FakeProvider provider() {
        return FakeProvider.on(Clock.systemUTC());
    }
}
