package io.jitaccess.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ActivitySource;
import io.jitaccess.spi.ConnectLinks.Link;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is offered, judged, listed, linked to and told afterwards. */
class RolesAndListingTest {

    private static final String PROJECT = "projects/shop-prod";
    private static final String BUCKET = "buckets/shop-logs";

    private final World world = new World();
    private final GcpProvider provider =
            world.builder().resources(World.RESOURCES).build();

    @AfterEach
    void close() {
        provider.close();
        world.close();
    }

    @Test
    void a_listing_goes_through_all_pages_of_all_resources() {
        List<String> projects = IntStream.range(0, 45)
                .mapToObj(i -> "projects/many-" + (100 + i))
                .toList();
        world.google.policies.add(projects.toArray(String[]::new));
        projects.forEach(project -> world.google.policies.put(project, List.of(plain("user:ann@example.org"))));
        world.google.policies.put(
                PROJECT,
                List.of(plain(IntStream.range(0, 1_300)
                        .mapToObj(i -> "user:u" + i + "@example.org")
                        .toArray(String[]::new))));
        List<ListedAccess> all = new ArrayList<>();
        int pages = 0;
        Optional<String> from = Optional.empty();
        do {
            ListedAccess.Page page = provider.list(IamBinding.KIND, from);
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(1_000);
            all.addAll(page.entries());
            from = page.next();
            pages++;
        } while (from.isPresent());

        assertThat(all).hasSize(1_345).doesNotHaveDuplicates();
        assertThat(pages).isGreaterThan(3);
    }

    @Test
    void only_single_accounts_and_known_conditions_are_listed() {
        world.google.policies.put(
                PROJECT,
                List.of(
                        plain(
                                "user:ann@example.org",
                                "group:all@example.org",
                                "allUsers",
                                "domain:example.org",
                                "deleted:user:gone@example.org?uid=1"),
                        World.binding(World.READER, "theirs", "resource.name != \"x\"", "user:ann@example.org")));

        assertThat(provider.list(IamBinding.KIND, Optional.empty()).entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.principal()).isEqualTo(new PrincipalId("user:ann@example.org")));
    }

    @Test
    void what_has_ended_by_itself_is_not_listed() {
        Instant end = world.until();
        String ends = new Condition(end, Optional.empty()).expression();
        world.google.policies.put(
                PROJECT, List.of(World.binding(World.READER, "theirs", ends, "user:ann@example.org")));
        world.clock.set(end);
        assertThat(mine()).hasSize(1);
        world.clock.set(end.plusSeconds(1));
        assertThat(mine()).isEmpty();
    }

    private List<ListedAccess> mine() {
        return provider.list(IamBinding.KIND, Optional.empty()).entries().stream()
                .filter(entry -> entry.principal().equals(new PrincipalId("user:ann@example.org")))
                .toList();
    }

    @Test
    void a_page_that_was_not_given_out_is_refused() {
        assertThatThrownBy(() -> provider.list(IamBinding.KIND, Optional.of("nonsense")))
                .isInstanceOf(ProviderException.class);
    }

    @Test
    void grantable_roles_are_offered_on_each_resource_but_basic_ones() {
        world.google.roles.add("roles/owner");

        assertThat(offered(provider))
                .contains(
                        World.role(PROJECT, World.READER).toString(),
                        World.role(BUCKET, World.WRITER).toString())
                .contains(World.role("projects/shop-test", World.READER).toString())
                .noneMatch(entitlement -> entitlement.contains("roles/owner"));
    }

    @Test
    void a_project_that_is_being_deleted_is_not_offered() {
        try (GcpProvider any = world.builder().resources(List.of("projects/*")).build()) {
            assertThat(offered(any)).anyMatch(entitlement -> entitlement.contains("projects/shop-test"));
            world.google.policies.shutDown("projects/shop-test");
            assertThat(offered(any)).isNotEmpty().noneMatch(entitlement -> entitlement.contains("projects/shop-test"));
        }
    }

    private static List<String> offered(GcpProvider provider) {
        List<String> offered = new ArrayList<>();
        Optional<String> from = Optional.empty();
        do {
            EntitlementDiscovery.Page page = provider.discover(IamBinding.KIND, from);
            page.entries().forEach(found -> offered.add(found.entitlement().toString()));
            from = page.next();
        } while (from.isPresent());
        return offered;
    }

    @Test
    void no_name_leads_up_in_an_address() {
        assertThat(Resource.parse("buckets/a..b")).isEmpty();
        assertThat(Resource.parse("buckets/a.b")).isPresent();
    }

    @Test
    void what_is_not_there_lacks_its_rights() {
        assertThat(missing(List.of("buckets/not-there"))).anyMatch(right -> right.startsWith("storage.buckets.get on"));
    }

    @Test
    void what_cannot_be_handed_out_says_why() {
        assertThat(provider.verify(World.role(PROJECT, "roles/no.such"))).isInstanceOf(Verification.Unusable.class);
        world.google.roles.stage(World.READER, "DISABLED");
        assertThat(provider.verify(World.role(PROJECT, World.READER))).isInstanceOf(Verification.Unusable.class);
        world.google.policies.withoutUniformAccess(BUCKET);
        assertThat(provider.verify(World.role(BUCKET, World.WRITER)))
                .isInstanceOfSatisfying(
                        Verification.Unusable.class,
                        unusable -> assertThat(unusable.why()).contains("uniform"));
        world.google.roles.delete(World.WRITER);
        assertThat(provider.verify(World.role(PROJECT, World.WRITER)))
                .isInstanceOfSatisfying(
                        Verification.Unusable.class,
                        unusable -> assertThat(unusable.why()).contains("deleted"));
    }

    @Test
    void roles_that_reach_past_their_end_are_warned_of() {
        world.google.roles.add("roles/iam.serviceAccountTokenCreator", "iam.serviceAccounts.getAccessToken");
        world.google.roles.add("roles/resourcemanager.projectIamAdmin", "resourcemanager.projects.setIamPolicy");

        assertThat(warnings("roles/iam.serviceAccountTokenCreator")).anyMatch(text -> text.contains("tokens"));
        assertThat(warnings("roles/resourcemanager.projectIamAdmin")).anyMatch(text -> text.contains("for good"));
        assertThat(warnings(World.READER)).isEmpty();
    }

    @Test
    void one_permission_of_many_is_enough_for_a_warning_and_so_is_a_prefix_without_its_slash() {
        world.google.roles.add("roles/mixed", "storage.objects.get", "iam.serviceAccounts.getAccessToken");
        assertThat(warnings(World.role(PROJECT, "roles/mixed")))
                .singleElement()
                .asString()
                .contains("work on after its end");
        assertThat(warnings(World.role(PROJECT, World.READER, "projects/_/buckets/logs")))
                .singleElement()
                .asString()
                .contains("slash");
        assertThat(warnings(World.role(PROJECT, World.READER, "projects/_/buckets/logs/")))
                .isEmpty();
    }

    private List<String> warnings(Entitlement entitlement) {
        return ((Verification.Usable) provider.verify(entitlement)).warnings();
    }

    @Test
    void each_missing_right_is_named_with_its_resource() {
        assertThat(provider.missingRights()).isEmpty();
        world.google.policies.deny("resourcemanager.folders.setIamPolicy");
        world.google.policies.deny("storage.buckets.get");

        assertThat(provider.missingRights())
                .extracting(MissingRight::right, MissingRight::detail)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("resourcemanager.folders.setIamPolicy", "on folders/1001"),
                        org.assertj.core.groups.Tuple.tuple("storage.buckets.get", "on " + BUCKET));
    }

    @Test
    void rights_to_logs_roles_and_the_search_are_asked_about_where_they_are_used() {
        world.google.policies.deny("logging.logEntries.list");
        world.google.policies.deny("iam.roles.get");
        world.google.policies.deny("resourcemanager.projects.get");

        assertThat(missing(List.of("projects/shop-prod", "projects/*")))
                .contains(
                        "logging.logEntries.list on projects/shop-prod: without it no activity is told",
                        "logging.logEntries.list on projects/shop-test: without it no activity is told",
                        "iam.roles.get on projects/shop-prod: without it custom roles of it are not verified",
                        "resourcemanager.projects.get on projects/shop-test: without it a search does not find the project")
                .doesNotContain(
                        "resourcemanager.projects.get on projects/shop-prod: without it a search does not find the project");
        assertThat(missing(List.of("folders/1001")))
                .containsExactly("logging.logEntries.list on folders/1001: without it no activity is told");
        assertThat(missing(List.of("serviceAccounts/" + World.TARGET)))
                .containsExactly("logging.logEntries.list on projects/shop-prod: without it no activity is told");
        assertThat(missing(List.of(BUCKET)))
                .containsExactly("logging.logEntries.list on projects/4711: without it no activity is told");
    }

    @Test
    void reading_of_data_in_logs_is_a_right_of_its_own() {
        world.google.policies.deny("logging.privateLogEntries.list");
        assertThat(missing(List.of("folders/1001")))
                .containsExactly("logging.privateLogEntries.list on folders/1001: without it no reading of data is told"
                        + " as activity");
        try (GcpProvider tokens =
                world.builder().serviceAccounts(List.of(World.TARGET)).build()) {
            assertThat(tokens.missingRights())
                    .extracting(MissingRight::right)
                    .containsExactly("logging.privateLogEntries.list");
        }
    }

    private List<String> missing(List<String> resources) {
        try (GcpProvider some = world.builder().resources(resources).build()) {
            return some.missingRights().stream()
                    .map(missing -> missing.right() + " " + missing.detail())
                    .toList();
        }
    }

    @Test
    void links_lead_people_to_the_resource() {
        assertThat(link(PROJECT, "user:ann+x@example.org"))
                .isEqualTo(
                        "https://console.cloud.google.com/home/dashboard?project=shop-prod&authuser=ann%2Bx%40example.org");
        assertThat(link(BUCKET, "user:ann@example.org")).contains("/storage/browser/shop-logs?");
        assertThat(link("serviceAccounts/" + World.TARGET, "user:ann@example.org"))
                .contains("project=shop-prod");
        assertThat(link("folders/1001", "serviceAccount:" + World.ONE)).isEqualTo("none");
    }

    @Test
    void activity_is_that_of_the_account_in_the_log_of_the_resource() {
        AccessRef onBucket = World.access(provider, "user:ann@example.org", World.role(BUCKET, World.READER));
        Instant to = world.clock.now();
        ActivitySource.Page page = provider.activity(onBucket, to.minus(Duration.ofHours(1)), to, Optional.empty());

        assertThat(page.entries()).singleElement().satisfies(done -> {
            assertThat(done.action()).isEqualTo("storage.buckets.update");
            assertThat(done.details()).containsEntry("callerIp", "203.0.113.7");
        });
        assertThat(page.limits()).contains("Data Access");
        assertThat(page.next()).isPresent();
        assertThat(world.google.log.places).containsExactly(List.of("projects/4711"));
        assertThat(world.google.log.filters.get(0))
                .contains("principalEmail=\"ann@example.org\"", "timestamp>=\"" + to.minusSeconds(3_600) + "\"")
                .endsWith(" AND timestamp<\"" + to + "\"");
    }

    @Test
    void people_of_a_workforce_pool_get_its_sign_in_where_its_provider_is_known() {
        String ann = "principal://iam.googleapis.com/locations/global/workforcePools/staff/subject/ann@example.org";
        String other = "principal://iam.googleapis.com/locations/global/workforcePools/guests/subject/ann";
        try (GcpProvider federated = world.builder()
                .resources(World.RESOURCES)
                .workforceProviders(List.of("staff/entra"))
                .build()) {
            assertThat(federated.connectLink(World.access(federated, ann, World.role(PROJECT, World.READER))))
                    .isEqualTo(new Link.To(java.net.URI.create(
                            "https://auth.cloud.google/signin/locations/global/workforcePools/staff/providers/entra"
                                    + "?continueUrl=https%3A%2F%2Fconsole.cloud.google%2Fhome%2Fdashboard%3Fproject%3D"
                                    + "shop-prod")));
            assertThat(federated.connectLink(World.access(federated, other, World.role(PROJECT, World.READER))))
                    .isInstanceOf(Link.NotAvailable.class);
        }
        assertThat(provider.connectLink(World.access(provider, ann, World.role(PROJECT, World.READER))))
                .isInstanceOf(Link.NotAvailable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "projects/shop-typo",
                "folders/1009",
                "organizations/2009",
                "serviceAccounts/typo@shop-prod.iam.gserviceaccount.com"
            })
    void a_resource_that_google_does_not_show_is_not_usable(String name) {
        try (GcpProvider typo = world.builder().resources(List.of(name)).build()) {
            assertThat(typo.verify(World.role(name, World.READER)))
                    .isInstanceOfSatisfying(
                            Verification.Unclear.class,
                            unclear -> assertThat(unclear.toString()).contains(name, "there is no"));
        }
    }

    @Test
    void a_resource_that_google_says_is_not_there_is_unusable() {
        refusePolicy(404);
        assertThat(provider.verify(World.role(PROJECT, World.READER)))
                .isInstanceOfSatisfying(
                        Verification.Unusable.class,
                        unusable -> assertThat(unusable.toString()).contains("there is no " + PROJECT));
        refusePolicy(500);
        assertThat(provider.verify(World.role(PROJECT, World.READER))).isInstanceOf(Verification.Unclear.class);
        try (GcpProvider typo =
                world.builder().resources(List.of("buckets/shop-typo")).build()) {
            assertThat(typo.verify(World.role("buckets/shop-typo", World.READER)))
                    .isInstanceOf(Verification.Unusable.class);
        }
    }

    private void refusePolicy(int status) {
        world.google.before("cloudresourcemanager.projects.getIamPolicy", () -> {
            throw new FakeGoogle.Refusal(status, "REFUSED", "no");
        });
    }

    @Test
    void a_hostile_account_stays_a_text_in_the_filter() {
        String filter = AuditLog.filter(
                new PrincipalId("user:x\" OR logName:\"y"), Instant.parse("2030-01-01T00:00:00Z"), Instant.MAX);

        assertThat(filter).contains("principalEmail=\"x\\u0022 OR logName:\\u0022y\"");
    }

    private List<String> warnings(String role) {
        Verification verification = provider.verify(World.role(PROJECT, role));
        assertThat(verification).isInstanceOf(Verification.Usable.class);
        return ((Verification.Usable) verification).warnings();
    }

    private String link(String resource, String member) {
        Link link = provider.connectLink(World.access(provider, member, World.role(resource, World.READER)));
        return link instanceof Link.To to ? to.address().toString() : "none";
    }

    private static Binding plain(String... members) {
        return new Binding(Map.of("role", World.READER, "members", List.of(members)));
    }
}
