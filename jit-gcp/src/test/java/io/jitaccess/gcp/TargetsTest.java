package io.jitaccess.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one entitlement covers of another, and which are this provider's at all. */
class TargetsTest {

    private static final String PROJECT = "projects/shop-prod";
    private static final String LOGS = "projects/_/buckets/logs/";

    private final World world = new World();
    private final GcpProvider provider = world.builder()
            .resources(List.of(PROJECT, "projects/shop-test", "buckets/shop-logs"))
            .serviceAccounts(List.of(World.TARGET, World.OTHER_TARGET))
            .groups(List.of(World.ONCALL, World.READERS), GroupExpiry.BY_GOOGLE)
            .build();

    @AfterEach
    void close() {
        provider.close();
        world.close();
    }

    @Test
    void a_role_covers_itself_on_its_resource_and_no_other_role_or_resource() {
        Entitlement reader = World.role(PROJECT, World.READER);
        assertThat(provider.covers(reader, reader)).isTrue();
        assertThat(provider.covers(
                        reader, World.role("//cloudresourcemanager.googleapis.com/" + PROJECT, World.READER)))
                .isTrue();
        assertThat(provider.covers(reader, World.role(PROJECT, World.WRITER))).isFalse();
        assertThat(provider.covers(reader, World.role("projects/shop-test", World.READER)))
                .isFalse();
    }

    @Test
    void a_prefix_covers_what_goes_on_after_it_and_nothing_wider() {
        Entitlement whole = World.role(PROJECT, World.READER);
        Entitlement logs = World.role(PROJECT, World.READER, LOGS);
        assertThat(provider.covers(whole, logs)).isTrue();
        assertThat(provider.covers(logs, whole)).isFalse();
        assertThat(provider.covers(logs, logs)).isTrue();
        assertThat(provider.covers(logs, World.role(PROJECT, World.READER, LOGS + "objects/2030/")))
                .isTrue();
        assertThat(provider.covers(World.role(PROJECT, World.READER, LOGS + "objects/2030/"), logs))
                .isFalse();
        assertThat(provider.covers(logs, World.role(PROJECT, World.READER, "projects/_/buckets/other/")))
                .isFalse();
    }

    /** docs.cloud.google.com/iam/docs/roles-overview: within the project or organization whose role it is. */
    @ParameterizedTest
    @CsvSource({
        "projects/shop-prod, projects/shop-prod/roles/auditor, true",
        "projects/shop-prod, projects/shop-test/roles/auditor, false",
        "projects/shop-prod, organizations/2001/roles/auditor, true",
        "folders/1001, projects/shop-prod/roles/auditor, false",
        "folders/1001, organizations/2001/roles/auditor, true",
        "organizations/2001, projects/shop-prod/roles/auditor, false",
        "organizations/2001, organizations/2001/roles/auditor, true",
        "organizations/2001, organizations/20011/roles/auditor, false",
        "serviceAccounts/deploy@shop-prod.iam.gserviceaccount.com, projects/shop-prod/roles/auditor, true",
        "serviceAccounts/deploy@shop-prod.iam.gserviceaccount.com, projects/shop-test/roles/auditor, false",
        "serviceAccounts/1-compute@developer.gserviceaccount.com, projects/shop-test/roles/auditor, true",
        "buckets/shop-logs, projects/shop-test/roles/auditor, true",
        "projects/shop-prod, roles/logging.viewer, true"
    })
    void a_custom_role_is_handed_out_where_it_can_be_granted(String resource, String role, boolean fits) {
        try (GcpProvider any = world.builder().resources(List.of(resource)).build()) {
            assertThat(any.validate(World.role(resource, role)).stream()
                            .map(Problem::code)
                            .toList())
                    .isEqualTo(fits ? List.of() : List.of("role-of-another"));
        }
    }

    @Test
    void what_is_not_configured_is_not_managed() {
        for (Entitlement elsewhere : List.of(
                World.role("projects/shop-other", World.READER),
                World.role("folders/1001", World.READER),
                World.role("serviceAccounts/" + World.TARGET, World.READER),
                World.group("others@example.org"),
                World.token(World.ONE))) {
            assertThat(provider.validate(elsewhere))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.code()).isEqualTo("not-managed"));
        }
    }

    @Test
    void any_project_is_any_project_and_nothing_else() {
        try (GcpProvider any = world.builder().resources(List.of("projects/*")).build()) {
            assertThat(any.validate(World.role("projects/shop-other", World.READER)))
                    .isEmpty();
            assertThat(any.validate(World.role("folders/1001", World.READER))).hasSize(1);
            assertThat(any.validate(World.role("buckets/shop-logs", World.READER)))
                    .hasSize(1);
        }
    }

    @Test
    void a_token_covers_fewer_scopes_of_the_same_account() {
        Entitlement two = World.token(World.TARGET, "devstorage.read_only pubsub");
        assertThat(provider.covers(two, World.token(World.TARGET, "pubsub devstorage.read_only")))
                .isTrue();
        assertThat(provider.covers(two, World.token(World.TARGET, "pubsub"))).isTrue();
        assertThat(provider.covers(World.token(World.TARGET, "pubsub"), two)).isFalse();
        assertThat(provider.covers(two, World.token(World.TARGET))).isFalse();
        assertThat(provider.covers(two, World.token(World.OTHER_TARGET, "pubsub")))
                .isFalse();
    }

    @Test
    void scopes_are_parted_by_one_space_and_nothing_else() {
        for (String scopes : List.of("a  b", "a,b", "A", "a" + " b".repeat(20))) {
            assertThat(provider.validate(World.token(World.TARGET, scopes)))
                    .as("<%s>", scopes)
                    .hasSize(1);
        }
        assertThat(provider.validate(World.token(World.TARGET, "a" + " b".repeat(19))))
                .isEmpty();
    }

    @Test
    void a_membership_that_ends_by_itself_covers_none_that_does_not() {
        assertThat(provider.covers(World.group(World.ONCALL), World.group("OnCall@example.org")))
                .isTrue();
        assertThat(provider.covers(World.group(World.ONCALL), World.group(World.READERS)))
                .isFalse();
        assertThat(provider.covers(World.plainGroup(World.ONCALL), World.group(World.ONCALL)))
                .isTrue();
        assertThat(provider.covers(World.group(World.ONCALL), World.plainGroup(World.ONCALL)))
                .isFalse();
    }
}
