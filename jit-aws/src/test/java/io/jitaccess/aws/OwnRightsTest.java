package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
    void rights_to_single_roles_are_asked_for_on_the_roles_of_entitlements() {
        String wide = FakeIam.roleArn("wide");
        String other = FakeIam.roleArn("other");
        aws.iam.roles.addAll(Set.of("wide", "other"));
        aws.iam.denied.addAll(Set.of("sts:AssumeRole " + wide, "iam:PutRolePolicy " + other));
        assertThat(provider.missingRights()).isEmpty();
        provider.verify(Samples.session("wide"));
        provider.verify(Samples.session("other"));
        assertThat(provider.missingRights())
                .extracting(MissingRight::right, missing -> missing.detail().contains(wide))
                .containsExactlyInAnyOrder(tuple("sts:AssumeRole", true), tuple("iam:PutRolePolicy", false));
    }

    @Test
    void rights_of_what_is_switched_on_besides_are_asked_for_only_then() {
        aws.iam.denied.addAll(Set.of("sso:ProvisionPermissionSet", "cloudtrail:LookupEvents"));
        assertThat(provider.missingRights()).extracting(MissingRight::right).containsOnly("cloudtrail:LookupEvents");
        try (AwsProvider ending = Samples.builder(aws)
                .identityStore(FakeIdentityStore.STORE)
                .identityCenter(FakeSsoAdmin.INSTANCE)
                .endPermissionSetSessionsEarly()
                .build()) {
            assertThat(ending.missingRights())
                    .extracting(MissingRight::right)
                    .containsExactly("sso:ProvisionPermissionSet");
        }
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
