package io.jitaccess;

import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Refusal;
import io.jitaccess.spi.Directory;
import io.jitaccess.spi.Lookup;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Who callers and others are, by the directory, and which of the library's own roles they have. */
final class People {

    private final Directory directory;
    private final Set<GroupId> administrators;
    private final Set<GroupId> auditors;

    People(Directory directory, Set<GroupId> administrators, Set<GroupId> auditors) {
        this.directory = directory;
        this.administrators = administrators;
        this.auditors = auditors;
    }

    Lookup<Optional<Identity>> find(IdentityId id) {
        return directory.find(id);
    }

    /** The manager of a person; of a service, that of its owner, who may not decide about it. */
    Lookup<Optional<IdentityId>> managerOf(Identity beneficiary) {
        if (beneficiary.kind() == IdentityKind.HUMAN) {
            return Lookup.known(beneficiary.manager());
        }
        return beneficiary
                .owner()
                .map(owner -> directory
                        .find(owner)
                        .<Lookup<Optional<IdentityId>>>fold(
                                found -> Lookup.known(found.flatMap(Identity::manager)), Lookup::unknown))
                .orElseGet(() -> Lookup.known(Optional.empty()));
    }

    /** Goes on with the caller, if the directory knows it as active. */
    <T> Outcome<T> asCaller(IdentityId caller, Function<Identity, Outcome<T>> next) {
        return directory
                .find(caller)
                .fold(
                        found -> found.filter(Identity::active)
                                .map(next)
                                .orElseGet(() -> Outcome.refused(
                                        Refusal.FORBIDDEN,
                                        "",
                                        "unknown-caller",
                                        "the directory knows no active " + caller)),
                        People::unavailable);
    }

    /** Goes on with an identity that may be unknown or inactive; refuses where the directory does not answer. */
    <T> Outcome<T> with(IdentityId id, Function<Optional<Identity>, Outcome<T>> next) {
        return directory.find(id).fold(next, People::unavailable);
    }

    <T> Outcome<T> asAdministrator(IdentityId caller, Function<Identity, Outcome<T>> next) {
        return asCaller(
                caller,
                identity -> isAdministrator(identity)
                        ? next.apply(identity)
                        : Outcome.refused(
                                Refusal.FORBIDDEN, "", "not-administrator", "only administrators may do this"));
    }

    /** Administrators and auditors. */
    <T> Outcome<T> asReader(IdentityId caller, Function<Identity, Outcome<T>> next) {
        return asCaller(
                caller,
                identity -> mayReadAll(identity)
                        ? next.apply(identity)
                        : Outcome.refused(
                                Refusal.FORBIDDEN,
                                "",
                                "not-auditor",
                                "only administrators and auditors may read this"));
    }

    boolean isAdministrator(Identity identity) {
        return identity.isIn(administrators);
    }

    boolean mayReadAll(Identity identity) {
        return identity.isIn(administrators) || identity.isIn(auditors);
    }

    Caller withRoles(Identity identity) {
        Set<Caller.Role> roles = EnumSet.noneOf(Caller.Role.class);
        if (identity.isIn(administrators)) {
            roles.add(Caller.Role.ADMINISTRATOR);
        }
        if (identity.isIn(auditors)) {
            roles.add(Caller.Role.AUDITOR);
        }
        return new Caller(identity, roles);
    }

    static <T> Outcome<T> unavailable(String why) {
        return Outcome.refused(Refusal.UNAVAILABLE, "", "directory", "the directory does not answer: " + why);
    }
}
