package io.jitaccess.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.JitAccess;
import io.jitaccess.jdbc.ConnectionSource;
import io.jitaccess.jdbc.JdbcSchema;
import io.jitaccess.jdbc.JdbcStore;
import io.jitaccess.spi.store.Store;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class StoreAutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(JitStoreAutoConfiguration.class, JitAutoConfiguration.class))
            .withUserConfiguration(Parts.WithClock.class, Parts.WithDirectory.class, Parts.WithProvider.class);

    @Test
    void the_store_is_in_the_hosts_database_and_makes_its_tables() {
        runner.withBean(DataSource.class, StoreAutoConfigurationTest::empty).run(context -> {
            assertThat(context).hasSingleBean(JdbcStore.class).hasSingleBean(SpringConnectionSource.class);
            JdbcSchema.verify(context.getBean(DataSource.class));
            assertThat(context.getBean(JitAccess.class).status().overdue()).isZero();
        });
    }

    @Test
    void a_schema_that_the_host_manages_is_checked_and_not_made() {
        ApplicationContextRunner verifying = runner.withPropertyValues("jit.schema.manage=verify");
        verifying.withBean(DataSource.class, StoreAutoConfigurationTest::empty).run(context -> {
            FailureAnalysis analysis = analysis(context);
            assertThat(analysis.getAction()).contains("jit.schema.manage=apply", JdbcSchema.class.getName());
        });
        DataSource made = empty();
        JdbcSchema.migrate(made);
        verifying
                .withBean(DataSource.class, () -> made)
                .run(context -> assertThat(context).hasSingleBean(JdbcStore.class));
    }

    @Test
    void a_schema_that_is_nobodys_business_is_neither_made_nor_checked() {
        // without the library itself, which would use the missing tables at once
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(JitStoreAutoConfiguration.class))
                .withPropertyValues("jit.schema.manage=none")
                .withBean(DataSource.class, StoreAutoConfigurationTest::empty)
                .run(context -> assertThat(context).hasSingleBean(JdbcStore.class));
    }

    @Test
    void of_several_data_sources_one_must_be_named() {
        ApplicationContextRunner several = runner.withBean("one", DataSource.class, StoreAutoConfigurationTest::empty)
                .withBean("two", DataSource.class, StoreAutoConfigurationTest::empty);
        several.run(context ->
                assertThat(analysis(context).getAction()).contains("@Primary", SpringConnectionSource.class.getName()));
        DataSource chosen = empty();
        several.withBean(ConnectionSource.class, () -> new SpringConnectionSource(chosen))
                .run(context -> {
                    assertThat(context).hasSingleBean(JdbcStore.class);
                    JdbcSchema.verify(chosen);
                });
    }

    @Test
    void a_store_of_the_hosts_own_takes_the_place() {
        runner.withBean(DataSource.class, StoreAutoConfigurationTest::empty)
                .withUserConfiguration(Parts.WithStore.class)
                .run(context -> {
                    assertThat(context).doesNotHaveBean(JdbcStore.class).doesNotHaveBean(ConnectionSource.class);
                    assertThat(context.getBean(Store.class)).isInstanceOf(SilentStore.class);
                });
    }

    private static FailureAnalysis analysis(AssertableApplicationContext context) {
        assertThat(context).hasFailed();
        FailureAnalysis analysis = new JitStartFailureAnalyzer().analyze(context.getStartupFailure());
        assertThat(analysis).isNotNull();
        return analysis;
    }

    private static DataSource empty() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return h2;
    }
}
