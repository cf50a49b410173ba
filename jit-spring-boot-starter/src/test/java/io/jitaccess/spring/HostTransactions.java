package io.jitaccess.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.JitAccess;
import io.jitaccess.catalogue.CatalogueJson;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.problem.Refusal;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestDraft;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.testkit.provider.FakeProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a host does with the library in a transaction happens with that transaction, or not at all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HostTransactions {

    private static final IdentityId ADA = new IdentityId("ada");
    private static final IdentityId ROOT = new IdentityId("root");
    private static final PageRequest MANY = PageRequest.first(500);
    private static final String CATALOGUE = """
            {"version": 1,
             "policies": [{"id": "free", "rules": [{"name": "free", "automatic": {"upTo": "PT1H"}}]}],
             "eligibilities": [{"id": "login", "name": "Login", "who": {"groups": ["devs"]}, "policy": "free",
               "duration": {"longest": "PT1H"},
               "entitlements": [{"provider": "fake", "kind": "login", "attributes": {"name": "all"}}]}]}
            """;

    private ConfigurableApplicationContext context;
    private JitAccess jit;
    private JdbcClient sql;
    private TransactionTemplate transaction;

    /** Where an empty database is, with user and password. */
    abstract Map<String, Object> database();

    @BeforeAll
    void start() {
        SpringApplication application = new SpringApplication(Host.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setDefaultProperties(database());
        // no poll within the test's patience: what happens was woken for
        context = application.run("--jit.administrators=admins", "--jit.poll=1m", "--spring.main.banner-mode=off");
        jit = context.getBean(JitAccess.class);
        sql = context.getBean(JdbcClient.class);
        transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
        sql.sql("create table host_order (reason varchar(100) primary key)").update();
        jit.administration().activate(ROOT, CatalogueJson.read(CATALOGUE)).orElseThrow();
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @Test
    void a_request_in_a_transaction_that_is_rolled_back_does_not_exist() {
        String reason = order();
        AccessRequest asked = transaction.execute(status -> {
            AccessRequest request = ask(reason);
            assertThat(jit.requests().find(ADA, request.id()).isDone()).isTrue();
            status.setRollbackOnly();
            return request;
        });
        assertThat(orders(reason)).isZero();
        assertThat(exists(asked.id())).isFalse();
        assertThat(jit.audit(ROOT, AuditQuery.ALL.on(asked.id()), MANY)
                        .orElseThrow()
                        .items())
                .isEmpty();
    }

    @Test
    void a_request_in_a_transaction_that_commits_exists_with_it_and_wakes_the_reconciler() {
        String reason = order();
        GrantId grant = transaction
                .execute(status -> {
                    AccessRequest request = ask(reason);
                    assertThat(jit.status().running())
                            .as("asked on a connection of its own")
                            .isTrue();
                    return request;
                })
                .grant()
                .orElseThrow();
        assertThat(orders(reason)).isOne();
        assertThat(active(grant).request()).isNotNull();
    }

    @Test
    void a_refused_ask_leaves_the_hosts_transaction_as_it_was() {
        String reason = order();
        transaction.executeWithoutResult(status -> {
            insert(reason);
            assertThat(jit.requests()
                            .request(ADA, draft("x".repeat(5000)))
                            .<Refusal>fold(done -> Refusal.CONFLICT, refused -> refused.refusal()))
                    .isEqualTo(Refusal.INVALID);
        });
        assertThat(orders(reason)).isOne();
    }

    @Test
    void an_inner_transaction_is_the_one_that_is_joined() {
        String outer = order();
        String inner = order();
        TransactionTemplate anew = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
        anew.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        AtomicReference<AccessRequest> kept = new AtomicReference<>();
        AccessRequest lost = transaction.execute(status -> {
            insert(order());
            kept.set(anew.execute(innerStatus -> ask(inner)));
            status.setRollbackOnly();
            return ask(outer);
        });
        assertThat(exists(lost.id())).isFalse();
        assertThat(exists(kept.get().id())).isTrue();
    }

    @Test
    void collecting_a_credential_is_on_record_whatever_becomes_of_the_hosts_transaction() {
        GrantId grant = ask(order()).grant().orElseThrow();
        active(grant);
        transaction.executeWithoutResult(status -> {
            jit.grants().collect(ADA, grant, 0).orElseThrow();
            status.setRollbackOnly();
        });
        assertThat(jit.grants().find(ADA, grant).orElseThrow().items().get(0).collected())
                .isOne();
    }

    @Test
    void a_transaction_of_another_database_is_not_joined() {
        JdbcDataSource other = new JdbcDataSource();
        other.setURL("jdbc:h2:mem:" + UUID.randomUUID());
        TransactionTemplate foreign = new TransactionTemplate(new JdbcTransactionManager(other));
        for (boolean used : new boolean[] {false, true}) {
            AccessRequest asked = foreign.execute(status -> {
                if (used) {
                    // binds a connection of the library's database, without a transaction on it
                    sql.sql("select count(*) from host_order").query(Long.class).single();
                }
                AccessRequest request =
                        jit.requests().request(ADA, draft("other")).orElseThrow();
                status.setRollbackOnly();
                return request;
            });
            assertThat(exists(asked.id())).isTrue();
        }
    }

    @Test
    void what_is_asked_after_a_commit_is_not_lost_with_the_transaction_that_ended() {
        for (boolean joinedBefore : new boolean[] {false, true}) {
            for (boolean atCompletion : new boolean[] {false, true}) {
                AtomicReference<AccessRequest> asked = new AtomicReference<>();
                transaction.executeWithoutResult(status -> {
                    insert(order());
                    if (joinedBefore) {
                        jit.requests().request(ADA, draft("before")).orElseThrow();
                    }
                    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                        @Override
                        public void afterCommit() {
                            if (!atCompletion) {
                                asked.set(jit.requests()
                                        .request(ADA, draft("after"))
                                        .orElseThrow());
                            }
                        }

                        @Override
                        public void afterCompletion(int outcome) {
                            if (atCompletion) {
                                asked.set(jit.requests()
                                        .request(ADA, draft("after"))
                                        .orElseThrow());
                            }
                        }
                    });
                });
                assertThat(exists(asked.get().id()))
                        .as("joined before %s, at completion %s", joinedBefore, atCompletion)
                        .isTrue();
                active(asked.get().grant().orElseThrow());
            }
        }
    }

    private String order() {
        return "order " + UUID.randomUUID();
    }

    private void insert(String reason) {
        sql.sql("insert into host_order values (?)").param(reason).update();
    }

    private long orders(String reason) {
        return sql.sql("select count(*) from host_order where reason = ?")
                .param(reason)
                .query(Long.class)
                .single();
    }

    private AccessRequest ask(String reason) {
        insert(reason);
        return jit.requests().request(ADA, draft(reason)).orElseThrow();
    }

    private static RequestDraft draft(String reason) {
        return RequestDraft.of(new EligibilityId("login"), Duration.ofHours(1), reason);
    }

    private boolean exists(RequestId request) {
        return jit.requests().find(ADA, request).isDone();
    }

    private Grant active(GrantId grant) {
        return jit.grants().whenActive(grant).orTimeout(45, TimeUnit.SECONDS).join();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Host {

        @Bean
        TestDirectory directory() {
            return new TestDirectory().person("ada", "devs").person("root", "admins");
        }

        @Bean
        FakeProvider provider() {
            return FakeProvider.on(Clock.systemUTC());
        }
    }
}
