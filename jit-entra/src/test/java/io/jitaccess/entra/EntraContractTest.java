package io.jitaccess.entra;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.testkit.provider.AccessProviderContract;
import io.jitaccess.testkit.provider.KindSample;
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
}
