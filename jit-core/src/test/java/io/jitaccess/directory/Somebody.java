package io.jitaccess.directory;

import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Identities to put into directories. */
final class Somebody {

    private Somebody() {}

    static Identity active(String id, String... groups) {
        return somebody(id, id + "@example.com", true, groups);
    }

    static Identity disabled(String id, String... groups) {
        return somebody(id, id + "@example.com", false, groups);
    }

    static Identity withEmail(String id, String email) {
        return somebody(id, email, true);
    }

    private static Identity somebody(String id, String email, boolean active, String... groups) {
        return new Identity(
                new IdentityId(id),
                IdentityKind.HUMAN,
                id,
                Optional.of(email),
                active,
                Arrays.stream(groups).map(GroupId::new).collect(Collectors.toSet()),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
