package io.jitaccess.testkit.model;

import io.jitaccess.JitAccess;
import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.request.RequestDraft;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.Store;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.provider.FakeCloud;
import io.jitaccess.testkit.provider.FakeKind;
import io.jitaccess.testkit.provider.FakeProvider;
import io.jitaccess.testkit.store.InMemoryStore;
import java.time.Duration;
import java.util.List;

/** Two nodes on one store and cloud, for traces in which even the horizon does not hold. No oracle: it would object. */
final class Duel {

    static final IdentityId ANN = new IdentityId("ann");

    final TestClock clock = new TestClock();
    final FakeProvider provider = FakeProvider.builder(new FakeCloud(clock.asClock()))
            .kinds(Company.kinds().toArray(FakeKind[]::new))
            .build();
    final Company company = new Company(provider);
    final Store store = new InMemoryStore(clock);
    final JitAccess one = node(store);
    final JitAccess other = node(store);

    Duel() {
        one.administration().activate(Company.ROOT, company.catalogue(0)).orElseThrow();
    }

    JitAccess node(Store its) {
        return JitAccess.builder()
                .store(its)
                .directory(Company.directory())
                .provider(provider)
                .settings(Company.SETTINGS)
                .build();
    }

    GrantId ask(String eligibility, Duration duration) {
        RequestDraft draft = RequestDraft.of(new EligibilityId(eligibility), duration, "because");
        return one.requests().request(ANN, draft).orElseThrow().grant().orElseThrow();
    }

    Grant stored(GrantId grant) {
        return store.joining(unit -> unit.grants().find(grant).orElseThrow());
    }

    List<AuditEvent> audit(AuditAction action) {
        return store.joining(unit -> unit.audit()
                .page(AuditQuery.ALL.of(action), PageRequest.first(100))
                .items());
    }

    boolean holds(String target) {
        return provider.cloud().holds(new PrincipalId("ann"), access(target));
    }

    Entitlement access(String target) {
        return company.target(target);
    }

    /** Time passes in steps, and a node does what is due at each. */
    void pass(JitAccess node, int steps, Duration step) {
        for (int i = 0; i < steps; i++) {
            clock.advance(step);
            node.runDue();
        }
    }
}
