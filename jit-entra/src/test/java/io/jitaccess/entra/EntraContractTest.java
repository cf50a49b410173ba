package io.jitaccess.entra;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.testkit.provider.AccessProviderContract;
import io.jitaccess.testkit.provider.KindSample;
import io.jitaccess.testkit.provider.ProviderTruth;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/** The whole contract for each kind. */
class EntraContractTest {

    /** What is asked for in the contract is what the documents say. */
    @AfterAll
    static void theManifestNamesWhatWasAskedForAndNothingElse() {
        boolean all = Stream.of(EntraContractTest.class.getDeclaredClasses())
                .filter(AccessProviderContract.class::isAssignableFrom)
                .map(Class::getSimpleName)
                .allMatch(EntraContract.RAN::contains);
        if (all) {
            assertThat(FakeGraph.ASKED)
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(Operation.values()).map(Operation::api).toList());
        } else {
            System.out.println("not run: the manifest, as only " + EntraContract.RAN + " ran");
        }
    }

    @Nested
    class OnAGroup extends EntraContract {
        @Override
        EntraProvider make(World with) {
            return quick(with)
                    .groups(List.of(World.ONCALL, World.READERS, World.GONE))
                    .build();
        }

        @Override
        protected List<KindSample> samples() {
            return List.of(KindSample.of(World.group(World.ONCALL), World.group(World.READERS))
                    .withOtherSpelling(World.group(World.ONCALL.toUpperCase(Locale.ROOT)))
                    .withInvalid(
                            World.group("oncall"),
                            World.group(World.ANN),
                            World.group(World.ONCALL + "/"),
                            World.group("' or '1' eq '1"))
                    .withApart(World.group(World.ONCALL), World.group(World.READERS))
                    .withImpossible(World.group(World.GONE)));
        }
    }

    @Nested
    class OnAGroupThroughPim extends EntraContract {
        @Override
        EntraProvider make(World with) {
            return quick(with)
                    .pimGroups(List.of(World.ADMINS, World.EDITORS, World.GONE))
                    .build();
        }

        @Override
        protected List<KindSample> samples() {
            return List.of(KindSample.of(World.pimGroup(World.ADMINS), World.pimGroup(World.EDITORS))
                    .withOtherSpelling(World.pimGroup(World.ADMINS.toUpperCase(Locale.ROOT)))
                    .withInvalid(World.pimGroup("admins"), World.pimGroup(World.ONCALL))
                    .withApart(World.pimGroup(World.ADMINS), World.pimGroup(World.EDITORS))
                    .withImpossible(World.pimGroup(World.GONE)));
        }

        @Override
        protected ProviderTruth truth() {
            return new PimTruth(world);
        }
    }

    /** PIM takes nothing back in its first five minutes; {@code PimTest} tells what happens then. */
    @Nested
    class OnARole extends EntraContract {
        @Override
        EntraProvider make(World with) {
            return quick(with)
                    .directoryRoles(List.of(World.READER, World.HELPDESK))
                    .build();
        }

        @Override
        protected List<KindSample> samples() {
            return List.of(KindSample.of(World.role(World.READER), World.role(World.HELPDESK))
                    .withHeldAtLeast(Duration.ofMinutes(5))
                    .withOtherSpelling(World.role(World.READER.toUpperCase(Locale.ROOT), "/"))
                    .withInvalid(
                            World.role("Global Administrator"),
                            World.role(World.ANN),
                            World.role(World.READER, "/groups"),
                            World.role(World.READER, "/administrativeUnits/../" + World.ANN),
                            World.role(World.READER, "//"))
                    .withCovering(World.role(World.READER), World.role(World.READER, World.UNIT))
                    .withApart(World.role(World.READER, World.UNIT), World.role(World.HELPDESK, World.UNIT)));
        }

        @Override
        protected ProviderTruth truth() {
            return new PimTruth(world);
        }
    }

    @Nested
    class OnARoleInAnAdministrativeUnit extends EntraContract {
        @Override
        EntraProvider make(World with) {
            with.directory.pim.slow(1, "Provisioned");
            return quick(with)
                    .directoryRoles(List.of(World.READER, World.HELPDESK))
                    .build();
        }

        @Override
        protected List<KindSample> samples() {
            return List.of(KindSample.of(World.role(World.READER, World.UNIT), World.role(World.READER))
                    .withHeldAtLeast(Duration.ofMinutes(5)));
        }

        @Override
        protected ProviderTruth truth() {
            return new PimTruth(world);
        }
    }

    @Nested
    class OnASlowGroupThroughPim extends EntraContract {
        @Override
        EntraProvider make(World with) {
            with.directory.pim.slow(2, "Provisioned");
            return quick(with).pimGroups(List.of(World.ADMINS, World.EDITORS)).build();
        }

        @Override
        protected List<KindSample> samples() {
            return List.of(KindSample.of(World.pimGroup(World.ADMINS), World.pimGroup(World.EDITORS)));
        }

        @Override
        protected ProviderTruth truth() {
            return new PimTruth(world);
        }
    }
}
