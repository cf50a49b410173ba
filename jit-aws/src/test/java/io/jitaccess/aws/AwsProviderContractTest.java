package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.identity.Identity;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.provider.AccessProviderContract;
import io.jitaccess.testkit.provider.KindSample;
import io.jitaccess.testkit.provider.ProviderFaults;
import io.jitaccess.testkit.provider.ProviderTruth;
import io.jitaccess.testkit.provider.ProviderUse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The published contract for every kind, against the fake; afterwards the manifest against the calls that it saw. */
class AwsProviderContractTest extends AccessProviderContract {

    private static final Set<String> CALLED = new TreeSet<>();

    final TestClock clock = new TestClock();
    final FakeAws aws = new FakeAws(clock);
    private final AwsProvider provider = Samples.provider(aws);
    private final String readers = aws.store.group("Readers");
    private final String writers = aws.store.group("Writers");

    private final String admins = aws.sso.permissionSet("Admins", "PT1H");
    private final String auditors = aws.sso.permissionSet("Auditors", "PT8H");

    @BeforeEach
    void peopleAndGroups() {
        for (String name : List.of("ann", "ben")) {
            aws.store.user(name + "@example.com");
            aws.iam.users.add(name + "@example.com");
        }
        aws.sso.accounts.addAll(List.of("111122223333", "444455556666"));
        aws.iam.roles.addAll(List.of("ben-own", "wide"));
        Samples.iamGroup(aws, "Readers");
        Samples.iamGroup(aws, "Writers");
    }

    @AfterEach
    void close() {
        CALLED.addAll(aws.seen());
        provider.close();
        aws.close();
    }

    @AfterAll
    static void the_manifest_names_exactly_what_the_whole_contract_called() {
        assertThat(CALLED)
                .isEqualTo(Arrays.stream(Operation.values())
                        .filter(Operation::isCall)
                        .map(Operation::right)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void a_policy_of_a_role_comes_and_goes() {
        AccessRef access = Samples.access(provider, Samples.policy(Samples.allow("s3:GetObject", "*")), "ben");
        assertThat(provider.assign(access, clock.now().plusSeconds(600), false))
                .isEqualTo(ChangeOutcome.done(ChangeOutcome.Effect.CREATED));
        assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(ChangeOutcome.Effect.REMOVED));
    }

    @Test
    void sessions_of_a_permission_set_are_denied_where_that_is_switched_on() {
        AccessRef access = Samples.access(provider, Samples.assignment("111122223333", admins), "ann");
        provider.assign(access, clock.now().plusSeconds(600), false);
        try (AwsProvider ending = Samples.builder(aws)
                .identityStore(FakeIdentityStore.STORE)
                .identityCenter(FakeSsoAdmin.INSTANCE)
                .endPermissionSetSessionsEarly()
                .build()) {
            ending.endSessions(access);
        }
        assertThat(aws.sso.inline.get(admins)).contains(access.principal().value());
    }

    @Override
    protected AccessProvider provider() {
        return provider;
    }

    @Override
    protected List<KindSample> samples() {
        return List.of(
                KindSample.of(Samples.membership(readers), Samples.membership(writers))
                        .withOtherSpelling(Samples.membership(
                                readers.substring(0, 11) + readers.substring(11).toUpperCase(java.util.Locale.ROOT)))
                        .withInvalid(Samples.membership("Readers"), Samples.membership("*"))
                        .withImpossible(Samples.membership("9067642ac7-00000000-0000-0000-0000-000000000000")),
                KindSample.of(Samples.assignment("111122223333", admins), Samples.assignment("444455556666", auditors))
                        .withInvalid(
                                Samples.assignment("11112222333", admins),
                                Samples.assignment("*", admins),
                                Samples.assignment("111122223333", "Admins"),
                                Samples.assignment("111122223333", admins.replace("ssoins-1", "ssoins-2")))
                        .withApart(
                                Samples.assignment("111122223333", admins),
                                Samples.assignment("111122223333", auditors))
                        .withImpossible(Samples.assignment("999999999999", admins)),
                policies(),
                KindSample.of(
                                Samples.session("wide", Samples.allow("s3:GetObject", "arn:aws:s3:::shop/reports/*")),
                                Samples.session("wide", Samples.allow("s3:GetObject", "arn:aws:s3:::shop/*")))
                        .withInvalid(Samples.session("*"), Samples.session("wide", Samples.allow("s3:Get*", "shop/*")))
                        .withCovering(
                                Samples.session("wide"),
                                Samples.session("wide", Samples.allow("s3:GetObject", "arn:aws:s3:::shop/*")))
                        .withApart(Samples.session("wide"), Samples.session("ben-own")),
                KindSample.of(Samples.iamMembership("Readers"), Samples.iamMembership("Writers"))
                        .withOtherSpelling(Samples.iamMembership("readers"))
                        .withInvalid(Samples.iamMembership("Read*"), Samples.iamMembership("${aws:username}"))
                        .withApart(Samples.iamMembership("Readers"), Samples.iamMembership("Readers-2"))
                        .withImpossible(Samples.iamMembership("Gone")));
    }

    private static KindSample policies() {
        Entitlement reports = Samples.policy(Samples.allow("s3:GetObject", "arn:aws:s3:::shop/reports/*"));
        return KindSample.of(reports, Samples.policy(Samples.allow("s3:GetObject", "arn:aws:s3:::shop/invoices/*")))
                .withOtherSpelling(
                        Samples.policy("{\"Statement\": [{\"Sid\":\"x\",\"Resource\":[\"arn:aws:s3:::shop/reports/*\"],"
                                + "\"Action\": [\"s3:getobject\"], \"Effect\": \"Allow\"}]}"))
                .withInvalid(
                        Samples.policy(Samples.allow("*", "*")),
                        Samples.policy(Samples.allow("s3:GetObject", "arn:aws:s3:eu-central-1:123456789012:shop/*")),
                        Samples.policy(Samples.allow("s3:GetObject", "arn:aws:s3:::${aws:username}/*")),
                        Samples.policy(
                                "{\"Statement\":{\"Effect\":\"Allow\",\"NotAction\":\"s3:*\",\"Resource\":\"*\"}}"))
                .withCovering(Samples.policy(Samples.allow("s3:Get*", "arn:aws:s3:::shop/*")), reports)
                .withApart(reports, Samples.policy(Samples.allow("s3:PutObject", "arn:aws:s3:::shop/reports/*")));
    }

    @Override
    protected List<Identity> identities() {
        return List.of(Samples.person("ann"), Samples.person("ben"));
    }

    @Override
    protected Identity identityWithoutAccount() {
        return Samples.leaver();
    }

    @Override
    protected ProviderTruth truth() {
        return new FakeTruth(aws);
    }

    @Override
    protected InstantSource clock() {
        return clock.asClock();
    }

    @Override
    protected Optional<Consumer<Duration>> advance() {
        return Optional.of(clock::advance);
    }

    @Override
    protected Optional<ProviderUse> use() {
        return Optional.of(new FakeUse(aws));
    }

    @Override
    protected Optional<ProviderFaults> faults() {
        return Optional.of(new FakeAwsFaults(aws));
    }

    @Override
    protected Optional<PrincipalId> unknownPrincipal() {
        return Optional.of(new PrincipalId("00000000-0000-0000-0000-000000000000"));
    }
}
