package io.jitaccess.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.spi.Lookup;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StaticDirectoryTest {

    private static final Identity ADA = Somebody.active("ada", "dba", "all");
    private static final Identity BOB = Somebody.active("bob", "all");
    private static final Identity GONE = Somebody.disabled("gone", "all", "leavers");

    private final StaticDirectory directory = new StaticDirectory(List.of(ADA, BOB, GONE));

    private static IdentityId id(String id) {
        return new IdentityId(id);
    }

    @Test
    void anIdentityIsFoundByIdDisabledOrNot() {
        assertThat(directory.find(id("ada"))).isEqualTo(Lookup.known(Optional.of(ADA)));
        assertThat(directory.find(id("gone"))).isEqualTo(Lookup.known(Optional.of(GONE)));
        assertThat(directory.find(id("nobody"))).isEqualTo(Lookup.known(Optional.empty()));
    }

    @Test
    void anIdentityIsFoundByEmailInAnyCase() {
        assertThat(directory.findByEmail("ADA@Example.com")).isEqualTo(Lookup.known(Optional.of(ADA)));
        assertThat(directory.findByEmail("nobody@example.com")).isEqualTo(Lookup.known(Optional.empty()));
    }

    @Test
    void anAddressThatSeveralHaveIsNobodys() {
        directory.replace(List.of(
                Somebody.withEmail("one", "team@example.com"),
                Somebody.withEmail("two", "Team@example.com"),
                Somebody.withEmail("three", "TEAM@example.com")));

        assertThat(directory.findByEmail("team@example.com")).isEqualTo(Lookup.known(Optional.empty()));
    }

    @Test
    void membersAreTheActiveOnesUpToTheLimit() {
        assertThat(directory.members(new GroupId("all"), 10))
                .isEqualTo(Lookup.known(Optional.of(Set.of(id("ada"), id("bob")))));
        assertThat(directory.members(new GroupId("all"), 1)).isEqualTo(Lookup.known(Optional.of(Set.of(id("ada")))));
    }

    @Test
    void aGroupWithoutActiveMembersIsEmptyAndAnUnknownOneIsNone() {
        assertThat(directory.members(new GroupId("leavers"), 10)).isEqualTo(Lookup.known(Optional.of(Set.of())));
        assertThat(directory.members(new GroupId("nothing"), 10)).isEqualTo(Lookup.known(Optional.empty()));
    }

    @Test
    void allIdentitiesAreReplacedAtOnceOrNone() {
        directory.replace(List.of(Somebody.active("eve")));
        assertThat(directory.find(id("ada"))).isEqualTo(Lookup.known(Optional.empty()));

        assertThatThrownBy(() -> directory.replace(List.of(ADA, BOB, ADA, BOB)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("several identities have the same id: [ada, bob]");
        assertThat(directory.find(id("ada"))).isEqualTo(Lookup.known(Optional.empty()));
    }
}
