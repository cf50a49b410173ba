package io.jitaccess.directory;

import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a directory file says, held against itself: each name must lead somewhere. Not thread-safe. */
final class FileContent {

    private final FileProblems problems;
    private final List<RawGroup> groups = new ArrayList<>();
    private final List<RawIdentity> identities = new ArrayList<>();

    private FileContent(FileProblems problems) {
        this.problems = problems;
    }

    /** One group as written. */
    private static final class RawGroup {
        private @Nullable Located id;
        private List<Located> contains = List.of();
    }

    /** The people and groups of the text; empty if anything is wrong with it, which is told to {@code problems}. */
    static Optional<Snapshot> read(String text, boolean json, FileProblems problems) {
        FileContent content = new FileContent(problems);
        FileWalk.through(
                text,
                json,
                problems,
                (walk, root) -> walk.object(
                        root,
                        Map.of(
                                "groups", (w, path) -> w.list(path, content::group),
                                "identities", (w, path) -> w.list(path, content::identity))));
        return content.judge();
    }

    private void group(FileWalk walk, String path) {
        RawGroup group = new RawGroup();
        Place at = walk.here();
        walk.object(
                path,
                Map.of(
                        "id", (w, field) -> w.text(field, value -> group.id = value),
                        "contains", (w, field) -> w.texts(field, value -> group.contains = value)));
        if (group.id == null) {
            problems.add(at, path, "missing-field", "the field id is missing");
        }
        groups.add(group);
    }

    private void identity(FileWalk walk, String path) {
        RawIdentity identity = new RawIdentity(walk.here(), path);
        walk.object(path, identity.fields());
        identity.check(problems);
        identities.add(identity);
    }

    private Optional<Snapshot> judge() {
        Map<GroupId, RawGroup> declared = new LinkedHashMap<>();
        Map<IdentityId, RawIdentity> known = new LinkedHashMap<>();
        Map<GroupId, Located> groupPlaces = new HashMap<>();
        Map<IdentityId, Located> identityPlaces = new HashMap<>();
        groups.forEach(group ->
                declare(group.id, GroupId::new, "groups", groupPlaces).ifPresent(id -> declared.put(id, group)));
        identities.forEach(identity -> declare(identity.id, IdentityId::new, "identities", identityPlaces)
                .ifPresent(id -> known.put(id, identity)));

        GroupTree tree = new GroupTree();
        declared.forEach((id, group) ->
                resolve(group.contains, declared.keySet()).forEach(contained -> tree.put(id, contained)));
        List<Identity> people = new ArrayList<>();
        known.forEach((id, identity) -> {
            checkPeople(identity, known);
            Set<GroupId> in = tree.upwards(resolve(identity.groups, declared.keySet()));
            build(identity, id, in).ifPresent(people::add);
        });
        return problems.isEmpty() ? Optional.of(new Snapshot(people, declared.keySet())) : Optional.empty();
    }

    private <T> Optional<T> declare(
            @Nullable Located id, Function<String, T> type, String where, Map<T, Located> places) {
        Optional<T> value = value(id, type);
        if (id == null || value.isEmpty()) {
            return Optional.empty();
        }
        Located first = places.putIfAbsent(value.get(), id);
        if (first != null) {
            problems.add(
                    id,
                    where,
                    "duplicate",
                    "the id is there already, in line " + first.at().line());
            return Optional.empty();
        }
        return value;
    }

    private <T> Optional<T> value(@Nullable Located text, Function<String, T> type) {
        try {
            return Optional.ofNullable(text).map(located -> type.apply(located.text()));
        } catch (IllegalArgumentException unfit) {
            problems.add(text == null ? Place.START : text.at(), "", "value", String.valueOf(unfit.getMessage()));
            return Optional.empty();
        }
    }

    private Set<GroupId> resolve(List<Located> names, Set<GroupId> declared) {
        Set<GroupId> found = new HashSet<>();
        for (Located name : names) {
            value(name, GroupId::new).ifPresent(id -> {
                if (!declared.contains(id)) {
                    problems.add(name, "", "unknown-group", "there is no group \"" + id + "\" in this file");
                }
                found.add(id);
            });
        }
        return found;
    }

    private void checkPeople(RawIdentity identity, Map<IdentityId, RawIdentity> known) {
        person(identity.manager, known);
        RawIdentity owner = person(identity.owner, known);
        if (owner != null && owner.owner != null && identity.owner != null) {
            // else a person's accounts would count as two people
            problems.add(
                    identity.owner,
                    identity.path + ".owner",
                    "owner",
                    "must be a person's first account, which has no owner");
        }
    }

    private @Nullable RawIdentity person(@Nullable Located name, Map<IdentityId, RawIdentity> known) {
        RawIdentity person = value(name, IdentityId::new).map(known::get).orElse(null);
        if (name != null && (person == null || person.kind() != IdentityKind.HUMAN)) {
            problems.add(name, "", "unknown-person", "there is no such person in this file");
            return null;
        }
        return person;
    }

    private Optional<Identity> build(RawIdentity identity, IdentityId id, Set<GroupId> in) {
        try {
            return Optional.of(identity.build(id, in));
        } catch (IllegalArgumentException unfit) {
            problems.add(identity.at, identity.path, "value", String.valueOf(unfit.getMessage()));
            return Optional.empty();
        }
    }
}
