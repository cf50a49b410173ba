package io.jitaccess.spring;

import io.jitaccess.JitAccess;
import io.jitaccess.JitAccessBuilder;
import io.jitaccess.catalogue.StoredSource;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AuditSink;
import io.jitaccess.spi.Channel;
import io.jitaccess.spi.Directory;
import io.jitaccess.spi.EligibilitySource;
import io.jitaccess.spi.RiskAssessor;
import io.jitaccess.spi.TicketVerifier;
import io.jitaccess.spi.store.Store;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Puts the library together from the host's beans. Whatever is missing fails the start: it is never left half on. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "jit.enabled", matchIfMissing = true)
@EnableConfigurationProperties(JitProperties.class)
class JitAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    JitAccess jitAccess(
            JitProperties properties,
            ObjectProvider<Store> store,
            ObjectProvider<Directory> directory,
            ObjectProvider<AccessProvider> providers,
            ObjectProvider<Channel> channels,
            ObjectProvider<AuditSink> sinks,
            ObjectProvider<EligibilitySource> source,
            ObjectProvider<RiskAssessor> risk,
            ObjectProvider<TicketVerifier> tickets,
            ObjectProvider<JitCustomizer> customizers) {
        JitAccessBuilder builder = JitAccess.builder().settings(properties.settings());
        store.ifAvailable(own -> builder.store(own).eligibilities(new StoredSource(own)));
        directory.ifAvailable(builder::directory);
        providers.orderedStream().forEach(builder::provider);
        channels.orderedStream().forEach(builder::channel);
        sinks.orderedStream().forEach(builder::auditSink);
        source.ifAvailable(builder::eligibilities);
        risk.ifAvailable(builder::risk);
        tickets.ifAvailable(builder::tickets);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        try {
            return builder.build();
        } catch (IllegalStateException e) {
            throw new JitStartException(String.valueOf(e.getMessage()), missing(store, directory, providers), e);
        }
    }

    private static List<String> missing(
            ObjectProvider<Store> store,
            ObjectProvider<Directory> directory,
            ObjectProvider<AccessProvider> providers) {
        List<String> actions = new ArrayList<>();
        if (store.stream().findAny().isEmpty()) {
            actions.add(
                    "For the store, configure one database (spring.datasource.url); with several data sources, mark one"
                            + " @Primary or define a bean of type " + SpringConnectionSource.class.getName()
                            + "; or define a bean of type " + Store.class.getName());
        }
        if (directory.stream().findAny().isEmpty()) {
            actions.add("For the directory, define a bean of type " + Directory.class.getName()
                    + ", or set jit.directory.file");
        }
        if (providers.stream().findAny().isEmpty()) {
            actions.add("For a provider, define at least one bean of type " + AccessProvider.class.getName());
        }
        return actions;
    }

    @Bean
    @ConditionalOnMissingBean
    JitLifecycle jitLifecycle(JitAccess jit) {
        return new JitLifecycle(jit);
    }
}
