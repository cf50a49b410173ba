package io.jitaccess.spring;

import io.jitaccess.catalogue.CatalogueFiles;
import io.jitaccess.directory.DirectoryFileException;
import io.jitaccess.directory.FileDirectory;
import io.jitaccess.notify.WebhookChannel;
import io.jitaccess.notify.WebhookChannelBuilder;
import io.jitaccess.notify.WebhookSecret;
import io.jitaccess.spi.Directory;
import io.jitaccess.spi.EligibilitySource;
import java.io.FileNotFoundException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.util.ResourceUtils;

/** The parts that properties can name. */
@AutoConfiguration(before = JitAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "jit.enabled", matchIfMissing = true)
@EnableConfigurationProperties(JitProperties.class)
class JitPartsAutoConfiguration {

    @Bean
    @ConditionalOnText("jit.eligibilities.location")
    @ConditionalOnMissingBean(EligibilitySource.class)
    CatalogueFiles jitCatalogueFiles(JitProperties properties) {
        return new CatalogueFiles(
                path("jit.eligibilities.location", properties.eligibilities().location()));
    }

    @Bean
    @ConditionalOnText("jit.directory.file")
    @ConditionalOnMissingBean(Directory.class)
    FileDirectory jitFileDirectory(JitProperties properties) {
        try {
            return FileDirectory.open(
                    path("jit.directory.file", properties.directory().file()));
        } catch (DirectoryFileException e) {
            throw new JitStartException("jit.directory.file: " + e.getMessage(), List.of(), e);
        }
    }

    @Bean
    @ConditionalOnText("jit.webhook.url")
    @ConditionalOnMissingBean
    WebhookChannel jitWebhookChannel(JitProperties properties) {
        JitProperties.Webhook webhook = properties.webhook();
        try {
            WebhookChannelBuilder channel = WebhookChannel.builder(
                            "webhook", URI.create(text(webhook.url())), WebhookSecret.parse(text(webhook.secret())))
                    .source(webhook.source())
                    .only(webhook.actions())
                    .timeout(webhook.timeout());
            JitProperties.given(webhook.previousSecret())
                    .map(WebhookSecret::parse)
                    .ifPresent(channel::alsoSigningWith);
            return channel.build();
        } catch (IllegalArgumentException e) {
            throw new JitStartException("jit.webhook: " + e.getMessage(), List.of(), e);
        }
    }

    private static Path path(String property, @Nullable String location) {
        try {
            return ResourceUtils.getFile(text(location)).toPath();
        } catch (FileNotFoundException e) {
            throw new JitStartException(property + ": " + e.getMessage(), List.of(), e);
        }
    }

    private static String text(@Nullable String given) {
        return Objects.requireNonNull(given).strip();
    }
}
