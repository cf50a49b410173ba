package io.jitaccess.entra;

import com.google.gson.JsonArray;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The fake of Graph with a group and people in it, and the provider on it, for tests of several providers and for measuring. */
public final class EntraWorld implements AutoCloseable {

    private final FakeGraph graph;
    private final EntraProvider provider;
    private final List<String> people;

    /**
     * Makes a user for each object id.
     *
     * @param clock the fake's time, which somebody lets pass
     * @param mails mail addresses by object ids
     */
    public EntraWorld(TestClock clock, Map<String, String> mails) {
        this.graph = new FakeGraph(clock.asClock());
        this.people = List.copyOf(mails.keySet());
        mails.forEach(graph.directory::user);
        graph.directory.group(World.ONCALL);
        this.provider = EntraProvider.builder("entra")
                .credential(new OwnAccount())
                .endpoint(graph.uri())
                .clock(clock.asClock())
                .waiter(time -> true)
                .requestTimeout(Duration.ofSeconds(20))
                .groups(List.of(World.ONCALL))
                .build();
    }

    /** With Microsoft's own client below it. */
    public EntraProvider provider() {
        return provider;
    }

    /** Membership of the group. */
    public Entitlement entitlement() {
        return World.group(World.ONCALL);
    }

    /** How many of the people are members. */
    public int held() {
        return (int) people.stream()
                .filter(person -> graph.directory.isMember(World.ONCALL, person))
                .count();
    }

    /** Makes a person a member without a call, and says how the engine names that to the provider. */
    public AccessRef put(String person) {
        graph.directory.put(World.ONCALL, person);
        return World.access(provider, person, entitlement());
    }

    /** From now on a rule decides who is in the group. */
    public void refuses() {
        JsonArray dynamic = new JsonArray();
        dynamic.add("DynamicMembership");
        graph.directory.group(World.ONCALL, group -> group.add("groupTypes", dynamic));
    }

    /** From now on calls that read and calls that write take so long, and Graph's limits hold. */
    public void inEarnest(Duration read, Duration write) {
        graph.limits.inEarnest(read, write);
    }

    /** Calls, the requests in them, and refusals, since the last time. */
    public Map<String, Integer> takeCounts() {
        return graph.limits.takeCounts();
    }

    @Override
    public void close() {
        provider.close();
        graph.close();
    }
}
