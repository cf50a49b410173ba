package io.jitaccess.azure;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A fake of Azure, a provider on it, and what tests say of both. */
final class World implements AutoCloseable {

    static final String SUBSCRIPTION = "/subscriptions/11111111-2222-3333-4444-555555555555";
    static final String GROUP = SUBSCRIPTION + "/resourceGroups/Shop-Prod";
    static final String OTHER_GROUP = SUBSCRIPTION + "/resourceGroups/Shop-Test";
    static final String ACCOUNT = GROUP + "/providers/Microsoft.Storage/storageAccounts/shoplogs";
    static final String OTHER_ACCOUNT = GROUP + "/providers/Microsoft.Storage/storageAccounts/shopmedia";
    /** Where roles are handed out through Privileged Identity Management. */
    static final String MANAGED = "/subscriptions/33333333-2222-3333-4444-555555555555";

    static final String MANAGED_GROUP = MANAGED + "/resourceGroups/Vault";
    static final String MANAGED_SECRET = MANAGED + "/resourceGroups/Secret";
    static final String MANAGEMENT_GROUP = "/providers/Microsoft.Management/managementGroups/Retail";

    /** There, and not for the library's own account to read. */
    static final String SECRET = SUBSCRIPTION + "/resourceGroups/Secret";

    static final String ANN = "aaaaaaaa-0000-0000-0000-000000000001";
    static final String BEN = "aaaaaaaa-0000-0000-0000-000000000002";
    static final String PIPELINE = "aaaaaaaa-0000-0000-0000-000000000003";

    final TestClock clock = new TestClock();
    final FakeAzure azure = new FakeAzure(clock.asClock());
    final FakeTruth truth = new FakeTruth(azure, clock);

    World() {
        azure.assignments
                .scopes()
                .add(
                        SUBSCRIPTION,
                        GROUP,
                        OTHER_GROUP,
                        ACCOUNT,
                        OTHER_ACCOUNT,
                        MANAGEMENT_GROUP,
                        MANAGED,
                        MANAGED_GROUP);
        azure.assignments.scopes().forbid(SECRET, MANAGED_SECRET);
        azure.assignments.principals(ANN, BEN, PIPELINE);
    }

    AzureProviderBuilder builder() {
        return bare().scopes(List.of(SUBSCRIPTION, MANAGEMENT_GROUP)).pimScopes(List.of(MANAGED));
    }

    /** Without a scope. */
    AzureProviderBuilder bare() {
        return AzureProvider.builder("azure")
                .through(azure.uri(), FakeAzure.signing())
                .clock(clock.asClock())
                .waiter(time -> true)
                .requestTimeout(Duration.ofSeconds(20));
    }

    static Entitlement plain(String scope, String role) {
        return entitlement("role-assignment", scope, role);
    }

    static Entitlement storage(String scope, String role) {
        return entitlement("storage-role-assignment", scope, role);
    }

    static Entitlement pim(String scope, String role) {
        return entitlement("pim-role-assignment", scope, role);
    }

    static Entitlement entitlement(String kind, String scope, String role) {
        return Entitlement.of("azure", kind, Map.of("scope", scope, "role", role));
    }

    static Identity person(String name, Optional<String> objectId) {
        return identity(name, IdentityKind.HUMAN, objectId);
    }

    static Identity identity(String name, IdentityKind kind, Optional<String> objectId) {
        return new Identity(
                new IdentityId(name),
                kind,
                name,
                Optional.of(name + "@example.org"),
                true,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                objectId.map(id -> Map.of("azure.principal", id)).orElse(Map.of()));
    }

    static AccessRef access(AzureProvider provider, Entitlement entitlement, String objectId) {
        return new AccessRef(
                AssignmentId.random(),
                new PrincipalId("user:" + objectId),
                entitlement,
                provider.targetKey(entitlement),
                Optional.empty());
    }

    @Override
    public void close() {
        azure.close();
    }
}
