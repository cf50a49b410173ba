package io.jitaccess.directory;

import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One identity as written: what it says stands, whether it holds is seen when the whole file is read. */
final class RawIdentity {

    final Place at;
    final String path;

    @Nullable
    Located id;

    @Nullable
    Located manager;

    @Nullable
    Located owner;

    List<Located> groups = List.of();
    private @Nullable Located kind;
    private @Nullable Located displayName;
    private @Nullable Located email;
    private boolean active = true;
    private Map<String, String> attributes = Map.of();

    RawIdentity(Place at, String path) {
        this.at = at;
        this.path = path;
    }

    Map<String, FileWalk.Step> fields() {
        return Map.of(
                "id", (walk, field) -> walk.text(field, value -> id = value),
                "kind", (walk, field) -> walk.text(field, value -> kind = value),
                "displayName", (walk, field) -> walk.text(field, value -> displayName = value),
                "email", (walk, field) -> walk.text(field, value -> email = value),
                "active", (walk, field) -> walk.bool(field, value -> active = value),
                "groups", (walk, field) -> walk.texts(field, value -> groups = value),
                "manager", (walk, field) -> walk.text(field, value -> manager = value),
                "owner", (walk, field) -> walk.text(field, value -> owner = value),
                "attributes", (walk, field) -> walk.textsByName(field, value -> attributes = value));
    }

    /** A kind that is none is reported elsewhere and counts as the default. */
    IdentityKind kind() {
        return isKind() && kind != null ? IdentityKind.valueOf(kind.text()) : IdentityKind.HUMAN;
    }

    void check(FileProblems problems) {
        if (id == null) {
            problems.add(at, path, "missing-field", "the field id is missing");
        }
        if (kind != null && !isKind()) {
            problems.add(kind, path + ".kind", "value", "expected one of " + Arrays.toString(IdentityKind.values()));
        }
        if (kind() == IdentityKind.SERVICE && owner == null) {
            problems.add(at, path, "missing-field", "the field owner is missing: a service has an owner");
        }
    }

    private boolean isKind() {
        Located stated = kind;
        return stated == null
                || Arrays.stream(IdentityKind.values()).map(Enum::name).anyMatch(stated.text()::equals);
    }

    /** @throws IllegalArgumentException if a value is not fit for an identity */
    Identity build(IdentityId own, Set<GroupId> all) {
        return new Identity(
                own,
                kind(),
                displayName == null ? own.value() : displayName.text(),
                Optional.ofNullable(email).map(Located::text),
                active,
                all,
                Optional.ofNullable(manager).map(value -> new IdentityId(value.text())),
                Optional.ofNullable(owner).map(value -> new IdentityId(value.text())),
                attributes);
    }
}
