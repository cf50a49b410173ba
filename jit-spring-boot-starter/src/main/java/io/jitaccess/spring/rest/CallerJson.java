package io.jitaccess.spring.rest;

import io.jitaccess.Caller;
import io.jitaccess.identity.IdentityKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who the caller is. */
record CallerJson(
        String identity,
        IdentityKind kind,
        String displayName,
        @Nullable String email,
        List<Caller.Role> roles) implements JsonBody {

    static CallerJson of(Caller caller) {
        return new CallerJson(
                caller.identity().id().value(),
                caller.identity().kind(),
                caller.identity().displayName(),
                caller.identity().email().orElse(null),
                caller.roles().stream().sorted().toList());
    }
}
