package io.jitaccess.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Ids that SQL and Java make alike, from a letter and a number. */
final class Ids {

    private Ids() {}

    /** As an SQL expression. */
    static String sql(String letter, String number) {
        return "md5('" + letter + "' || (" + number + "))::uuid";
    }

    static UUID of(String letter, long number) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("MD5").digest((letter + number).getBytes(StandardCharsets.US_ASCII));
            String hex = HexFormat.of().formatHex(hash);
            return UUID.fromString(hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
