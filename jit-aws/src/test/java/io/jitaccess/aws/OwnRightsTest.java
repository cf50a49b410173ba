package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.spi.SelfCheck.MissingRight;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.provider.ProviderFaults;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnRightsTest {

    private final FakeAws aws = new FakeAws(new TestClock());
    private final AwsProvider provider = Samples.provider(aws);

    @AfterEach
    void close() {
        provider.close();
        aws.close();
    }

    @Test
    void each_missing_right_is_named_with_its_kind() {
        aws.iam.denied.addAll(Set.of("identitystore:DeleteGroupMembership", "iam:AddUserToGroup"));
        assertThat(provider.missingRights())
                .extracting(MissingRight::right)
                .containsExactlyInAnyOrder("identitystore:DeleteGroupMembership", "iam:AddUserToGroup");
        assertThat(provider.missingRights())
                .filteredOn(missing -> missing.right().equals("iam:AddUserToGroup"))
                .flatExtracting(MissingRight::kinds)
                .containsExactly(IamGroups.KIND);
    }

    @Test
    void a_check_that_may_not_look_says_so() {
        aws.begin(ProviderFaults.Kind.FORBIDDEN);
        assertThat(provider.missingRights()).extracting(MissingRight::right).containsExactly("iam:GetRole");
    }

    @Test
    void rights_of_kinds_that_are_off_are_not_asked_for() {
        aws.iam.denied.add("iam:AddUserToGroup");
        try (AwsProvider store =
                Samples.builder(aws).identityStore(FakeIdentityStore.STORE).build()) {
            assertThat(store.missingRights()).isEmpty();
        }
    }
}
