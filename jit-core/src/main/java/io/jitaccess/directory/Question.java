package io.jitaccess.directory;

import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.spi.Directory;
import io.jitaccess.spi.Lookup;
import java.util.Optional;
import java.util.Set;

/**
 * What can be asked of a directory: equal questions have equal answers.
 *
 * @param <T> what is known by the answer
 */
sealed interface Question<T> {

    Lookup<T> putTo(Directory directory);

    /** How much memory an answer takes: one for each text or id that it holds beyond its first few. */
    int size(T answer);

    record Find(IdentityId id) implements Question<Optional<Identity>> {
        @Override
        public Lookup<Optional<Identity>> putTo(Directory directory) {
            return directory.find(id);
        }

        @Override
        public int size(Optional<Identity> answer) {
            return sizeOf(answer);
        }
    }

    record FindByEmail(String email) implements Question<Optional<Identity>> {
        @Override
        public Lookup<Optional<Identity>> putTo(Directory directory) {
            return directory.findByEmail(email);
        }

        @Override
        public int size(Optional<Identity> answer) {
            return sizeOf(answer);
        }
    }

    record Members(GroupId group, int atMost) implements Question<Optional<Set<IdentityId>>> {
        @Override
        public Lookup<Optional<Set<IdentityId>>> putTo(Directory directory) {
            return directory.members(group, atMost);
        }

        @Override
        public int size(Optional<Set<IdentityId>> answer) {
            return answer.map(Set::size).orElse(0);
        }
    }

    private static int sizeOf(Optional<Identity> answer) {
        return answer.map(who -> who.groups().size() + who.attributes().size()).orElse(0);
    }
}
