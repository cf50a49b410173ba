package io.jitaccess.aws;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.PrincipalLookup;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** What the tests hand out, and to whom. */
final class Samples {

    static final String SECRET = "canary-of-the-library-itself";

    static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAFAKE", SECRET));

    private Samples() {}

    static AwsProviderBuilder builder(FakeAws aws) {
        return AwsProvider.builder("aws")
                .region("eu-central-1")
                .credentials(CREDENTIALS)
                .endpoint(aws.uri())
                .timeout(Duration.ofSeconds(3))
                .clock(aws.clock.asClock())
                .nanos(() -> Duration.between(Instant.EPOCH, aws.clock.now()).toNanos())
                .waiter(pause -> {
                    aws.clock.advance(pause);
                    return true;
                });
    }

    /** Everything that the fake has, switched on. */
    static AwsProvider provider(FakeAws aws) {
        return builder(aws)
                .identityStore(FakeIdentityStore.STORE)
                .groups()
                .identityCenter(FakeSsoAdmin.INSTANCE)
                .iamGroups()
                .iamPolicies()
                .sessions(Duration.ofHours(1))
                .endSessionsEarly()
                .consoleLinks(URI.create("https://access.example.com/"))
                .activityIn(Set.of("eu-central-1", "us-east-1"))
                .build();
    }

    /** A new assignment for somebody. */
    static AccessRef access(AwsProvider provider, Entitlement entitlement, String who) {
        PrincipalLookup found = provider.principal(person(who), entitlement);
        return new AccessRef(
                AssignmentId.random(),
                ((PrincipalLookup.Found) found).principal(),
                entitlement,
                provider.targetKey(entitlement),
                Optional.empty());
    }

    static Entitlement membership(String group) {
        return Entitlement.of("aws", "group-membership", Map.of("group", group));
    }

    static Entitlement assignment(String account, String permissionSet) {
        return Entitlement.of("aws", "account-assignment", Map.of("account", account, "permission-set", permissionSet));
    }

    static Entitlement policy(String text) {
        return Entitlement.of("aws", "iam-policy", Map.of("policy", text));
    }

    static Entitlement session(String role) {
        return Entitlement.of("aws", "session", Map.of("role", FakeIam.roleArn(role)));
    }

    static Entitlement session(String role, String policy) {
        return Entitlement.of("aws", "session", Map.of("role", FakeIam.roleArn(role), "policy", policy));
    }

    /** A policy of one Allow. */
    static String allow(String action, String resource) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"" + action
                + "\",\"Resource\":\"" + resource + "\"}}";
    }

    static Entitlement iamMembership(String group) {
        return Entitlement.of("aws", "iam-group-membership", Map.of("group", group));
    }

    static void iamGroup(FakeAws aws, String name) {
        aws.iam.groups.put(name, new TreeSet<>());
    }

    /** Somebody who has left. */
    static Identity leaver() {
        Identity before = person("leaver");
        return new Identity(
                before.id(),
                before.kind(),
                before.displayName(),
                before.email(),
                false,
                before.groups(),
                before.manager(),
                before.owner(),
                before.attributes());
    }

    /** {@code ben} has a role of his own, the others are IAM users. */
    static Identity person(String name) {
        Map<String, String> attributes =
                name.equals("ben") ? Map.of("aws.principal.iam-policy", FakeIam.roleArn("ben-own")) : Map.of();
        return new Identity(
                new IdentityId(name),
                IdentityKind.HUMAN,
                name,
                Optional.of(name + "@example.com"),
                true,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                attributes);
    }
}
