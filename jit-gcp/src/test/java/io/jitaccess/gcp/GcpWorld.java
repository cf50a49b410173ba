package io.jitaccess.gcp;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The fake of Google Cloud with projects and people in it, and the provider on it, for measuring. */
public final class GcpWorld implements AutoCloseable {

    private static final String ROLE = "roles/storage.objectViewer";

    private final FakeGoogle google;
    private final GcpProvider provider;
    private final List<String> projects;
    private final List<String> mails;
    private final TestClock clock;

    /**
     * Makes projects {@code bench-1} and on, and an account for each mail address.
     *
     * @param clock the fake's time, which somebody lets pass
     */
    public GcpWorld(TestClock clock, int projects, List<String> mails) {
        Cel.compiles("true");
        this.clock = clock;
        this.mails = List.copyOf(mails);
        this.google = new FakeGoogle(clock.asClock());
        this.projects = IntStream.rangeClosed(1, projects)
                .mapToObj(i -> "projects/bench-" + i)
                .toList();
        google.policies.add(this.projects.toArray(String[]::new));
        google.policies.accounts(mails.stream().map(mail -> "user:" + mail).toArray(String[]::new));
        google.roles.add(ROLE, "storage.objects.get");
        this.provider = GcpProvider.builder("gcp")
                .credentials(World.own())
                .endpoint(google.uri())
                .clock(clock.asClock())
                .resources(this.projects)
                .build();
    }

    /** With Google's own clients below it. */
    public GcpProvider provider() {
        return provider;
    }

    /** The role on that project, from 1. */
    public Entitlement entitlement(int project) {
        return World.role(projects.get(project - 1), ROLE);
    }

    /** Puts a binding there without a call and says how the engine names it to the provider. */
    public AccessRef put(int project, int person, Instant until) {
        AccessRef access = new AccessRef(
                AssignmentId.random(),
                new PrincipalId("user:" + mails.get(person)),
                entitlement(project),
                provider.targetKey(entitlement(project)),
                Optional.empty());
        google.policies.append(
                projects.get(project - 1),
                Binding.of(
                        "jit:" + access.assignment(),
                        ROLE,
                        access.principal().value(),
                        new Condition(until, Optional.empty())));
        return access;
    }

    /** From now on the answers to reads and writes take so long. */
    public void takes(Duration read, Duration write) {
        google.takes(read, write);
    }

    /** From now on the organization lets nobody into its policies but people of another domain. */
    public void refuses() {
        google.policies.onlyDomain("@elsewhere.example");
    }

    /** Calls by Google's names and refusals by their status, since the last time. */
    public Map<String, Integer> takeCounts() {
        return google.takeCounts();
    }

    /** How many bindings there are in all policies, ended ones included. */
    public int bindings() {
        return projects.stream()
                .mapToInt(project -> google.policies.bindings(project).size())
                .sum();
    }

    /** How many of them give access now. */
    public int inForce() {
        Instant now = clock.now();
        return (int) projects.stream()
                .flatMap(project -> google.policies.bindings(project).stream())
                .filter(binding -> binding.condition()
                        .filter(ends -> !now.isBefore(ends.until()))
                        .isEmpty())
                .count();
    }

    @Override
    public void close() {
        provider.close();
        google.close();
    }
}
