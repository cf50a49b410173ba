package io.jitaccess.examples.postgres;

import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Names and comments of the roles that the provider creates. Both carry the assignment's id, so that ours is found again
 * by either, even after somebody renamed the role or changed its comment.
 */
final class Marks {

    /** Base 36 of 128 bits. */
    private static final int ID_LENGTH = 25;

    private static final String MEMBERSHIP = "m_";
    private static final String LOGIN = "l_";
    /** The field of a comment that says whose access it is. */
    static final String PRINCIPAL = "principal";

    private static final String TAG = "jit-access";

    /** What a role's comment says. */
    record Comment(AssignmentId assignment, Map<String, String> fields) {
        Optional<String> field(String name) {
            return Optional.ofNullable(fields.get(name));
        }
    }

    private final String prefix;

    /** @param prefix begins the name of every role of one installation on one server */
    Marks(String prefix) {
        this.prefix = prefix;
    }

    /** The role between a login and the role handed out to it. */
    String membershipRole(AssignmentId assignment) {
        return prefix + MEMBERSHIP + id(assignment);
    }

    String login(AssignmentId assignment) {
        return prefix + LOGIN + id(assignment);
    }

    String prefix() {
        return prefix;
    }

    String membershipPrefix() {
        return prefix + MEMBERSHIP;
    }

    String loginPrefix() {
        return prefix + LOGIN;
    }

    boolean isOurs(String role) {
        return role.startsWith(prefix);
    }

    /** How every comment of this assignment begins. */
    String commentStart(AssignmentId assignment) {
        return TAG + " " + prefix + " " + assignment + " ";
    }

    /** How every comment of this installation begins. */
    String commentStart() {
        return TAG + " " + prefix + " ";
    }

    /** The comment with the fields in their order; what they hold is encoded. */
    String comment(AssignmentId assignment, Map<String, String> fields) {
        StringBuilder text = new StringBuilder(commentStart(assignment));
        fields.forEach((name, value) -> text.append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                .append(' '));
        return text.toString();
    }

    /** Fields that every comment has. */
    static Map<String, String> fields(AccessRef access) {
        Map<String, String> fields = new TreeMap<>(access.entitlement().attributes());
        access.grant().ifPresent(grant -> fields.put("grant", grant.toString()));
        fields.put(PRINCIPAL, access.principal().value());
        return fields;
    }

    /** Reads a role's mark from its comment or, if that was changed, from its name. */
    Optional<Comment> read(String role, Optional<String> comment) {
        return comment.flatMap(this::parse).or(() -> assignment(role).map(id -> new Comment(id, Map.of())));
    }

    private Optional<Comment> parse(String comment) {
        if (!comment.startsWith(commentStart())) {
            return Optional.empty();
        }
        String[] words = comment.substring(commentStart().length()).split(" ", -1);
        Map<String, String> fields = new TreeMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals > 0) {
                String name = words[i].substring(0, equals);
                decode(words[i].substring(equals + 1)).ifPresent(value -> fields.put(name, value));
            }
        }
        return AssignmentId.parse(words[0]).map(id -> new Comment(id, fields));
    }

    private static Optional<String> decode(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<AssignmentId> assignment(String role) {
        int start = prefix.length() + LOGIN.length();
        boolean formed = role.length() == start + ID_LENGTH
                && (role.startsWith(prefix + MEMBERSHIP) || role.startsWith(prefix + LOGIN));
        if (!formed) {
            return Optional.empty();
        }
        try {
            BigInteger bits = new BigInteger(role.substring(start), Character.MAX_RADIX);
            return bits.bitLength() > 128 || bits.signum() < 0
                    ? Optional.empty()
                    : Optional.of(
                            new AssignmentId(new UUID(bits.shiftRight(Long.SIZE).longValue(), bits.longValue())));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String id(AssignmentId assignment) {
        String digits =
                new BigInteger(assignment.value().toString().replace("-", ""), 16).toString(Character.MAX_RADIX);
        return "0".repeat(ID_LENGTH - digits.length()) + digits;
    }
}
