package io.jitaccess.entra;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.testkit.provider.ProviderFaults.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleTest {

    private final World world = new World();
    private final EntraProvider provider = world.plain();

    @AfterEach
    void close() {
        provider.close();
        world.close();
    }

    private PrincipalLookup find(Identity identity) {
        return provider.principal(identity, World.group(World.ONCALL));
    }

    @Test
    void a_person_is_found_by_name_and_remembered() {
        PrincipalLookup ann = new PrincipalLookup.Found(new PrincipalId(World.ANN));

        assertThat(find(World.person("Ann@Example.org"))).isEqualTo(ann);
        assertThat(find(World.person("ann@example.org"))).isEqualTo(ann);
        assertThat(world.graph.calls).hasValue(1);
    }

    @Test
    void a_quote_in_a_name_is_a_quote() {
        assertThat(find(World.person("ben.o'neil@example.org")))
                .isEqualTo(new PrincipalLookup.Found(new PrincipalId(World.BEN)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x' or startswith(mail,'ann') or mail eq '",
                "' or 1 eq 1 or mail eq '",
                "ann@example.org' or mail ne '",
                "ann%27@example.org",
                "*@example.org",
                "${ann}@example.org",
                "ann@example.org\\",
                "аnn@example.org",
                "ann@example.org&$top=1"
            })
    void hostile_names_find_nobody(String mail) {
        assertThat(find(World.person(mail))).isInstanceOf(PrincipalLookup.NoPrincipal.class);
    }

    @Test
    void a_name_that_two_have_is_refused() {
        world.directory.user(World.NOBODY, "ann@example.org");

        assertThat(find(World.person("ann@example.org")))
                .isInstanceOfSatisfying(
                        PrincipalLookup.NoPrincipal.class,
                        none -> assertThat(none.message()).contains("several"));
    }

    @Test
    void an_attribute_stands_above_the_name_and_must_be_a_user() {
        assertThat(find(World.person("ann@example.org", Map.of("entra.principal", World.BEN.toUpperCase(Locale.ROOT)))))
                .isEqualTo(new PrincipalLookup.Found(new PrincipalId(World.BEN)));
        assertThat(find(World.person("ann@example.org", Map.of("entra.principal", World.NOBODY))))
                .isInstanceOf(PrincipalLookup.NoPrincipal.class);
        assertThat(find(World.person("ann@example.org", Map.of("entra.principal", "../groups/" + World.ONCALL))))
                .isInstanceOf(PrincipalLookup.NoPrincipal.class);
    }

    @Test
    void the_departed_the_nameless_and_services_have_no_account() {
        assertThat(find(World.identity("x", IdentityKind.HUMAN, Optional.of("ann@example.org"), false, Map.of())))
                .isInstanceOf(PrincipalLookup.NoPrincipal.class);
        assertThat(find(World.identity("x", IdentityKind.HUMAN, Optional.empty(), true, Map.of())))
                .isInstanceOf(PrincipalLookup.NoPrincipal.class);
        assertThat(find(World.identity("x", IdentityKind.SERVICE, Optional.of("ann@example.org"), true, Map.of())))
                .isInstanceOf(PrincipalLookup.NoPrincipal.class);
    }

    @Test
    void silence_is_no_missing_account() {
        world.graph.begin(Kind.FORBIDDEN);

        assertThat(find(World.person("ann@example.org"))).isInstanceOf(PrincipalLookup.Unclear.class);
    }
}
