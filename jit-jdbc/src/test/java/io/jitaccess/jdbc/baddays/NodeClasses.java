package io.jitaccess.jdbc.baddays;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * This JVM's class path for nodes, with folders packed into jars and an archive of the classes that a node loads: a hundred
 * nodes are started, and loading is most of what a start costs. Without the archive they start as well, only later.
 */
final class NodeClasses {

    private static final NodeClasses INSTANCE = new NodeClasses();
    private final Path folder;
    private final String classPath;

    private NodeClasses() {
        try {
            folder = Files.createTempDirectory("jit-nodes");
            Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
            List<String> entries = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                Path path = Path.of(entry);
                entries.add(
                        Files.isDirectory(path)
                                ? pack(path, folder.resolve(entries.size() + ".jar"))
                                        .toString()
                                : entry);
            }
            classPath = String.join(File.pathSeparator, entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static NodeClasses instance() {
        return INSTANCE;
    }

    private static Path pack(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            zip.setLevel(1);
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
            }
        }
        return jar;
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("left behind: " + folder + ", " + e);
        }
    }

    String classPath() {
        return classPath;
    }

    Path archive() {
        return folder.resolve("nodes.jsa");
    }

    /** Whether a node has been started and ended in order that wrote the archive. */
    boolean isArchived() {
        return Files.exists(archive());
    }

    /** The option with which a node uses the archive, or writes it at its end. */
    String option() {
        return (isArchived() ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + archive();
    }
}
