package io.jitaccess.catalogue;

import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.internal.Text;
import io.jitaccess.spi.EligibilitySource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Eligibilities and policies from a file, or from all files of a folder and its folders that are called {@code .yaml},
 * {@code .yml} or {@code .json}; together they are one catalogue, in the order of their names. What begins with a dot is
 * left out. At most 1000 files of at most 3,000,000 bytes, 64,000,000 together, with at most 100,000 entries.
 *
 * <p>A file that is being written must not be taken for a whole one. Write it beside, under a name that begins with a
 * dot or ends otherwise, and rename it; that is never seen half. Without that, a change is reported by {@link #changed}
 * only when two calls in a row saw the same files, and a reading during which a file changed is {@code Unreadable}.
 *
 * <p>Thread-safe. No file is held open or locked.
 */
public final class CatalogueFiles implements EligibilitySource {

    private static final int MOST_ENTRIES = 100_000;

    /** As many calls after a change contents are compared, too: a second write may leave size and time as they were. */
    private static final int DOUBTFUL_CALLS = 3;

    private final Path path;
    private String outside = "";
    private @Nullable String stamp;
    private int callsSinceChange;

    /** @param path the file or folder; it need not be there yet */
    public CatalogueFiles(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    @Override
    public String name() {
        String name = Text.printable(path.toString(), 4096);
        return name.length() <= 500 ? name : "..." + name.substring(name.length() - 497);
    }

    /** The catalogue of all files, or every problem of all of them, with file, line and column. */
    @Override
    public Reading read() {
        Findings findings = new Findings();
        CatalogueReader reader = new CatalogueReader(findings, MOST_ENTRIES);
        try {
            FileTree tree = FileTree.of(path);
            if (tree.files().isEmpty()) {
                findings.add("", "no-files", "there is no .yaml, .yml or .json file in " + name());
            }
            contents(tree, reader, findings).forEach((file, content) -> parse(file, content, reader, findings));
            if (!FileTree.of(path).outside().equals(tree.outside())) {
                findings.add("", "being-written", "a file was written to during the reading");
            }
        } catch (IOException unreadable) {
            reader.missesSome();
            findings.add("", "unreadable", name() + ": " + message(unreadable));
        }
        Catalogue catalogue = reader.catalogue();
        return catalogue == null
                ? new Reading.Unreadable(findings.list())
                : new Reading.Offered(catalogue, reader.places()::of);
    }

    /**
     * Compares names, sizes, times and identities of the files, and for a few calls after a change the contents as well.
     * A change counts when two calls in a row saw the same; the first call of all counts at once.
     */
    @Override
    public synchronized Optional<String> changed(Optional<String> seen) {
        boolean first = stamp == null;
        String now;
        try {
            FileTree tree = FileTree.of(path);
            if (stamp != null
                    && callsSinceChange >= DOUBTFUL_CALLS
                    && tree.outside().equals(outside)) {
                return Optional.of(stamp).filter(same -> !seen.equals(Optional.of(same)));
            }
            outside = tree.outside();
            now = hash(tree);
        } catch (IOException unreadable) {
            now = "unreadable: " + message(unreadable);
        }
        if (now.equals(stamp)) {
            callsSinceChange++;
        } else {
            stamp = now;
            callsSinceChange = 0;
            if (!first) {
                return Optional.empty();
            }
        }
        return Optional.of(now).filter(same -> !seen.equals(Optional.of(same)));
    }

    /** Everything, before any of it is parsed: too much is not worth the parsing. */
    private static Map<String, byte[]> contents(FileTree tree, CatalogueReader reader, Findings findings)
            throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        long bytes = 0;
        for (Map.Entry<String, Path> file : tree.files().entrySet()) {
            try {
                byte[] content = FileTree.bytes(file.getValue());
                contents.put(file.getKey(), content);
                bytes += content.length;
            } catch (IOException unreadable) {
                unreadable(file.getKey(), unreadable, reader, findings);
            }
            if (bytes > FileTree.LARGEST_TREE) {
                throw new IOException("more than " + FileTree.LARGEST_TREE + " bytes in all files");
            }
        }
        return contents;
    }

    private static void parse(String name, byte[] content, CatalogueReader reader, Findings findings) {
        try {
            Node root = DocumentParser.parse(name, FileTree.text(content), findings);
            if (root == null) {
                reader.missesSome();
            } else {
                reader.read(name, root);
            }
        } catch (IOException unreadable) {
            unreadable(name, unreadable, reader, findings);
        }
    }

    private static void unreadable(String name, IOException why, CatalogueReader reader, Findings findings) {
        reader.missesSome();
        findings.add(Findings.name(name), "unreadable", "cannot be read: " + message(why));
    }

    /** What cannot be read counts with its reason, so that a change elsewhere is still seen. */
    private static String hash(FileTree tree) {
        MessageDigest digest = sha256();
        digest.update(tree.outside().getBytes(StandardCharsets.UTF_8));
        long bytes = 0;
        for (Path file : tree.files().values()) {
            byte[] content;
            try {
                content = FileTree.bytes(file);
            } catch (IOException unreadable) {
                content = message(unreadable).getBytes(StandardCharsets.UTF_8);
            }
            bytes += content.length;
            if (bytes > FileTree.LARGEST_TREE) {
                break;
            }
            digest.update(sha256().digest(content));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static String message(IOException failure) {
        String type = failure instanceof NoSuchFileException
                ? "no such file"
                : failure.getClass().getSimpleName();
        return failure.getClass() == IOException.class ? String.valueOf(failure.getMessage()) : type;
    }
}
