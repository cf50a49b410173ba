package io.jitaccess;

import io.jitaccess.audit.AuditEvent;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.internal.Instants;
import io.jitaccess.notify.Courier;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Problems;
import io.jitaccess.problem.Refusal;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@link JitAccessBuilder} puts together. */
final class DefaultJitAccess implements JitAccess {

    private static final Logger LOG = LoggerFactory.getLogger(DefaultJitAccess.class);

    /** The parts that a whole is made of. */
    record Parts(
            Store store,
            People people,
            RequestFlow requests,
            GrantFlow grants,
            AdministrationFlow administration,
            CatalogueKeeper catalogue,
            Rulebook rulebook,
            ProviderReview review,
            Waiters waiters,
            Reconciler reconciler,
            Map<ProviderId, Lane> lanes,
            Courier courier,
            List<String> channels,
            CallThreads calls,
            Settings settings) {}

    private final Parts parts;
    private boolean courierStarted;

    DefaultJitAccess(Parts parts) {
        this.parts = parts;
    }

    @Override
    public Requests requests() {
        return parts.requests();
    }

    @Override
    public Grants grants() {
        return parts.grants();
    }

    @Override
    public Administration administration() {
        return parts.administration();
    }

    @Override
    public Outcome<Page<AuditEvent>> audit(IdentityId caller, AuditQuery query, PageRequest page) {
        return parts.people().asCaller(caller, identity -> {
            boolean own = query.subject().equals(Optional.of(caller));
            if (!own && !parts.people().mayReadAll(identity)) {
                return Outcome.refused(
                        Refusal.FORBIDDEN,
                        "subject",
                        "not-auditor",
                        "you may read what is about your own access; ask with yourself as subject");
            }
            Problems problems = new Problems();
            farther(query.from(), "from", problems);
            farther(query.to(), "to", problems);
            return problems.isEmpty()
                    ? Reading.page(
                            () -> parts.store().joining(unit -> unit.audit().page(query, page)))
                    : Outcome.refused(Refusal.INVALID, problems.list());
        });
    }

    private static void farther(Optional<Instant> instant, String field, Problems problems) {
        instant.filter(at -> !Instants.isStorable(at))
                .ifPresent(at -> problems.add(field, "range", "the year must be 1 to 9999"));
    }

    @Override
    public Outcome<Caller> caller(IdentityId caller) {
        return parts.people()
                .asCaller(caller, identity -> Outcome.done(parts.people().withRoles(identity)));
    }

    @Override
    public Status status() {
        return parts.store().separately(unit -> {
            var since = unit.now().minus(parts.settings().overdueAfter());
            Map<ProviderId, Status.Lane> lanes = new TreeMap<>();
            parts.lanes().forEach((id, lane) -> lanes.put(id, lane.status(unit.now())));
            Map<String, Long> outbox = new TreeMap<>();
            parts.channels().forEach(name -> outbox.put(name, unit.outbox().waiting(name, 1000)));
            return new Status(
                    parts.reconciler().isRunning(),
                    unit.assignments().countOverdue(since, 1000),
                    unit.assignments().overdue(since, 20),
                    unit.catalogue().activeNumber(),
                    parts.catalogue().problem(),
                    parts.rulebook().current().disabled(20),
                    parts.review().missing(),
                    lanes,
                    outbox);
        });
    }

    @Override
    public synchronized void start() {
        parts.calls().start();
        if (!courierStarted) {
            courierStarted = true;
            parts.courier().start();
        }
        // what is offered is in force before the first caller asks, or its problem is on record
        try {
            parts.catalogue().poll();
        } catch (RuntimeException e) {
            LOG.error("the catalogue could not be looked at; it is tried again, and what is due is done meanwhile", e);
        }
        parts.reconciler().start();
    }

    @Override
    public void runDue() {
        parts.reconciler().runDue();
    }

    @Override
    public synchronized void close() {
        parts.reconciler().stop();
        if (courierStarted) {
            parts.courier().close(parts.settings().stopGrace());
        }
        parts.calls().stop();
        parts.waiters().close();
    }
}
