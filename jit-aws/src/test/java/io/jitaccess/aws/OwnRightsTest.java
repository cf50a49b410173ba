package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.SelfCheck.MissingRight;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.provider.ProviderFaults;
import java.util.Map;
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
    void a_right_of_which_nothing_is_said_counts_as_missing() {
        aws.iam.unanswered.add("iam:AddUserToGroup");
        assertThat(provider.missingRights()).extracting(MissingRight::right).containsExactly("iam:AddUserToGroup");
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
    void every_role_is_looked_at_and_many_refusals_are_told_in_few_words() {
        for (int i = 0; i < 250; i++) {
            aws.iam.roles.add("role" + i);
            provider.verify(Samples.session("role" + i));
        }
        aws.iam.denied.add("sts:AssumeRole " + FakeIam.roleArn("role249"));
        assertThat(provider.missingRights())
                .singleElement()
                .satisfies(missing -> assertThat(missing.detail()).contains(FakeIam.roleArn("role249")));
        aws.iam.denied.add("sts:AssumeRole");
        assertThat(provider.missingRights())
                .hasSizeBetween(3, 33)
                .anySatisfy(missing -> assertThat(missing.detail()).contains("and on 90 more"));
    }

    @Test
    void a_role_after_the_thousandth_is_said_not_to_be_looked_at() {
        for (int i = 0; i < OwnRights.MOST_ROLES; i++) {
            provider.verify(elsewhere(i));
        }
        assertThat(provider.verify(elsewhere(0)))
                .isInstanceOfSatisfying(
                        Verification.Usable.class,
                        usable -> assertThat(usable.warnings()).noneMatch(text -> text.contains("self-check")));
        assertThat(provider.verify(elsewhere(OwnRights.MOST_ROLES)))
                .isInstanceOfSatisfying(
                        Verification.Usable.class,
                        usable -> assertThat(usable.warnings())
                                .anyMatch(text -> text.contains("self-check") && text.contains("not on this one")));
    }

    private static Entitlement elsewhere(int number) {
        return Entitlement.of("aws", "session", Map.of("role", "arn:aws:iam::999999999999:role/r" + number));
    }

    @Test
    void it_is_said_whether_one_resource_or_every_one_was_asked_about() {
        aws.iam.roles.add("wide");
        provider.verify(Samples.session("wide"));
        aws.iam.denied.addAll(Set.of("sts:AssumeRole", "iam:AddUserToGroup"));
        assertThat(provider.missingRights())
                .extracting(MissingRight::right, missing -> missing.detail().contains("every resource"))
                .containsExactlyInAnyOrder(tuple("sts:AssumeRole", false), tuple("iam:AddUserToGroup", true));
    }

    @Test
    void rights_of_what_is_switched_on_besides_are_asked_for_only_then() {
        aws.iam.denied.addAll(Set.of("sso:ProvisionPermissionSet", "cloudtrail:LookupEvents"));
        assertThat(provider.missingRights()).extracting(MissingRight::right).containsOnly("cloudtrail:LookupEvents");
        try (AwsProvider ending = Samples.builder(aws)
                .identityStore(FakeIdentityStore.STORE)
                .groups()
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
        try (AwsProvider store = Samples.builder(aws)
                .identityStore(FakeIdentityStore.STORE)
                .groups()
                .build()) {
            assertThat(store.missingRights()).isEmpty();
        }
    }
}
