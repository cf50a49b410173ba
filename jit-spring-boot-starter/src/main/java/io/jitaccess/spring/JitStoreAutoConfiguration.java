package io.jitaccess.spring;

import io.jitaccess.jdbc.ConnectionSource;
import io.jitaccess.jdbc.JdbcSchema;
import io.jitaccess.jdbc.JdbcStore;
import io.jitaccess.spi.store.Store;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;

/** The store in the host's own database, after the host's own migrations. */
@AutoConfiguration(
        before = JitAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.JndiDataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.XADataSourceAutoConfiguration"
        })
@ConditionalOnBooleanProperty(name = "jit.enabled", matchIfMissing = true)
@ConditionalOnMissingBean(Store.class)
@EnableConfigurationProperties(JitProperties.class)
class JitStoreAutoConfiguration {

    @Bean
    @ConditionalOnSingleCandidate(DataSource.class)
    @ConditionalOnMissingBean(ConnectionSource.class)
    SpringConnectionSource jitConnectionSource(DataSource dataSource) {
        return new SpringConnectionSource(dataSource);
    }

    @Bean
    @ConditionalOnBean(ConnectionSource.class)
    @DependsOnDatabaseInitialization
    JdbcStore jitStore(JitProperties properties, ConnectionSource connections) {
        JitProperties.Schema.Manage manage = properties.schema().manage();
        JdbcStore.Builder store = JdbcStore.builder(connections);
        try {
            if (manage == JitProperties.Schema.Manage.APPLY && connections instanceof SpringConnectionSource spring) {
                JdbcSchema.migrate(spring.dataSource());
            }
            return manage == JitProperties.Schema.Manage.NONE
                    ? store.schemaUnchecked().build()
                    : store.build();
        } catch (IllegalStateException e) {
            String action =
                    "Let the library make its tables with jit.schema.manage=apply, or make them with the script of "
                            + JdbcSchema.class.getName();
            throw new JitStartException(String.valueOf(e.getMessage()), List.of(action), e);
        }
    }
}
