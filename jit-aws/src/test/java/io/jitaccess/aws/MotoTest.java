package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.testkit.TestClock;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssoadmin.model.InstanceMetadata;

/** The fake of ours and moto's, by the same script; run with {@code -Pmoto}. */
@Tag("moto")
class MotoTest {

    @Test
    void our_fake_and_moto_answer_alike() {
        if (!Moto.isInstalled()) {
            System.out.println("not run: moto_server is not installed (pip install 'moto[server]')");
            return;
        }
        Map<String, String> ours = ofOurs();
        try (Moto moto = Moto.start();
                AwsClients aws = clients(moto.uri())) {
            Map<String, String> theirs = Script.play(prepared(aws));
            Differences.KNOWN.forEach((step, why) -> {
                System.out.println("moto answers otherwise, " + step + ": " + theirs.get(step) + " instead of "
                        + ours.get(step) + ", as " + why);
                assertThat(theirs.remove(step))
                        .as("no longer otherwise: " + step)
                        .isNotEqualTo(ours.remove(step));
            });
            assertThat(theirs).containsExactlyEntriesOf(ours);
        }
    }

    private static Map<String, String> ofOurs() {
        try (FakeAws fake = new FakeAws(new TestClock());
                AwsClients aws = clients(fake.uri())) {
            return Script.play(prepared(fake, aws));
        }
    }

    private static Script.Stage prepared(FakeAws fake, AwsClients aws) {
        fake.iam.users.add("ann");
        fake.iam.roles.add("wide");
        Samples.iamGroup(fake, "Readers");
        fake.sso.accounts.add("111122223333");
        fake.iam.managed.documents.put("Reads", Script.DOCUMENT);
        return new Script.Stage(
                aws,
                FakeIdentityStore.STORE,
                fake.store.group("Readers"),
                fake.store.user("ann"),
                FakeSsoAdmin.INSTANCE,
                fake.sso.permissionSet("Readers", "PT1H"),
                FakeIam.roleArn("wide"),
                "111122223333",
                fake.clock::now,
                () -> fake.clock.advance(Duration.ofMinutes(1)));
    }

    private static Script.Stage prepared(AwsClients aws) {
        aws.iam().createUser(ask -> ask.userName("ann"));
        aws.iam().createGroup(ask -> ask.groupName("Readers"));
        String role = aws.iam()
                .createRole(ask -> ask.roleName("wide")
                        .path("/jit/")
                        .assumeRolePolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[]}"))
                .role()
                .arn();
        aws.iam().createPolicy(ask -> ask.policyName("Reads").path("/team/").policyDocument(Script.DOCUMENT));
        aws.organizations().createOrganization(ask -> ask.featureSet("ALL"));
        String account = aws.organizations()
                .createAccount(ask -> ask.accountName("shop").email("shop@example.com"))
                .createAccountStatus()
                .accountId();
        InstanceMetadata instance =
                aws.ssoAdmin().listInstances(ask -> {}).instances().get(0);
        String store = instance.identityStoreId();
        return new Script.Stage(
                aws,
                store,
                aws.identityStore()
                        .createGroup(ask -> ask.identityStoreId(store).displayName("Readers"))
                        .groupId(),
                aws.identityStore()
                        .createUser(ask -> ask.identityStoreId(store)
                                .userName("ann")
                                .displayName("Ann")
                                .name(name -> name.givenName("Ann").familyName("Example")))
                        .userId(),
                instance.instanceArn(),
                aws.ssoAdmin()
                        .createPermissionSet(ask -> ask.instanceArn(instance.instanceArn())
                                .name("Readers")
                                .sessionDuration("PT1H"))
                        .permissionSet()
                        .permissionSetArn(),
                role,
                account,
                Instant::now,
                () -> {});
    }

    private static AwsClients clients(URI endpoint) {
        return new AwsClients(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAFAKE", "fake")),
                Region.US_EAST_1,
                List.of("us-east-1"),
                Duration.ofSeconds(10),
                new Pace(Clock.systemUTC(), Waiter::sleep, Duration.ZERO, 1),
                new CallTime(System::nanoTime),
                Optional.of(endpoint));
    }
}
