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
import io.jitaccess.spi.ConnectLinks.Link;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        Instant from = world.clock.now().minus(Duration.ofHours(1));
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
            Page page = provider.activity(access, from, world.clock.now(), next);
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
        Page page = provider.activity(there, world.clock.now().minusSeconds(9), world.clock.now(), Optional.empty());
        assertThat(page.entries()).isEmpty();
        assertThat(page.limits()).contains("management group");
    }

    @Test
    void a_log_that_cannot_be_read_is_no_empty_log() {
        world.azure.begin(Kind.FORBIDDEN);
        assertThatThrownBy(() -> provider.activity(
                        access, world.clock.now().minusSeconds(9), world.clock.now(), Optional.empty()))
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

    @Test
    void a_self_check_that_gets_no_answer_throws() {
        world.azure.begin(Kind.SERVER_ERROR);
        assertThatThrownBy(provider::missingRights).isInstanceOf(ProviderException.class);
    }

    @Test
    void each_kind_offers_its_own_roles_and_none_that_gives_roles() {
        String custom = "cccccccc-3385-48ef-bd42-f606fba81ae7";
        world.azure.definitions.add(
                custom, "Delegate", List.of("Microsoft.Authorization/roleAssignments/*"), List.of());

        assertThat(offered("role-assignment"))
                .contains(FakeDefinitions.READER, FakeDefinitions.BLOB_OWNER)
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
    @CsvSource({"PUBLIC, portal.azure.com", "US_GOVERNMENT, portal.azure.us", "CHINA, portal.azure.cn"})
    void links_lead_to_the_portal_of_the_cloud(AzureCloud cloud, String host) {
        AzureProvider there = world.builder()
                .cloud(cloud)
                .tenant("99999999-2222-3333-4444-555555555555")
                .build();
        assertThat(there.connectLink(access))
                .isEqualTo(new Link.To(URI.create("https://" + host + "/#@99999999-2222-3333-4444-555555555555/resource"
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
