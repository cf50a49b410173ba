package io.jitaccess.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The catalogue's files at one moment: one file, or those of a folder and its folders. What begins with a dot is left
 * out, as editors keep their drafts there and Kubernetes its versions of a mounted folder.
 */
final class FileTree {

    static final int MOST_FILES = 1000;
    static final int MOST_FOLDERS_DEEP = 8;

    /** Below the 3 MiB at which the YAML parser gives up by itself. */
    static final int LARGEST_FILE = 3_000_000;

    static final long LARGEST_TREE = 64_000_000;

    private static final Pattern NAME = Pattern.compile(".*\\.(?i:yaml|yml|json)", Pattern.DOTALL);

    private final SortedMap<String, Path> files = new TreeMap<>();
    private final SortedMap<String, String> outsides = new TreeMap<>();

    private FileTree() {}

    /** @throws IOException for what cannot be listed, or is more than the limits allow, with a message for people */
    static FileTree of(Path path) throws IOException {
        FileTree tree = new FileTree();
        Files.walkFileTree(
                path, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MOST_FOLDERS_DEEP, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                        return !folder.equals(path) && isHidden(folder)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                        tree.add(path, file, attributes);
                        return FileVisitResult.CONTINUE;
                    }
                });
        return tree;
    }

    /** By name, relative to the folder, in the order in which they are read. */
    SortedMap<String, Path> files() {
        return files;
    }

    /** Names, sizes, times and identities: what can be known without reading. */
    String outside() {
        return outsides.toString();
    }

    /** @throws IOException for a file that cannot be read or is too large, with a message for people */
    static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
            if (bytes.length > LARGEST_FILE) {
                throw new IOException("larger than " + LARGEST_FILE + " bytes");
            }
            return bytes;
        }
    }

    /** @throws IOException if it is not UTF-8 */
    static String text(byte[] bytes) throws IOException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException bad) {
            throw new IOException("not UTF-8", bad);
        }
    }

    private void add(Path root, Path file, BasicFileAttributes attributes) throws IOException {
        if (file.equals(root) && !NAME.matcher(fileName(file)).matches()) {
            throw new IOException("a catalogue's file is called .yaml, .yml or .json");
        }
        String name = file.equals(root)
                ? fileName(file)
                : root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
        if (!file.equals(root) && isHidden(file)) {
            return;
        }
        if (attributes.isDirectory()) {
            throw new IOException("the folder " + name + " lies more than " + MOST_FOLDERS_DEEP + " deep");
        }
        if (!NAME.matcher(name).matches()) {
            return;
        }
        if (attributes.isOther()) {
            throw new IOException(name + " is no regular file");
        }
        if (files.size() == MOST_FILES) {
            throw new IOException("more than " + MOST_FILES + " files");
        }
        files.put(name, file);
        outsides.put(name, attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey());
    }

    private static boolean isHidden(Path path) {
        return fileName(path).startsWith(".");
    }

    private static String fileName(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }
}
