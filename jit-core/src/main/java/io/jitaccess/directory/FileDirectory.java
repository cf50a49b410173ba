package io.jitaccess.directory;

import static java.util.stream.Collectors.joining;

import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.Directory;
import io.jitaccess.spi.Lookup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * People, services and groups from a YAML file, or a JSON file if its name ends in {@code .json}; at most {@value
 * #LARGEST_MEGABYTES} MB of UTF-8.
 *
 * <pre>
 * groups:
 *   - id: engineers
 *     contains: [dba]          # whoever is in dba is in engineers, too; cycles do no harm
 *   - id: dba
 * identities:
 *   - id: ada
 *     kind: HUMAN              # or SERVICE; HUMAN if left out
 *     displayName: Ada Lovelace # the id if left out
 *     email: ada@example.com   # may be left out, like all below
 *     active: true             # true if left out
 *     groups: [dba]
 *     manager: grace
 *     owner: grace             # needed for a service; for a second account its person's first one
 *     attributes:
 *       aws.iam-user: ada
 *   - id: grace
 * </pre>
 *
 * <p>Every group, manager and owner must be in the file; whatever is wrong is told at once, with line and column. When
 * the file has changed, seen by a look at its date and size at most once a second, by the thread that asks, it is read
 * anew. A file that is bad or gone then changes nothing: the last good one stays in force, {@link #problem()} and a line
 * in the log say why. Thread-safe.
 */
public final class FileDirectory implements Directory {

    static final int LARGEST_MEGABYTES = 3;

    private static final Logger LOG = LoggerFactory.getLogger(FileDirectory.class);
    private static final int LARGEST = LARGEST_MEGABYTES * 1024 * 1024;

    private final Path file;
    private final long pause;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile long lookedAt;
    private volatile Snapshot snapshot;
    private volatile Optional<String> problem = Optional.empty();
    private @Nullable Stamp seen;

    /** What a look at a file sees. */
    private record Stamp(FileTime modified, long size, Optional<Object> key) {}

    /**
     * Reads the file.
     *
     * @throws DirectoryFileException if it is missing or anything is wrong with it
     */
    public static FileDirectory open(Path file) {
        return new FileDirectory(file, Duration.ofSeconds(1));
    }

    FileDirectory(Path file, Duration pause) {
        this.file = file;
        this.pause = pause.toNanos();
        this.lookedAt = System.nanoTime();
        FileProblems problems = new FileProblems(file.toString());
        Optional<Snapshot> read = Optional.empty();
        try {
            Stamp stamp = look();
            byte[] bytes = bytes();
            seen = bytes.length == stamp.size() ? stamp : null;
            read = parse(bytes, problems);
        } catch (IOException e) {
            problems.add(
                    Place.START,
                    "",
                    "unreadable",
                    "cannot be read: " + e.getClass().getSimpleName());
        }
        snapshot = read.orElseThrow(() -> new DirectoryFileException(problems.list()));
    }

    /** Why the file as it is now is not in force; empty if it is. */
    public Optional<String> problem() {
        refresh();
        return problem;
    }

    @Override
    public Lookup<Optional<Identity>> find(IdentityId id) {
        return Lookup.known(current().find(id));
    }

    @Override
    public Lookup<Optional<Identity>> findByEmail(String email) {
        return Lookup.known(current().findByEmail(email));
    }

    @Override
    public Lookup<Optional<Set<IdentityId>>> members(GroupId group, int atMost) {
        return Lookup.known(current().members(group, atMost));
    }

    private Snapshot current() {
        refresh();
        return snapshot;
    }

    private void refresh() {
        if (System.nanoTime() - lookedAt < pause || !looking.tryLock()) {
            return;
        }
        try {
            Stamp stamp = look();
            if (!stamp.equals(seen)) {
                reload(stamp);
            }
        } catch (IOException e) {
            seen = null;
            keepOld("cannot be read: " + e.getClass().getSimpleName());
        } finally {
            lookedAt = System.nanoTime();
            looking.unlock();
        }
    }

    private void reload(Stamp stamp) throws IOException {
        byte[] bytes = bytes();
        if (bytes.length <= LARGEST && bytes.length != stamp.size()) {
            // somebody is writing it: the next look sees more
            return;
        }
        seen = stamp;
        FileProblems problems = new FileProblems(file.toString());
        Optional<Snapshot> read = parse(bytes, problems);
        if (read.isEmpty()) {
            keepOld(problems.list().stream().map(Problem::toString).collect(joining("\n")));
            return;
        }
        snapshot = read.get();
        problem = Optional.empty();
        LOG.info("directory file {} was read anew", file);
    }

    private void keepOld(String why) {
        if (!problem.equals(Optional.of(why))) {
            LOG.warn("directory file {} is not used as it is now, the last good one stays in force: {}", file, why);
        }
        problem = Optional.of(why);
    }

    private Stamp look() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(attributes.lastModifiedTime(), attributes.size(), Optional.ofNullable(attributes.fileKey()));
    }

    /** One byte more than allowed, so that too much is seen. */
    private byte[] bytes() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LARGEST + 1);
        }
    }

    private Optional<Snapshot> parse(byte[] bytes, FileProblems problems) {
        if (bytes.length > LARGEST) {
            problems.add(Place.START, "", "too-large", "has more than " + LARGEST_MEGABYTES + " MB");
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean json = file.toString().endsWith(".json");
            return FileContent.read(text.startsWith("\uFEFF") ? text.substring(1) : text, json, problems);
        } catch (CharacterCodingException e) {
            problems.add(Place.START, "", "encoding", "is not UTF-8");
            return Optional.empty();
        }
    }
}
