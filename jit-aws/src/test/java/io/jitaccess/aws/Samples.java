package io.jitaccess.aws;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** What the tests hand out, and to whom. */
final class Samples {

    static final String SECRET = "canary-of-the-library-itself";

    private Samples() {}

    static AwsProviderBuilder builder(FakeAws aws) {
        return AwsProvider.builder("aws")
                .region("eu-central-1")
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAFAKE", SECRET)))
                .endpoint(aws.uri())
                .timeout(Duration.ofSeconds(1))
                .clock(aws.clock.asClock())
                .waiter(pause -> {
                    aws.clock.advance(pause);
                    return true;
                });
    }

    /** Everything that the fake has, switched on. */
    static AwsProvider provider(FakeAws aws) {
        return builder(aws)
                .identityStore(FakeIdentityStore.STORE)
                .identityCenter(FakeSsoAdmin.INSTANCE)
                .iamGroups()
                .build();
    }

    static Entitlement membership(String group) {
        return Entitlement.of("aws", "group-membership", Map.of("group", group));
    }

    static Entitlement assignment(String account, String permissionSet) {
        return Entitlement.of("aws", "account-assignment", Map.of("account", account, "permission-set", permissionSet));
    }

    static Entitlement iamMembership(String group) {
        return Entitlement.of("aws", "iam-group-membership", Map.of("group", group));
    }

    static void iamGroup(FakeAws aws, String name) {
        aws.iam.groups.put(name, new TreeSet<>());
    }

    static Identity person(String name) {
        return new Identity(
                new IdentityId(name),
                IdentityKind.HUMAN,
                name,
                Optional.of(name + "@example.com"),
                true,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
