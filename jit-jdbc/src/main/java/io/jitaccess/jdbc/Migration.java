package io.jitaccess.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** One step of the schema, as it is in this version of the library. Steps that were released are never changed. */
record Migration(int version, String name, String sql) {

    private static final List<String> NAMES = List.of("initial");

    /** All steps in order. */
    static List<Migration> all(Database database) {
        return IntStream.rangeClosed(1, NAMES.size())
                .mapToObj(version -> load(database, version, NAMES.get(version - 1)))
                .toList();
    }

    private static Migration load(Database database, int version, String name) {
        String file = "migrations/" + database.folder() + "/V" + version + "__" + name + ".sql";
        try (InputStream stream = Objects.requireNonNull(Migration.class.getResourceAsStream(file), file)) {
            String sql = new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
            return new Migration(version, name, sql);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    String checksum() {
        return HexFormat.of().formatHex(Hash.of(sql));
    }
}
