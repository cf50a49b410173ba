package io.jitaccess.directory;

import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.spi.Directory;
import io.jitaccess.spi.Lookup;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * People and services that a program lists, for examples and tests and for hosts that know their people anyway. A group
 * exists if somebody names it. All identities are replaced at once or not at all. Thread-safe.
 */
public final class StaticDirectory implements Directory {

    private volatile Snapshot snapshot;

    /** @throws IllegalArgumentException naming ids that several identities have */
    public StaticDirectory(Collection<Identity> identities) {
        snapshot = new Snapshot(identities, List.of());
    }

    /**
     * From now on these and no others.
     *
     * @throws IllegalArgumentException naming ids that several identities have; nothing is replaced then
     */
    public void replace(Collection<Identity> identities) {
        snapshot = new Snapshot(identities, List.of());
    }

    @Override
    public Lookup<Optional<Identity>> find(IdentityId id) {
        return Lookup.known(snapshot.find(id));
    }

    @Override
    public Lookup<Optional<Identity>> findByEmail(String email) {
        return Lookup.known(snapshot.findByEmail(email));
    }

    @Override
    public Lookup<Optional<Set<IdentityId>>> members(GroupId group, int atMost) {
        return Lookup.known(snapshot.members(group, atMost));
    }
}
