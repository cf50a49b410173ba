package io.jitaccess;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.id.AssignmentId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * What a whole listing showed, in eight bytes for each mark and each access, as there may be millions. One that is missing
 * is overlooked where it shares them with one that is there: beside a million, one in ten trillion; its end finds it then.
 * For one thread; everything is added before anything is looked for.
 */
final class SeenAccess {

    private final MessageDigest digest = sha256();
    private long[] seen = new long[64];
    private int count;
    private boolean sorted;

    void add(AssignmentId mark) {
        add(shortened(mark));
    }

    void add(PrincipalId principal, TargetKey target) {
        add(shortened(principal, target));
    }

    boolean contains(AssignmentId mark) {
        return contains(shortened(mark));
    }

    boolean contains(PrincipalId principal, TargetKey target) {
        return contains(shortened(principal, target));
    }

    private void add(long hash) {
        if (sorted) {
            throw new IllegalStateException("it has been looked into");
        }
        if (count == seen.length) {
            seen = Arrays.copyOf(seen, count + count / 2);
        }
        seen[count++] = hash;
    }

    private boolean contains(long hash) {
        if (!sorted) {
            Arrays.sort(seen, 0, count);
            sorted = true;
        }
        return Arrays.binarySearch(seen, 0, count, hash) >= 0;
    }

    /** Ids are random. */
    private static long shortened(AssignmentId mark) {
        return mark.value().getMostSignificantBits()
                ^ Long.rotateLeft(mark.value().getLeastSignificantBits(), 32);
    }

    private long shortened(PrincipalId principal, TargetKey target) {
        digest.update(principal.value().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return ByteBuffer.wrap(digest.digest(target.value().getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            // each Java platform has it
            throw new IllegalStateException(e);
        }
    }
}
