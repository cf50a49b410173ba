package io.jitaccess.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.azure.FakeActivity.Event;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ActivitySource.Activity;
import io.jitaccess.spi.ActivitySource.Page;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ConnectLinks.Link;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementDiscovery.Discovered;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.spi.SelfCheck.MissingRight;
import io.jitaccess.testkit.provider.ProviderFaults.Kind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read besides access: activity, rights, what could be offered, links. */
class ReadingTest {

    private static final Entitlement READ = World.plain(World.GROUP, FakeDefinitions.READER);

    private final World world = new World();
    private final AzureProvider provider = world.builder().build();
    private final AccessRef access = World.access(provider, READ, World.ANN);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void activity_is_what_the_principal_did_there_in_the_time_page_by_page() {
        Instant from = world.clock.asClock().instant().minus(Duration.ofHours(1));
        String group = Scope.parse(World.GROUP).orElseThrow().id();
        for (int minute = -10; minute < 80; minute += 10) {
            for (String who : List.of(World.ANN, World.BEN)) {
                Instant at = from.plus(Duration.ofMinutes(minute));
                world.azure.activity.events.add(new Event(at, who, "Microsoft.Compute/x/write", group + "/vm"));
            }
        }
        world.azure.activity.events.add(new Event(from.plusSeconds(1), World.ANN, "y", World.SUBSCRIPTION + "/other"));

        List<Activity> all = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page page = provider.activity(access, from, world.clock.asClock().instant(), next);
            assertThat(page.limits()).contains("control plane");
            all.addAll(page.entries());
            next = page.next();
        } while (next.isPresent());

        assertThat(all).hasSize(6).allSatisfy(each -> assertThat(each.action()).isEqualTo("Microsoft.Compute/x/write"));
        assertThat(world.azure.activity.filters)
                .allSatisfy(filter -> assertThat(filter).contains("resourceGroupName eq 'shop-prod'"));
    }

    @Test
    void activity_of_a_management_group_is_said_not_to_be_told() {
        AccessRef there =
                World.access(provider, World.plain(World.MANAGEMENT_GROUP, FakeDefinitions.READER), World.ANN);
        Page page = provider.activity(
                there,
                world.clock.asClock().instant().minusSeconds(9),
                world.clock.asClock().instant(),
                Optional.empty());
        assertThat(page.entries()).isEmpty();
        assertThat(page.limits()).contains("management group");
    }

    @Test
    void a_log_that_cannot_be_read_is_no_empty_log() {
        world.azure.begin(Kind.FORBIDDEN);
        assertThatThrownBy(() -> provider.activity(
                        access,
                        world.clock.asClock().instant().minusSeconds(9),
                        world.clock.asClock().instant(),
                        Optional.empty()))
                .isInstanceOf(ProviderException.class);
    }

    @Test
    void each_right_that_is_missing_is_named_with_its_kinds_and_scope() {
        world.azure.definitions.own(
                List.of("*/read", "Microsoft.Authorization/*"), List.of("Microsoft.Authorization/*/Delete"));

        List<MissingRight> missing = provider.missingRights();

        assertThat(missing)
                .extracting(MissingRight::right)
                .containsOnly("Microsoft.Authorization/roleAssignments/delete");
        assertThat(missing).extracting(MissingRight::detail).contains("on " + World.SUBSCRIPTION);
        assertThat(missing)
                .allSatisfy(each ->
                        assertThat(each.kinds()).containsExactlyInAnyOrder(Descriptors.PLAIN, Descriptors.STORAGE));

        world.azure.definitions.own(List.of(), List.of());
        assertThat(provider.missingRights())
                .extracting(MissingRight::right)
                .contains(
                        "Microsoft.Authorization/roleAssignments/write",
                        "Microsoft.Authorization/roleDefinitions/read",
                        "Microsoft.Insights/eventtypes/values/read");
    }

    /** Of Role Based Access Control Administrator. */
    @Test
    void who_may_write_role_assignments_alone_may_ask_nothing_of_pim() {
        world.azure.definitions.own(
                List.of(
                        "Microsoft.Authorization/roleAssignments/write",
                        "Microsoft.Authorization/roleAssignments/delete",
                        "*/read",
                        "Microsoft.Support/*"),
                List.of());

        assertThat(world.bare().scopes(List.of(World.GROUP)).build().missingRights())
                .isEmpty();
        assertThat(world.bare().pimScopes(List.of(World.MANAGED_GROUP)).build().missingRights())
                .extracting(MissingRight::right)
                .containsExactly("Microsoft.Authorization/roleAssignmentScheduleRequests/write");
    }

    @Test
    void a_self_check_that_gets_no_answer_throws() {
        world.azure.begin(Kind.SERVER_ERROR);
        assertThatThrownBy(provider::missingRights).isInstanceOf(ProviderException.class);
    }

    @Test
    void a_scope_with_more_roles_than_fit_a_page_is_offered_on_several() {
        Set<String> custom = new TreeSet<>();
        for (int i = 0; i < 2_100; i++) {
            String guid = String.format("cccccccc-0000-4000-8000-%012d", i);
            custom.add(guid);
            world.azure.definitions.add(guid, "Custom " + i, List.of("*/read"), List.of());
        }
        AzureProvider one = world.bare().scopes(List.of(World.GROUP)).build();
        List<String> offered = new ArrayList<>();
        Optional<String> from = Optional.empty();
        do {
            EntitlementDiscovery.Page page = one.discover(Descriptors.PLAIN, from);
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(1_000);
            page.entries()
                    .forEach(entry ->
                            offered.add(entry.entitlement().attribute("role").orElseThrow()));
            from = page.next();
        } while (from.isPresent());

        assertThat(offered).doesNotHaveDuplicates().containsAll(custom).contains(FakeDefinitions.READER);
    }

    @Test
    void each_kind_offers_its_own_roles_and_none_that_gives_roles() {
        String custom = "cccccccc-3385-48ef-bd42-f606fba81ae7";
        world.azure.definitions.add(
                custom, "Delegate", List.of("Microsoft.Authorization/roleAssignments/*"), List.of());

        assertThat(offered("role-assignment"))
                .contains(FakeDefinitions.READER, FakeDefinitions.CONTRIBUTOR, FakeDefinitions.BLOB_OWNER)
                .doesNotContain(Roles.OWNER, custom, FakeDefinitions.BLOB_READER);
        assertThat(offered("storage-role-assignment"))
                .containsOnly(
                        FakeDefinitions.BLOB_READER, FakeDefinitions.BLOB_CONTRIBUTOR, FakeDefinitions.QUEUE_PROCESSOR);
        assertThat(provider.verify(World.plain(World.GROUP, custom)))
                .isInstanceOfSatisfying(
                        Verification.Unusable.class,
                        not -> assertThat(not.why()).contains("could give roles"));
        assertThat(provider.verify(World.plain(World.GROUP, "dddddddd-3385-48ef-bd42-f606fba81ae7")))
                .isInstanceOfSatisfying(
                        Verification.Unusable.class,
                        not -> assertThat(not.why()).contains("RoleDefinitionDoesNotExist"));
        world.azure.begin(Kind.FORBIDDEN);
        assertThat(provider.verify(READ)).isInstanceOf(Verification.Unclear.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "*/write",
                "Microsoft.Authorization/*",
                "Microsoft.Authorization/*/Write",
                "microsoft.authorization/roleassignments/write",
                "Microsoft.Authorization/roleAssignmentScheduleRequests/write",
                "Microsoft.Authorization/roleEligibilityScheduleRequests/*",
                "Microsoft.Authorization/roleDefinitions/write",
                "Microsoft.Authorization/roleManagementPolicies/write",
                "Microsoft.Authorization/elevateAccess/Action"
            })
    void a_role_that_came_to_give_roles_after_it_was_verified_is_not_given(String action) {
        String custom = "cccccccc-3385-48ef-bd42-f606fba81ae7";
        world.azure.definitions.add(custom, "Watcher", List.of("*/read"), List.of());
        for (Entitlement entitlement :
                List.of(World.plain(World.GROUP, custom), World.pim(World.MANAGED_GROUP, custom))) {
            world.azure.definitions.add(custom, "Watcher", List.of("*/read"), List.of());
            assertThat(provider.verify(entitlement)).isInstanceOf(Verification.Usable.class);
            world.azure.definitions.add(custom, "Watcher", List.of("*/read", action), List.of());

            assertThat(provider.assign(
                            World.access(provider, entitlement, World.ANN),
                            world.clock.asClock().instant().plus(Duration.ofHours(1)),
                            false))
                    .isInstanceOfSatisfying(
                            ChangeOutcome.Refused.class,
                            refused -> assertThat(refused.message()).contains("could give roles for good"));
            assertThat(world.azure.writes()).isZero();
        }
    }

    @Test
    void data_actions_on_a_management_group_are_warned_of_as_they_take_hours() {
        assertThat(provider.verify(World.plain(World.MANAGEMENT_GROUP, FakeDefinitions.BLOB_OWNER)))
                .isInstanceOfSatisfying(
                        Verification.Usable.class,
                        usable -> assertThat(usable.warnings()).anyMatch(text -> text.contains("may take hours")));
        assertThat(provider.verify(World.plain(World.GROUP, FakeDefinitions.BLOB_OWNER)))
                .isEqualTo(new Verification.Usable(List.of()));
        assertThat(provider.verify(World.plain(World.MANAGEMENT_GROUP, FakeDefinitions.READER)))
                .isEqualTo(new Verification.Usable(List.of()));
    }

    /** What one permission takes away another may give. */
    @Test
    void what_a_role_takes_away_from_itself_it_does_not_give() {
        String custom = "cccccccc-3385-48ef-bd42-f606fba81ae7";
        List<String> most = List.of("Microsoft.Authorization/*/Write", "Microsoft.Authorization/elevateAccess/Action");
        world.azure.definitions.add(custom, "Most", List.of("*"), most, List.of());
        assertThat(provider.verify(World.plain(World.GROUP, custom))).isInstanceOf(Verification.Usable.class);

        world.azure.definitions.add(custom, "Most", List.of("*"), most.subList(0, 1), List.of());
        assertThat(provider.verify(World.plain(World.GROUP, custom))).isInstanceOf(Verification.Unusable.class);
    }

    @ParameterizedTest
    @CsvSource({"PUBLIC, portal.azure.com", "US_GOVERNMENT, portal.azure.us", "CHINA, portal.azure.cn"})
    void links_lead_to_the_portal_of_the_cloud(AzureCloud cloud, String host) {
        AzureProvider there = world.builder()
                .cloud(cloud)
                .tenant("99999999-2222-3333-4444-555555555555")
                .build();
        assertThat(there.connectLink(access))
                .isEqualTo(new Link.To(URI.create("https://" + host + "/#@99999999-2222-3333-4444-555555555555/resource"
                        + Scope.parse(World.GROUP).orElseThrow() + "/overview")));
        assertThat(world.builder().cloud(cloud).build().connectLink(access))
                .isEqualTo(new Link.To(URI.create("https://" + host + "/#resource"
                        + Scope.parse(World.GROUP).orElseThrow() + "/overview")));
        AccessRef service = new AccessRef(
                access.assignment(),
                new PrincipalId("serviceprincipal:" + World.PIPELINE),
                READ,
                access.targetKey(),
                access.grant());
        assertThat(there.connectLink(service)).isInstanceOf(Link.NotAvailable.class);
    }

    @Test
    void the_condition_for_the_own_account_allows_the_configured_roles_and_no_others() {
        assertThat(world.builder()
                        .roles(List.of(FakeDefinitions.READER))
                        .build()
                        .ownCondition())
                .contains("@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]"
                        + " ForAnyOfAnyValues:GuidEquals {" + FakeDefinitions.READER + "}")
                .contains("@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId]"
                        + " ForAnyOfAnyValues:GuidEquals {" + FakeDefinitions.READER + "}");
        assertThat(provider.ownCondition())
                .contains("ForAnyOfAllValues:GuidNotEquals {")
                .contains(Roles.OWNER, Roles.USER_ACCESS_ADMINISTRATOR, Roles.RBAC_ADMINISTRATOR);
    }

    private List<String> offered(String kind) {
        List<String> roles = new ArrayList<>();
        Optional<String> from = Optional.empty();
        do {
            var page = provider.discover(new EntitlementKind(kind), from);
            page.entries().stream()
                    .map(Discovered::entitlement)
                    .forEach(each -> roles.add(each.attribute("role").orElseThrow()));
            from = page.next();
        } while (from.isPresent());
        return roles;
    }
}
