package io.jitaccess.examples.portal.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** A random password. Its {@code toString} does not show it. */
record Password(String value) {

    private static final int BYTES = 24;

    static Password random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Password(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The password kept in this file; a new one is made and kept there if the file is missing or empty. */
    static Password inFile(Path file) throws IOException {
        if (Files.exists(file) && Files.size(file) > 0) {
            return new Password(Files.readString(file).strip());
        }
        Password made = random();
        PrivateDirectories.ownersFile(file);
        Files.writeString(file, made.value());
        return made;
    }

    @Override
    public String toString() {
        return "Password[hidden]";
    }
}
