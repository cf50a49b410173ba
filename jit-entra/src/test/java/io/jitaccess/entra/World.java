package io.jitaccess.entra;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A fake of Graph, a provider on it, and what tests say of both. */
final class World implements AutoCloseable {

    static final String ANN = "a0000000-0000-4000-8000-000000000001";
    static final String BEN = "b0000000-0000-4000-8000-000000000002";
    static final String NOBODY = "c0000000-0000-4000-8000-000000000003";
    static final String ONCALL = "10000000-0000-4000-8000-0000000000a1";
    static final String READERS = "20000000-0000-4000-8000-0000000000a2";
    static final String GONE = "30000000-0000-4000-8000-0000000000a3";

    static final String ADMINS = "40000000-0000-4000-8000-0000000000a4";
    static final String EDITORS = "50000000-0000-4000-8000-0000000000a5";
    static final String READER = "60000000-0000-4000-8000-0000000000b1";
    static final String HELPDESK = "70000000-0000-4000-8000-0000000000b2";
    static final String UNIT = "/administrativeUnits/80000000-0000-4000-8000-0000000000c1";

    final TestClock clock = new TestClock();
    final FakeGraph graph = new FakeGraph(clock.asClock());
    final FakeDirectory directory = graph.directory;

    World() {
        directory.user(ANN, "ann@example.org");
        directory.user(BEN, "ben.o'neil@example.org");
        directory.group(ONCALL);
        directory.group(READERS);
        directory.group(ADMINS);
        directory.group(EDITORS);
        directory.pim.role(READER, "Directory Readers");
        directory.pim.role(HELPDESK, "Helpdesk Administrator");
    }

    /** Waits for nothing: the fake's time is moved by hand. */
    EntraProviderBuilder builder() {
        return EntraProvider.builder("entra")
                .credential(new OwnAccount())
                .endpoint(graph.uri())
                .clock(clock.asClock())
                .waiter(time -> true)
                .gathering(Duration.ZERO)
                .requestTimeout(Duration.ofSeconds(20));
    }

    EntraProvider plain() {
        return builder().groups(List.of(ONCALL, READERS)).build();
    }

    EntraProvider pim() {
        return builder().pimGroups(List.of(ADMINS, EDITORS)).build();
    }

    EntraProvider roles() {
        return builder().directoryRoles(List.of(READER, HELPDESK)).build();
    }

    static Entitlement pimGroup(String id) {
        return Entitlement.of("entra", "pim-group-membership", Map.of("group", id));
    }

    static Entitlement role(String id) {
        return Entitlement.of("entra", "directory-role", Map.of("role", id));
    }

    static Entitlement role(String id, String scope) {
        return Entitlement.of("entra", "directory-role", Map.of("role", id, "scope", scope));
    }

    static Entitlement group(String id) {
        return Entitlement.of("entra", "group-membership", Map.of("group", id));
    }

    Instant until() {
        return clock.now().plusSeconds(3600);
    }

    static AccessRef access(AccessProvider provider, String person, Entitlement entitlement) {
        return new AccessRef(
                AssignmentId.random(),
                new PrincipalId(person),
                entitlement,
                provider.targetKey(entitlement),
                Optional.empty());
    }

    static Identity person(String mail) {
        return person(mail, Map.of());
    }

    static Identity person(String mail, Map<String, String> attributes) {
        return identity("id-of-somebody", IdentityKind.HUMAN, Optional.of(mail), true, attributes);
    }

    static Identity identity(
            String id, IdentityKind kind, Optional<String> mail, boolean active, Map<String, String> attributes) {
        return new Identity(
                new IdentityId(id),
                kind,
                id,
                mail,
                active,
                Set.of(),
                Optional.empty(),
                kind == IdentityKind.SERVICE ? Optional.of(new IdentityId("owner")) : Optional.empty(),
                new TreeMap<>(attributes));
    }

    @Override
    public void close() {
        graph.close();
    }
}
