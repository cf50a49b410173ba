package io.jitaccess.okta;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.okta.FakeUsers.FakeUser;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A fake with two people and two groups, and a provider that may hand out everything in it. */
final class World implements AutoCloseable {

    static final String GONE = "00gGoneGoneGoneGone1";

    final TestClock clock = new TestClock();
    final FakeOkta okta = new FakeOkta(clock);
    final FakeUser ann = okta.org.users.add("ann@example.com", "ann@example.com");
    final FakeUser ben = okta.org.users.add("ben@example.com", "ben@example.com");
    final String readers = okta.org.groups.add("Readers", "OKTA_GROUP").id;
    final String writers = okta.org.groups.add("Writers", "OKTA_GROUP").id;
    final OktaProvider provider = builder().build();

    OktaProviderBuilder builder() {
        return OktaProvider.builder("okta")
                .org(okta.uri())
                .plainHttp()
                .credential(OktaCredential.privateKey(FakeTokens.CLIENT, FakeTokens.KEY_ID, FakeTokens::key))
                .groups(Set.of(Choice.ANY))
                .endSessions()
                .activity()
                .timeout(Duration.ofMillis(500))
                .clock(clock.asClock());
    }

    static Entitlement membership(String group) {
        return Entitlement.of("okta", "group-membership", Map.of("group", group));
    }

    AccessRef access(Entitlement entitlement, FakeUser user) {
        return access(entitlement, user.id);
    }

    AccessRef access(Entitlement entitlement, String user) {
        return new AccessRef(
                AssignmentId.random(),
                new PrincipalId(user),
                entitlement,
                provider.targetKey(entitlement),
                Optional.empty());
    }

    ChangeOutcome assign(AccessRef access) {
        return provider.assign(access, clock.now().plus(Duration.ofHours(1)), false);
    }

    static Identity person(String name) {
        return person(name, Map.of());
    }

    static Identity person(String name, Map<String, String> attributes) {
        return person(name, true, attributes);
    }

    static Identity person(String name, boolean active, Map<String, String> attributes) {
        return new Identity(
                new IdentityId(name),
                IdentityKind.HUMAN,
                name,
                Optional.of(name + "@example.com"),
                active,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                attributes);
    }

    @Override
    public void close() {
        provider.close();
        okta.close();
    }
}
