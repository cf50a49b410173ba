package io.jitaccess.testkit.model;

import io.jitaccess.audit.AuditEvent;
import io.jitaccess.eligibility.CatalogueRevision;
import io.jitaccess.grant.Suspension;
import io.jitaccess.spi.store.AssignmentStore;
import io.jitaccess.spi.store.AuditLog;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.spi.store.CatalogueStore;
import io.jitaccess.spi.store.GrantStore;
import io.jitaccess.spi.store.JobStore;
import io.jitaccess.spi.store.OutboxStore;
import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.RequestStore;
import io.jitaccess.spi.store.SuspensionStore;
import io.jitaccess.spi.store.UnitOfWork;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A unit of work whose writes are noted. */
record WatchedUnit(UnitOfWork unit, Commit commit) implements UnitOfWork {

    @Override
    public Instant now() {
        return unit.now();
    }

    @Override
    public void afterCommit(Runnable action) {
        unit.afterCommit(action);
    }

    @Override
    public RequestStore requests() {
        return new WatchedRequests(unit.requests(), commit);
    }

    @Override
    public GrantStore grants() {
        return new WatchedGrants(unit.grants(), commit);
    }

    @Override
    public AssignmentStore assignments() {
        return new WatchedAssignments(unit.assignments(), commit);
    }

    @Override
    public AuditLog audit() {
        return new WatchedAudit(unit.audit(), commit);
    }

    @Override
    public OutboxStore outbox() {
        return unit.outbox();
    }

    @Override
    public CatalogueStore catalogue() {
        return new WatchedCatalogue(unit.catalogue(), commit);
    }

    @Override
    public SuspensionStore suspensions() {
        return new WatchedSuspensions(unit.suspensions(), commit);
    }

    @Override
    public JobStore jobs() {
        return unit.jobs();
    }

    private record WatchedAudit(AuditLog log, Commit commit) implements AuditLog {

        @Override
        public void append(List<AuditEvent> events) {
            log.append(events);
            commit.events.addAll(events);
        }

        @Override
        public Page<AuditEvent> page(AuditQuery query, PageRequest page) {
            return log.page(query, page);
        }
    }

    private record WatchedCatalogue(CatalogueStore catalogue, Commit commit) implements CatalogueStore {

        @Override
        public long activeNumber() {
            return catalogue.activeNumber();
        }

        @Override
        public Optional<CatalogueRevision> active() {
            return catalogue.active();
        }

        @Override
        public List<CatalogueRevision> latest(int limit) {
            return catalogue.latest(limit);
        }

        @Override
        public CatalogueRevision activate(String source, String document) {
            CatalogueRevision revision = catalogue.activate(source, document);
            commit.catalogues.add(revision);
            return revision;
        }
    }

    private record WatchedSuspensions(SuspensionStore suspensions, Commit commit) implements SuspensionStore {

        @Override
        public List<Suspension> list() {
            return suspensions.list();
        }

        @Override
        public List<Suspension> listHolding() {
            return suspensions.listHolding();
        }

        @Override
        public void put(Suspension suspension) {
            suspensions.put(suspension);
            commit.resumed.remove(suspension.scope());
            commit.suspended.add(suspension);
        }

        @Override
        public boolean remove(Suspension.Scope scope) {
            boolean there = suspensions.remove(scope);
            commit.suspended.removeIf(suspension -> suspension.scope().equals(scope));
            commit.resumed.add(scope);
            return there;
        }
    }
}
