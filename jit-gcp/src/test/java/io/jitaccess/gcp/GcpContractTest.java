package io.jitaccess.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.testkit.provider.AccessProviderContract;
import io.jitaccess.testkit.provider.KindSample;
import io.jitaccess.testkit.provider.ProviderTruth;
import io.jitaccess.testkit.provider.ProviderUse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/** The whole contract for each type of resource, and for each kind. */
class GcpContractTest {

    /** What is asked for in the contract, each kind and type of resource included, is what the documents say. */
    @AfterAll
    static void theManifestNamesWhatWasAskedForAndNothingElse() {
        boolean all = Stream.of(GcpContractTest.class.getDeclaredClasses())
                .filter(AccessProviderContract.class::isAssignableFrom)
                .map(Class::getSimpleName)
                .allMatch(GcpContract.RAN::contains);
        if (all) {
            assertThat(GcpContract.ASKED)
                    .containsOnlyKeys(IamBinding.KIND, GroupMembership.KIND, ServiceAccountToken.KIND);
            GcpContract.ASKED.forEach((kind, asked) -> assertThat(asked)
                    .as("asked for with " + kind + " alone")
                    .containsExactlyInAnyOrderElementsOf(Stream.of(Operation.values())
                            .filter(operation -> operation.isFor(kind))
                            .map(Operation::api)
                            .toList()));
        } else {
            System.out.println("not run: the manifest, as only " + GcpContract.RAN + " ran");
        }
    }

    @Nested
    class OnAProject extends GcpContract {
        @Override
        protected List<KindSample> samples() {
            String project = "projects/shop-prod";
            return List.of(KindSample.of(World.role(project, World.READER), World.role(project, World.WRITER))
                    .withOtherSpelling(World.role("//cloudresourcemanager.googleapis.com/" + project, World.READER))
                    .withInvalid(
                            World.role(project, "roles/owner"),
                            World.role(project, "roles/editor"),
                            World.role(project, "roles/viewer"),
                            World.role("folders/1002", World.READER),
                            World.role("projects/4711", World.READER),
                            World.role(project, "storage.objectViewer"),
                            World.role(project, World.READER, "x\" || true || \"y"),
                            World.role(project, World.READER, "../x"))
                    .withCovering(
                            World.role(project, World.READER),
                            World.role(project, World.READER, "projects/_/buckets/logs/"))
                    .withCovering(
                            World.role(project, World.READER, "projects/_/buckets/logs/"),
                            World.role(project, World.READER, "projects/_/buckets/logs/objects/2026/"))
                    .withApart(
                            World.role(project, World.READER, "projects/_/buckets/logs/"),
                            World.role(project, World.READER, "projects/_/buckets/logs-of-others/"))
                    .withApart(World.role(project, World.READER), World.role("projects/shop-test", World.READER))
                    .withImpossible(World.role("projects/shop-gone", World.READER)));
        }
    }

    @Nested
    class OnAFolder extends GcpContract {
        @Override
        protected List<KindSample> samples() {
            return List.of(KindSample.of(
                            World.role("folders/1001", World.READER), World.role("folders/1001", World.WRITER))
                    .withInvalid(World.role("folders/one", World.READER), World.role("folders/1002", World.READER)));
        }
    }

    @Nested
    class OnAnOrganization extends GcpContract {
        @Override
        protected List<KindSample> samples() {
            String organization = "organizations/2001";
            return List.of(KindSample.of(
                            World.role(organization, "organizations/2001/roles/auditor"),
                            World.role(organization, World.READER))
                    .withInvalid(World.role("organizations/2002", World.READER)));
        }
    }

    @Nested
    class OnAServiceAccount extends GcpContract {
        @Override
        protected List<KindSample> samples() {
            String account = "serviceAccounts/" + World.TARGET;
            return List.of(KindSample.of(
                            World.role(account, "projects/shop-prod/roles/auditor"), World.role(account, World.WRITER))
                    .withOtherSpelling(World.role("projects/-/" + account, "projects/shop-prod/roles/auditor"))
                    .withInvalid(World.role("serviceAccounts/ann@example.org", World.READER)));
        }
    }

    @Nested
    class OnABucket extends GcpContract {
        @Override
        protected List<KindSample> samples() {
            String bucket = "buckets/shop-logs";
            return List.of(KindSample.of(World.role(bucket, World.READER), World.role(bucket, World.WRITER))
                    .withInvalid(World.role("buckets/Shop", World.READER)));
        }
    }

    @Nested
    class OnAGroup extends GcpContract {
        @Override
        GcpProvider make(World with) {
            return quick(with)
                    .groups(List.of(World.ONCALL, World.READERS), GroupExpiry.BY_GOOGLE)
                    .build();
        }

        @Override
        protected List<KindSample> samples() {
            return List.of(KindSample.of(World.group(World.ONCALL), World.group(World.READERS))
                    .withOtherSpelling(World.group("OnCall@Example.org"))
                    .withInvalid(World.group("gone@example.org"), World.group("oncall"))
                    .withCovering(World.plainGroup(World.ONCALL), World.group(World.ONCALL)));
        }

        @Override
        protected ProviderTruth truth() {
            return new GroupTruth(world.google);
        }
    }

    @Nested
    class OnAGroupOfAnEditionWithoutEnds extends GcpContract {
        @Override
        GcpProvider make(World with) {
            with.google.groups.withoutExpiry();
            return quick(with)
                    .groups(List.of(World.ONCALL, World.READERS), GroupExpiry.BY_LIBRARY)
                    .build();
        }

        @Override
        protected List<KindSample> samples() {
            return List.of(KindSample.of(World.plainGroup(World.ONCALL), World.plainGroup(World.READERS))
                    .withInvalid(World.group(World.ONCALL)));
        }

        @Override
        protected ProviderTruth truth() {
            return new GroupTruth(world.google);
        }
    }

    @Nested
    class OnATokenOfAServiceAccount extends GcpContract {
        @Override
        GcpProvider make(World with) {
            return quick(with)
                    .serviceAccounts(List.of(World.TARGET, World.OTHER_TARGET))
                    .build();
        }

        @Override
        protected List<KindSample> samples() {
            return List.of(KindSample.of(World.token(World.TARGET), World.token(World.OTHER_TARGET))
                    .withOtherSpelling(World.token(World.TARGET, "cloud-platform"))
                    .withInvalid(
                            World.token("somebody@shop-prod.iam.gserviceaccount.com"),
                            World.token(World.TARGET, "https://www.googleapis.com/auth/drive"))
                    .withCovering(
                            World.token(World.TARGET, "logging.read devstorage.read_only"),
                            World.token(World.TARGET, "devstorage.read_only")));
        }

        @Override
        protected Optional<ProviderUse> use() {
            return Optional.of(new TokenUse(world.google));
        }
    }

    /** Reads that are as stale as they may be, which only the etag makes harmless. */
    @Nested
    class OnAProjectWithReadsBehind extends OnAProject {
        @Override
        Duration lag() {
            return Duration.ofSeconds(25);
        }

        @Override
        protected ProviderTruth truth() {
            return Behind.truth(super.truth(), () -> world.clock.advance(lag()));
        }
    }

    @Nested
    class OnAGroupWithReadsBehind extends OnAGroup {
        @Override
        Duration lag() {
            return Duration.ofSeconds(25);
        }

        @Override
        protected ProviderTruth truth() {
            return Behind.truth(super.truth(), () -> world.clock.advance(lag()));
        }
    }
}
