package io.jitaccess.azure;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.util.List;

/** The fake of Azure with a resource group and people in it, and the provider on it, for tests of several providers. */
public final class AzureWorld implements AutoCloseable {

    private final FakeAzure azure;
    private final AzureProvider provider;

    /** @param clock the fake's time, which somebody lets pass */
    public AzureWorld(TestClock clock, List<String> objectIds) {
        this.azure = new FakeAzure(clock.asClock());
        azure.assignments.scopes().add(World.SUBSCRIPTION, World.GROUP);
        azure.assignments.principals(objectIds.toArray(String[]::new));
        this.provider = AzureProvider.builder("azure")
                .through(azure.uri(), FakeAzure.signing())
                .clock(clock.asClock())
                .waiter(time -> true)
                .requestTimeout(Duration.ofSeconds(20))
                .scopes(List.of(World.SUBSCRIPTION))
                .build();
    }

    /** With Azure's own client below it. */
    public AzureProvider provider() {
        return provider;
    }

    /** A role on the resource group. */
    public Entitlement entitlement() {
        return World.plain(World.GROUP, FakeDefinitions.READER);
    }

    /** From now on the subscription has as many role assignments as it may. */
    public void refuses() {
        azure.assignments.limits(0, 0);
    }

    /** How many role assignments there are. */
    public int held() {
        return azure.assignments.rows().size();
    }

    @Override
    public void close() {
        azure.close();
    }
}
