package io.jitaccess.entra;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The fake of Graph with a group and people in it, and the provider on it, for tests of several providers. */
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

    @Override
    public void close() {
        graph.close();
    }
}
