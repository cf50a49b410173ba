package io.jitaccess.gcp;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
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
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A fake of Google, a provider on it, and what tests say of both. */
final class World implements AutoCloseable {

    static final String ONE = "one@shop-prod.iam.gserviceaccount.com";
    static final String TWO = "two@shop-prod.iam.gserviceaccount.com";
    static final String TARGET = "deploy@shop-prod.iam.gserviceaccount.com";
    static final String OTHER_TARGET = "report@shop-prod.iam.gserviceaccount.com";
    static final String ONCALL = "oncall@example.org";
    static final String READERS = "readers@example.org";
    static final String READER = "roles/storage.objectViewer";
    static final String WRITER = "roles/storage.objectAdmin";
    static final List<String> RESOURCES = List.of(
            "projects/shop-prod",
            "projects/*",
            "folders/1001",
            "organizations/2001",
            "serviceAccounts/" + TARGET,
            "buckets/shop-logs");

    final TestClock clock = new TestClock();
    final FakeGoogle google = new FakeGoogle(clock.asClock());
    final PolicyTruth policies = new PolicyTruth(google, clock);

    World() {
        // the first compilation takes longer than a request may
        Cel.compiles("true");
        google.policies.add(
                RESOURCES.stream().filter(name -> !name.endsWith("*")).toArray(String[]::new));
        google.policies.add("projects/shop-test", "serviceAccounts/" + OTHER_TARGET);
        google.policies.accounts(
                "serviceAccount:" + ONE, "serviceAccount:" + TWO, "user:ann@example.org", "user:ben@example.org");
        google.groups.add(ONCALL);
        google.groups.add(READERS);
        google.groups.accounts(ONE, TWO, "ann@example.org");
        google.tokens.accounts(TARGET, OTHER_TARGET);
        google.roles.add(READER, "storage.objects.get");
        google.roles.add(WRITER, "storage.objects.get", "storage.objects.create");
        google.roles.add("projects/shop-prod/roles/auditor", "logging.logEntries.list");
        google.roles.add("organizations/2001/roles/auditor", "logging.logEntries.list");
    }

    GcpProviderBuilder builder() {
        return GcpProvider.builder("gcp")
                .credentials(own())
                .endpoint(google.uri())
                .clock(clock.asClock())
                .requestTimeout(Duration.ofSeconds(20));
    }

    static Entitlement group(String mail) {
        return Entitlement.of("gcp", "group-membership", Map.of("group", mail));
    }

    static Entitlement plainGroup(String mail) {
        return Entitlement.of("gcp", "group-membership", Map.of("group", mail, "plain", "accepted"));
    }

    static Entitlement token(String account) {
        return Entitlement.of("gcp", "service-account-token", Map.of("service-account", account));
    }

    static Entitlement token(String account, String scopes) {
        return Entitlement.of("gcp", "service-account-token", Map.of("service-account", account, "scopes", scopes));
    }

    static GoogleCredentials own() {
        return GoogleCredentials.create(
                new AccessToken(FakeGoogle.OWN_TOKEN, Date.from(Instant.parse("2100-01-01T00:00:00Z"))));
    }

    Instant until() {
        return clock.now().plusSeconds(600);
    }

    static Entitlement role(String resource, String role) {
        return Entitlement.of("gcp", "iam-binding", Map.of("resource", resource, "role", role));
    }

    static Entitlement role(String resource, String role, String prefix) {
        return Entitlement.of("gcp", "iam-binding", Map.of("resource", resource, "role", role, "prefix", prefix));
    }

    static AccessRef access(AccessProvider provider, String member, Entitlement entitlement) {
        return new AccessRef(
                AssignmentId.random(),
                new PrincipalId(member),
                entitlement,
                provider.targetKey(entitlement),
                Optional.empty());
    }

    static Identity service(String mail) {
        return identity(mail, IdentityKind.SERVICE, Optional.of(mail), true, Map.of());
    }

    static Identity person(String mail, Map<String, String> attributes) {
        return identity(mail, IdentityKind.HUMAN, Optional.of(mail), true, attributes);
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

    static Binding binding(String role, String title, String expression, String... members) {
        return new Binding(Map.of(
                "role",
                role,
                "members",
                new ArrayList<>(List.of(members)),
                "condition",
                Map.of("title", title, "expression", expression)));
    }

    @Override
    public void close() {
        google.close();
    }
}
