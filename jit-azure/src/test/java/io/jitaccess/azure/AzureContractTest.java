package io.jitaccess.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.testkit.provider.AccessProviderContract;
import io.jitaccess.testkit.provider.KindSample;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/** The whole contract, for each way in which Azure may answer a repeat. */
class AzureContractTest {

    private static final String READER = FakeDefinitions.READER;

    /** What was asked for in the contract is what the documents say. */
    @AfterAll
    static void theManifestNamesWhatWasAskedForAndNothingElse() {
        boolean all = Stream.of(AzureContractTest.class.getDeclaredClasses())
                .filter(AccessProviderContract.class::isAssignableFrom)
                .map(Class::getSimpleName)
                .allMatch(AzureContract.RAN::contains);
        if (all) {
            assertThat(FakeAzure.ASKED)
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(Operation.values()).map(Operation::api).toList());
        } else {
            System.out.println("not run: the manifest, as only " + AzureContract.RAN + " ran");
        }
    }

    static List<KindSample> samples(String scope, String other) {
        String definition = "/providers/Microsoft.Authorization/roleDefinitions/";
        return List.of(
                KindSample.of(World.plain(scope, READER), World.plain(scope, FakeDefinitions.CONTRIBUTOR))
                        .withOtherSpelling(World.plain(
                                scope.toUpperCase(Locale.ROOT) + "/",
                                World.SUBSCRIPTION + definition + READER.toUpperCase(Locale.ROOT)))
                        .withInvalid(
                                World.plain(scope, Roles.OWNER),
                                World.plain(scope, FakeDefinitions.BLOB_READER),
                                World.plain("/subscriptions/22222222-2222-3333-4444-555555555555", READER),
                                World.plain("/", READER),
                                World.plain(scope + "/..", READER),
                                World.plain(scope, "Reader"),
                                World.plain(scope, "/providers/microsoft.evil/roleDefinitions/" + READER))
                        .withApart(World.plain(scope, READER), World.plain(other, READER))
                        .withImpossible(World.plain(World.SECRET, READER)),
                KindSample.of(
                                World.storage(World.ACCOUNT, FakeDefinitions.BLOB_READER),
                                World.storage(World.OTHER_ACCOUNT, FakeDefinitions.BLOB_READER))
                        .withInvalid(
                                World.storage(World.ACCOUNT, READER),
                                World.storage(World.ACCOUNT, FakeDefinitions.BLOB_OWNER))
                        .withCovering(
                                World.storage(World.GROUP, FakeDefinitions.BLOB_READER),
                                World.storage(World.ACCOUNT, FakeDefinitions.BLOB_READER))
                        .withApart(
                                World.storage(World.ACCOUNT, FakeDefinitions.BLOB_READER),
                                World.storage(World.ACCOUNT + "2", FakeDefinitions.BLOB_READER))
                        .withImpossible(World.storage(World.SECRET, FakeDefinitions.BLOB_READER)),
                KindSample.of(World.pim(World.MANAGED_GROUP, READER), World.pim(World.MANAGED, READER))
                        .withOtherSpelling(World.pim(World.MANAGED_GROUP.toUpperCase(Locale.ROOT), READER))
                        .withInvalid(World.pim(World.GROUP, READER), World.pim(World.MANAGED, Roles.OWNER))
                        .withCovering(
                                World.pim(World.MANAGED, FakeDefinitions.CONTRIBUTOR),
                                World.pim(World.MANAGED_GROUP, FakeDefinitions.CONTRIBUTOR))
                        .withImpossible(World.pim(World.MANAGED_SECRET, READER))
                        // pim-resource-roles-assign-roles: nothing is removed within five minutes
                        .withHeldAtLeast(Duration.ofMinutes(5)));
    }

    @Nested
    class OnAResourceGroup extends AzureContract {
        @Override
        protected List<KindSample> samples() {
            return AzureContractTest.samples(World.GROUP, World.OTHER_GROUP);
        }
    }

    @Nested
    class OnASubscriptionWhereRepeatsAreRefused extends AzureContract {
        @Override
        AzureProvider make(World with) {
            with.azure.assignments.repeats(FakeAssignments.Repeat.CONFLICT);
            return super.make(with);
        }

        @Override
        protected List<KindSample> samples() {
            return AzureContractTest.samples(World.SUBSCRIPTION, World.MANAGEMENT_GROUP);
        }
    }

    @Nested
    class OnAManagementGroupWhereRepeatsSeemToMakeAnewAndRequestsTakeTime extends AzureContract {
        @Override
        AzureProvider make(World with) {
            with.azure.assignments.repeats(FakeAssignments.Repeat.CREATED_AGAIN);
            with.azure.pim.statusLag(Duration.ofSeconds(1));
            return with.builder()
                    .requestTimeout(Duration.ofSeconds(3))
                    .waiter(time -> with.clock.advance(time) != null)
                    .build();
        }

        @Override
        protected List<KindSample> samples() {
            return AzureContractTest.samples(World.MANAGEMENT_GROUP, World.SUBSCRIPTION);
        }
    }
}
