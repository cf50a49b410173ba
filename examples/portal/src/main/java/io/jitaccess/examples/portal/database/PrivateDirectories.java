package io.jitaccess.examples.portal.database;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Directories and files that no other user of the machine can read or write. */
final class PrivateDirectories {

    private static final Set<PosixFilePermission> OWNER_ALL = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_READS = PosixFilePermissions.fromString("rw-------");

    private PrivateDirectories() {}

    /**
     * Where programs and temporary data go: the same directory at each start, so that PostgreSQL is unpacked once, and
     * so that what a killed portal left behind is found.
     */
    static Path work(Optional<String> chosen) throws IOException {
        if (chosen.isPresent()) {
            return Files.createDirectories(Path.of(chosen.get()));
        }
        String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_");
        Path usual = Path.of(System.getProperty("java.io.tmpdir"), "jit-portal-" + user);
        // programs are started from there: one that somebody else made is not trusted
        Path ours = isOurs(make(usual)) ? usual : Files.createTempDirectory("jit-portal");
        // one below, as the embedding library changes the permissions of the directory that it is given
        return make(ours.resolve("postgres"));
    }

    /** Makes the directory and its parents; one that is there stays as it is. */
    static Path make(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return directory;
        }
        if (directory.toAbsolutePath().getParent() != null) {
            Files.createDirectories(directory.toAbsolutePath().getParent());
        }
        return posix()
                ? Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ALL))
                : Files.createDirectory(directory);
    }

    /** Makes the file, or bars others from one that is there. */
    static void ownersFile(Path file) throws IOException {
        if (Files.exists(file) && posix()) {
            Files.setPosixFilePermissions(file, OWNER_READS);
        } else if (posix()) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_READS));
        }
    }

    private static boolean isOurs(Path directory) throws IOException {
        if (Files.isSymbolicLink(directory)) {
            return false;
        }
        if (!posix()) {
            return true;
        }
        Path ours = Files.createTempFile("jit-portal", null);
        boolean sameOwner = Files.getOwner(ours).equals(Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS));
        Files.delete(ours);
        return sameOwner
                && Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS)
                        .equals(OWNER_ALL);
    }

    private static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
