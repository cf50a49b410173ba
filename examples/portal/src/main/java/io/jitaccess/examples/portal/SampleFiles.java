package io.jitaccess.examples.portal;

import io.jitaccess.catalogue.CatalogueFiles;
import io.jitaccess.directory.FileDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
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

        /** The folder of this name with the sample's file of that name, and copies of further ones. */
        Path files(String name, List<Path> further) throws IOException {
            Path files = Files.createDirectories(path.resolve(name));
            Path sample = files.resolve("sample.yaml");
            if (!Files.exists(sample)) {
                Files.move(file(name + ".yaml"), sample);
            }
            for (Path file : further) {
                Path of = file.toAbsolutePath().normalize();
                Path folder = of.getParent();
                Path copy = files.resolve((folder == null ? "" : folder.getFileName() + "-") + of.getFileName());
                if (!Files.isRegularFile(of)) {
                    throw new InvalidConfigurationPropertyValueException(
                            "portal.eligibilities", of, "There is no such file.");
                }
                if (!Files.exists(copy)) {
                    Files.copy(of, copy);
                }
            }
            return files;
        }

        @Override
        public void close() throws IOException {
            if (passing) {
                try (Stream<Path> files = Files.walk(path)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
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
    CatalogueFiles eligibilities(Folder folder, PortalProperties properties) throws IOException {
        Path files = folder.files("eligibilities", properties.eligibilities());
        LOG.info("Eligibilities, to be edited while the portal runs: {}", files.toAbsolutePath());
        return new CatalogueFiles(files);
    }

    @Bean
    FileDirectory people(Folder folder) throws IOException {
        return FileDirectory.open(folder.file("people.yaml"));
    }
}
