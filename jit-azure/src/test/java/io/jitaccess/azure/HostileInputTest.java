package io.jitaccess.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that somebody might write to get more than was meant, field by field: refused, and nothing is sent. */
class HostileInputTest {

    private final World world = new World();
    private final AzureProvider provider =
            world.builder().objectIdAttribute("entra.object-id").build();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/subscriptions",
                "/subscriptions/*",
                "/subscriptions/11111111-2222-3333-4444-555555555555/../99999999-9999-9999-9999-999999999999",
                "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/.",
                "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/..",
                "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/..%2f..",
                "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/a?x=1",
                "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/a#x",
                "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/a b",
                "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/a'b",
                "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/${env:HOME}",
                "/subscriptions/11111111-2222-3333-4444-555555555555//resourceGroups/a",
                "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/a/providers/X/y/z",
                // becomes an ASCII k when it is made small
                "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/\u212A",
                // a Cyrillic a
                "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/\u0430",
                "https://evil.example/subscriptions/11111111-2222-3333-4444-555555555555",
                "/providers/Microsoft.Management/managementGroups/a/b"
            })
    void scopes(String scope) {
        assertThat(Scope.parse(scope)).isEmpty();
        assertThat(provider.validate(World.plain(scope, FakeDefinitions.READER)))
                .isNotEmpty();
    }

    @Test
    void what_no_entitlement_can_hold_is_no_scope_either() {
        assertThat(Scope.parse("")).isEmpty();
        assertThat(Scope.parse(World.SUBSCRIPTION + "/resourceGroups/a\nb")).isEmpty();
        assertThat(Scope.parse(World.GROUP + "\n")).isEmpty();
    }

    @Test
    void a_scope_that_only_begins_like_an_allowed_one_is_another() {
        AzureProvider narrow = world.bare().scopes(List.of(World.GROUP)).build();
        assertThat(narrow.validate(World.plain(World.GROUP + "2", FakeDefinitions.READER)))
                .isNotEmpty();
        assertThat(narrow.validate(World.plain(World.SUBSCRIPTION, FakeDefinitions.READER)))
                .isNotEmpty();
        assertThat(narrow.validate(World.plain(World.ACCOUNT, FakeDefinitions.READER)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Owner",
                "*",
                "acdd72a7-3385-48ef-bd42-f606fba81ae7' or '1' eq '1",
                "acdd72a7-3385-48ef-bd42-f606fba81ae7/../8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
                "../roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7",
                "/x/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7",
                "\uFF41cdd72a7-3385-48ef-bd42-f606fba81ae7",
                "8E3AF657-A8FF-443C-A75C-2FE8C4BCB635"
            })
    void roles(String role) {
        assertThat(provider.validate(World.plain(World.GROUP, role))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ann@example.org",
                "aaaaaaaa-0000-0000-0000-000000000001' or principalId ne '",
                "group:aaaaaaaa-0000-0000-0000-000000000001",
                "00000000-0000-0000-0000-00000000000\u0661"
            })
    void object_ids(String written) {
        assertThat(provider.principal(identity(written), World.plain(World.GROUP, FakeDefinitions.READER)))
                .isInstanceOf(PrincipalLookup.NoPrincipal.class);
    }

    @Test
    void the_override_stands_above_the_configured_attribute() {
        Identity both = new Identity(
                new IdentityId("ann"),
                IdentityKind.HUMAN,
                "ann",
                Optional.empty(),
                true,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of("entra.object-id", World.BEN, "azure.principal", World.ANN));

        assertThat(provider.principal(both, World.plain(World.GROUP, FakeDefinitions.READER)))
                .isEqualTo(new PrincipalLookup.Found(new PrincipalId("user:" + World.ANN)));
        assertThat(provider.principal(identity(World.BEN), World.plain(World.GROUP, FakeDefinitions.READER)))
                .isEqualTo(new PrincipalLookup.Found(new PrincipalId("user:" + World.BEN)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann",
                "user:ann",
                "robot:aaaaaaaa-0000-0000-0000-000000000001",
                "user:aaaaaaaa-0000-0000-0000-000000000001'"
            })
    void principals_that_somebody_wrote_into_a_record(String principal) {
        AccessRef good = World.access(provider, World.plain(World.GROUP, FakeDefinitions.READER), World.ANN);
        AccessRef bad = new AccessRef(
                good.assignment(), new PrincipalId(principal), good.entitlement(), good.targetKey(), good.grant());

        assertThat(provider.observe(bad)).isInstanceOf(Observation.Unclear.class);
        assertThat(provider.assign(bad, world.clock.now().plus(Duration.ofHours(1)), false))
                .isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(provider.revoke(bad)).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(world.azure.requests).isEmpty();
    }

    private static Identity identity(String objectId) {
        return new Identity(
                new IdentityId("ann"),
                IdentityKind.HUMAN,
                "ann",
                Optional.empty(),
                true,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of("entra.object-id", objectId));
    }
}
