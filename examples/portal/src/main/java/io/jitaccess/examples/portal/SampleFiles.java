package io.jitaccess.examples.portal;

import io.jitaccess.catalogue.CatalogueFiles;
import io.jitaccess.directory.FileDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The sample's files, in a folder where they can be edited while the portal runs: in {@code portal.data} if that is set,
 * where edited ones stay, else in a temporary one.
 */
@Configuration(proxyBeanMethods = false)
class SampleFiles {

    private static final Logger LOG = LoggerFactory.getLogger(SampleFiles.class);

    /**
     * Where the files are.
     *
     * @param passing whether it is removed at the stop
     */
    record Folder(Path path, boolean passing) implements AutoCloseable {

        /** The file of this name; made from the sample if it is not there. */
        Path file(String name) throws IOException {
            Path file = path.resolve(name);
            if (!Files.exists(file)) {
                try (InputStream sample =
                        Objects.requireNonNull(SampleFiles.class.getResourceAsStream("/sample/" + name), name)) {
                    Files.copy(sample, file);
                }
            }
            return file;
        }

        @Override
        public void close() throws IOException {
            if (passing) {
                try (Stream<Path> files = Files.list(path)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(path);
            }
        }
    }

    @Bean
    Folder folder(PortalProperties properties) throws IOException {
        Path kept = properties.data();
        return kept == null
                ? new Folder(Files.createTempDirectory("jit-portal-sample"), true)
                : new Folder(Files.createDirectories(kept), false);
    }

    @Bean
    CatalogueFiles eligibilities(Folder folder) throws IOException {
        Path file = folder.file("eligibilities.yaml");
        LOG.info("Eligibilities, to be edited while the portal runs: {}", file.toAbsolutePath());
        return new CatalogueFiles(file);
    }

    @Bean
    FileDirectory people(Folder folder) throws IOException {
        return FileDirectory.open(folder.file("people.yaml"));
    }
}
