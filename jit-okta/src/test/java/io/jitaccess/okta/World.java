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

    private final Duration timeout;
    final TestClock clock = new TestClock();
    final FakeOkta okta = new FakeOkta(clock);
    final FakeUser ann = okta.org.users.add("ann@example.com", "ann@example.com");
    final FakeUser ben = okta.org.users.add("ben@example.com", "ben@example.com");
    final String readers = okta.org.groups.add("Readers", "OKTA_GROUP").id;
    final String writers = okta.org.groups.add("Writers", "OKTA_GROUP").id;
    final String wiki = okta.org.apps.add("Wiki", "SAML_2_0").id;
    final String shop = okta.org.apps.add("Shop", "OPENID_CONNECT", "PUSH_NEW_USERS", "PUSH_USER_DEACTIVATION").id;
    final OktaProvider provider;

    /** With time enough for a busy machine. */
    World() {
        this(Duration.ofSeconds(5));
    }

    /** @param timeout what each request that hangs costs */
    World(Duration timeout) {
        this.timeout = timeout;
        this.provider = builder().build();
    }

    OktaProviderBuilder builder() {
        return quiet("okta").endSessions().activity();
    }

    /** One that neither ends sessions nor reads the log. */
    OktaProviderBuilder quiet(String id) {
        return OktaProvider.builder(id)
                .org(okta.uri())
                .plainHttp()
                .credential(OktaCredential.privateKey(FakeTokens.CLIENT, FakeTokens.KEY_ID, FakeTokens::key))
                .groups(Set.of(Choice.ANY))
                .apps(Set.of(Choice.ANY))
                .adminRoles(Set.of("READ_ONLY_ADMIN", "REPORT_ADMIN", FakeRoles.CUSTOM + ":" + FakeRoles.SET))
                .timeout(timeout)
                .clock(clock.asClock());
    }

    /** From now on Okta takes no token, and gives none. */
    void refuseCredentials() {
        okta.tokens.recall();
        okta.tokens.isDown = true;
        okta.tokens.apiToken = "another";
    }

    void takeCredentials() {
        okta.tokens.isDown = false;
        okta.tokens.apiToken = FakeTokens.API_TOKEN;
    }

    /** One of the kind, that may be handed out. */
    Entitlement of(String kind) {
        return switch (kind) {
            case "group-membership" -> membership(readers);
            case "app-assignment" -> app(wiki);
            default -> role("READ_ONLY_ADMIN");
        };
    }

    static Entitlement membership(String group) {
        return Entitlement.of("okta", "group-membership", Map.of("group", group));
    }

    static Entitlement app(String app) {
        return Entitlement.of("okta", "app-assignment", Map.of("app", app));
    }

    static Entitlement lossyApp(String app) {
        return Entitlement.of("okta", "app-assignment", Map.of("app", app, "data-loss", "accepted"));
    }

    static Entitlement role(String role) {
        return Entitlement.of("okta", "admin-role", Map.of("role", role));
    }

    static Entitlement role(String role, String set) {
        return Entitlement.of("okta", "admin-role", Map.of("role", role, "resource-set", set));
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
