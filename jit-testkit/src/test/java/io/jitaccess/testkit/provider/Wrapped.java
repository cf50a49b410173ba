package io.jitaccess.testkit.provider;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ActivitySource;
import io.jitaccess.spi.BatchProvider;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ConnectLinks;
import io.jitaccess.spi.CredentialIssuer;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementVerifier;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.SelfCheck;
import io.jitaccess.spi.SessionEnder;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fake with every ability there is; each broken provider overrides what it breaks. */
class Wrapped
        implements BatchProvider,
                SessionEnder,
                CredentialIssuer,
                ConnectLinks,
                EntitlementDiscovery,
                EntitlementVerifier,
                SelfCheck,
                ActivitySource {

    final FakeEnvironment environment;
    final FakeProvider fake;
    final FakeCloud cloud;

    Wrapped(FakeEnvironment environment) {
        this.environment = environment;
        this.fake = environment.provider;
        this.cloud = environment.cloud;
    }

    @Override
    public ProviderId id() {
        return fake.id();
    }

    @Override
    public List<KindDescriptor> kinds() {
        return fake.kinds();
    }

    @Override
    public List<Problem> validate(Entitlement entitlement) {
        return fake.validate(entitlement);
    }

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return fake.targetKey(entitlement);
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return fake.covers(eligible, asked);
    }

    @Override
    public PrincipalLookup principal(Identity identity, Entitlement entitlement) {
        return fake.principal(identity, entitlement);
    }

    @Override
    public Observation observe(AccessRef access) {
        return fake.observe(access);
    }

    @Override
    public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
        return fake.assign(access, until, ours);
    }

    @Override
    public ChangeOutcome revoke(AccessRef access) {
        return fake.revoke(access);
    }

    @Override
    public ListedAccess.Page list(EntitlementKind kind, Optional<String> from) {
        return fake.list(kind, from);
    }

    @Override
    public String batchKey(AccessRef access) {
        return fake.batchKey(access);
    }

    @Override
    public int largestBatch() {
        return fake.largestBatch();
    }

    @Override
    public List<Observation> look(List<AccessRef> accesses) {
        return fake.look(accesses);
    }

    @Override
    public List<ChangeOutcome> apply(List<Change> changes) {
        return fake.apply(changes);
    }

    @Override
    public SessionEnding endSessions(AccessRef access) {
        return fake.endSessions(access);
    }

    @Override
    public boolean issues(AccessRef access) {
        return fake.issues(access);
    }

    @Override
    public Issuing issue(AccessRef access, Instant until, int number) {
        return fake.issue(access, until, number);
    }

    @Override
    public Link connectLink(AccessRef access) {
        return new Link.To(
                URI.create("https://fake.example/" + access.entitlement().kind()));
    }

    @Override
    public Verification verify(Entitlement entitlement) {
        return new Verification.Usable(List.of());
    }

    @Override
    public List<MissingRight> missingRights() {
        return List.of();
    }

    @Override
    public EntitlementDiscovery.Page discover(EntitlementKind kind, Optional<String> from) {
        return new EntitlementDiscovery.Page(
                List.of(new Discovered(fake.to(kind.value(), "contract/payments"), "Payments")), Optional.empty());
    }

    @Override
    public ActivitySource.Page activity(AccessRef access, Instant from, Instant to, Optional<String> page) {
        return new ActivitySource.Page(
                List.of(new Activity(from, "read", "contract/payments", Map.of())),
                Optional.empty(),
                "",
                Optional.empty());
    }
}
