package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.testkit.provider.AccessProviderContract;
import io.jitaccess.testkit.provider.KindSample;
import io.jitaccess.testkit.provider.ProviderUse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The published contract for each kind alone, against the fake; afterwards the kind's manifest against what was called. */
class AwsProviderContractTest {

    private static final Duration LAG = Duration.ofSeconds(14);

    @AfterAll
    static void the_manifest_of_each_kind_names_exactly_what_its_contract_called() {
        boolean all = Stream.of(AwsProviderContractTest.class.getDeclaredClasses())
                .filter(AccessProviderContract.class::isAssignableFrom)
                .map(Class::getSimpleName)
                .allMatch(AwsContract.RAN::contains);
        if (!all) {
            System.out.println("not run: the manifest, as only " + AwsContract.RAN + " ran");
            return;
        }
        assertThat(AwsContract.CALLED)
                .containsOnlyKeys(
                        StoreGroups.KIND, AccountAssignments.KIND, IamGroups.KIND, IamPolicies.KIND, RoleSessions.KIND);
        AwsContract.CALLED.forEach((kind, called) ->
                assertThat(called).as("called with " + kind + " alone").isEqualTo(manifest(kind)));
    }

    private static Set<String> manifest(EntitlementKind kind) {
        return Stream.of(Operation.values())
                .filter(Operation::isCall)
                .filter(each -> each.kinds().isEmpty() || each.kinds().contains(kind))
                .map(Operation::right)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Nested
    class OnGroups extends AwsContract {

        private final String readers = aws.store.group("Readers");
        private final String writers = aws.store.group("Writers");

        @Override
        AwsProviderBuilder with(AwsProviderBuilder builder) {
            return builder.identityStore(FakeIdentityStore.STORE).groups().activityIn(Set.of("us-east-1"));
        }

        @Override
        protected List<KindSample> samples() {
            return List.of(KindSample.of(Samples.membership(readers), Samples.membership(writers))
                    .withOtherSpelling(Samples.membership(
                            readers.substring(0, 11) + readers.substring(11).toUpperCase(Locale.ROOT)))
                    .withInvalid(Samples.membership("Readers"), Samples.membership("*"))
                    .withImpossible(Samples.membership("9067642ac7-00000000-0000-0000-0000-000000000000")));
        }
    }

    @Nested
    class OnAssignments extends AwsContract {

        private final String admins = aws.sso.permissionSet("Admins", "PT1H");
        private final String auditors = aws.sso.permissionSet("Auditors", "PT8H");

        OnAssignments() {
            aws.sso.accounts.addAll(List.of("111122223333", "444455556666"));
        }

        @Override
        AwsProviderBuilder with(AwsProviderBuilder builder) {
            return builder.identityStore(FakeIdentityStore.STORE)
                    .identityCenter(FakeSsoAdmin.INSTANCE)
                    .activityIn(Set.of("us-east-1"));
        }

        @Test
        void sessions_of_a_permission_set_are_denied_where_that_is_switched_on() {
            AccessRef access = Samples.access(provider, Samples.assignment("111122223333", admins), "ann");
            provider.assign(access, clock.now().plusSeconds(600), false);
            clock.advance(lag());
            try (AwsProvider ending =
                    with(Samples.builder(aws)).endPermissionSetSessionsEarly().build()) {
                ending.endSessions(access);
            }
            assertThat(aws.sso.inline.get(admins)).contains(access.principal().value());
        }

        @Override
        protected List<KindSample> samples() {
            return List.of(KindSample.of(
                            Samples.assignment("111122223333", admins), Samples.assignment("444455556666", auditors))
                    .withInvalid(
                            Samples.assignment("11112222333", admins),
                            Samples.assignment("*", admins),
                            Samples.assignment("111122223333", "Admins"),
                            Samples.assignment("111122223333", admins.replace("ssoins-1", "ssoins-2")))
                    .withApart(Samples.assignment("111122223333", admins), Samples.assignment("111122223333", auditors))
                    .withImpossible(Samples.assignment("999999999999", admins)));
        }
    }

    @Nested
    class OnIamGroups extends AwsContract {

        OnIamGroups() {
            Samples.iamGroup(aws, "Readers");
            Samples.iamGroup(aws, "Writers");
        }

        @Override
        AwsProviderBuilder with(AwsProviderBuilder builder) {
            return builder.iamGroups().activityIn(Set.of("us-east-1"));
        }

        @Override
        protected List<KindSample> samples() {
            return List.of(KindSample.of(Samples.iamMembership("Readers"), Samples.iamMembership("Writers"))
                    .withOtherSpelling(Samples.iamMembership("readers"))
                    .withInvalid(Samples.iamMembership("Read*"), Samples.iamMembership("${aws:username}"))
                    .withApart(Samples.iamMembership("Readers"), Samples.iamMembership("Readers-2"))
                    .withImpossible(Samples.iamMembership("Gone")));
        }
    }

    @Nested
    class OnIamPolicies extends AwsContract {

        OnIamPolicies() {
            aws.iam.roles.add("ben-own");
            aws.iam.managed.documents.put("reports", Samples.allow("s3:GetObject", "arn:aws:s3:::shop/reports/*"));
        }

        @Override
        AwsProviderBuilder with(AwsProviderBuilder builder) {
            return builder.iamPolicies().activityIn(Set.of("us-east-1"));
        }

        @Test
        void a_policy_of_a_role_comes_and_goes() {
            AccessRef access = Samples.access(provider, Samples.policy(Samples.allow("s3:GetObject", "*")), "ben");
            assertThat(provider.assign(access, clock.now().plusSeconds(600), false))
                    .isEqualTo(ChangeOutcome.done(ChangeOutcome.Effect.CREATED));
            clock.advance(lag());
            assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(ChangeOutcome.Effect.REMOVED));
        }

        @Override
        protected List<KindSample> samples() {
            Entitlement reports = Samples.policy(Samples.allow("s3:GetObject", "arn:aws:s3:::shop/reports/*"));
            return List.of(KindSample.of(
                            reports, Samples.policy(Samples.allow("s3:GetObject", "arn:aws:s3:::shop/invoices/*")))
                    .withOtherSpelling(Samples.policy(
                            "{\"Statement\": [{\"Sid\":\"x\",\"Resource\":[\"arn:aws:s3:::shop/reports/*\"],"
                                    + "\"Action\": [\"s3:getobject\"], \"Effect\": \"Allow\"}]}"))
                    .withInvalid(
                            Samples.policy(Samples.allow("*", "*")),
                            Samples.policy(
                                    Samples.allow("s3:GetObject", "arn:aws:s3:eu-central-1:123456789012:shop/*")),
                            Samples.policy(Samples.allow("s3:GetObject", "arn:aws:s3:::${aws:username}/*")),
                            Samples.policy(
                                    "{\"Statement\":{\"Effect\":\"Allow\",\"NotAction\":\"s3:*\",\"Resource\":\"*\"}}"))
                    .withCovering(Samples.policy(Samples.allow("s3:Get*", "arn:aws:s3:::shop/*")), reports)
                    .withApart(reports, Samples.policy(Samples.allow("s3:PutObject", "arn:aws:s3:::shop/reports/*"))));
        }
    }

    @Nested
    class OnSessions extends AwsContract {

        OnSessions() {
            aws.iam.roles.addAll(List.of("ben-own", "wide"));
        }

        @Override
        AwsProviderBuilder with(AwsProviderBuilder builder) {
            return builder.sessions(Duration.ofHours(1))
                    .endSessionsEarly()
                    .consoleLinks(URI.create("https://access.example.com/"))
                    .activityIn(Set.of("eu-central-1", "us-east-1"));
        }

        @Override
        boolean issues() {
            return true;
        }

        @Test
        void what_denied_a_session_goes_once_the_session_has_ended_by_itself() {
            AccessRef access = Samples.access(provider, Samples.session("wide"), "ann");
            provider.endSessions(access);
            clock.advance(Duration.ofHours(4));
            provider.endSessions(Samples.access(provider, Samples.session("wide"), "ben"));
            assertThat(aws.iam.policies.of(FakeIam.roleArn("wide"))).hasSize(1);
        }

        @Override
        protected List<KindSample> samples() {
            return List.of(KindSample.of(
                            Samples.session("wide", Samples.allow("s3:GetObject", "arn:aws:s3:::shop/reports/*")),
                            Samples.session("wide", Samples.allow("s3:GetObject", "arn:aws:s3:::shop/*")))
                    .withInvalid(Samples.session("*"), Samples.session("wide", Samples.allow("s3:Get*", "shop/*")))
                    .withCovering(
                            Samples.session("wide"),
                            Samples.session("wide", Samples.allow("s3:GetObject", "arn:aws:s3:::shop/*")))
                    .withApart(Samples.session("wide"), Samples.session("ben-own")));
        }

        @Override
        protected Optional<ProviderUse> use() {
            return Optional.of(new FakeUse(aws));
        }
    }

    /** Reads that are as stale as may be within a call, and as long as the contract leaves between two of them. */
    @Nested
    class OnGroupsWithReadsBehind extends OnGroups {
        @Override
        Duration lag() {
            return LAG;
        }
    }

    @Nested
    class OnAssignmentsWithReadsBehind extends OnAssignments {
        @Override
        Duration lag() {
            return LAG;
        }
    }

    @Nested
    class OnIamGroupsWithReadsBehind extends OnIamGroups {
        @Override
        Duration lag() {
            return LAG;
        }
    }

    @Nested
    class OnIamPoliciesWithReadsBehind extends OnIamPolicies {
        @Override
        Duration lag() {
            return LAG;
        }
    }

    @Nested
    class OnSessionsWithReadsBehind extends OnSessions {
        @Override
        Duration lag() {
            return LAG;
        }
    }
}
