package io.jitaccess.testkit.model;

import io.jitaccess.audit.AuditEvent;
import io.jitaccess.eligibility.CatalogueRevision;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.Suspension;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.request.AccessRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What one unit of work wrote, each row as often as it was written, in that order. Filled by its unit's thread. */
final class Commit {

    final String node;
    final Instant at;
    final List<AccessRequest> requests = new ArrayList<>();
    final List<Grant> grants = new ArrayList<>();
    final List<Claim> claims = new ArrayList<>();
    final List<Assignment> assignments = new ArrayList<>();
    final List<Suspension> suspended = new ArrayList<>();
    final List<Suspension.Scope> resumed = new ArrayList<>();
    final List<CatalogueRevision> catalogues = new ArrayList<>();
    final List<AuditEvent> events = new ArrayList<>();
    /** Its place in the order of commits. */
    long place;
    /** How many effects each watched cloud had seen when this was committed. */
    List<Integer> effects = List.of();

    Commit(String node, Instant at) {
        this.node = node;
        this.at = at;
    }

    boolean isEmpty() {
        return texts().findAny().isEmpty();
    }

    /** Every row and event that was written. */
    Stream<Object> texts() {
        return Stream.of(requests, grants, claims, assignments, suspended, resumed, catalogues, events)
                .flatMap(List::stream);
    }

    Stream<AuditEvent> on(RequestId request) {
        return events.stream().filter(event -> event.request().equals(Optional.of(request)));
    }

    Stream<AuditEvent> on(GrantId grant) {
        return events.stream().filter(event -> event.grant().equals(Optional.of(grant)));
    }

    Stream<AuditEvent> on(Assignment row) {
        return events.stream().filter(event -> event.assignment().equals(Optional.of(row.id())));
    }

    static Predicate<AuditEvent> detail(String name, Object value) {
        return event -> Objects.equals(event.details().get(name), String.valueOf(value));
    }
}
