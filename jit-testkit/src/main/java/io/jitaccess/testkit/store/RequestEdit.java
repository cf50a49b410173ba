package io.jitaccess.testkit.store;

import io.jitaccess.approval.Decision;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.request.AccessRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a request like another one, but for what a test is about. */
final class RequestEdit {

    private final AccessRequest from;
    private IdentityId requester;
    private IdentityId beneficiary;
    private EligibilityId eligibility;
    private Optional<GrantId> extending;
    private AccessRequest.OpenTo approvers;
    private List<Decision> decisions;
    private Instant createdAt;
    private Optional<Instant> nextDueAt;
    private Optional<String> idempotencyKey;

    RequestEdit(AccessRequest from) {
        this.from = from;
        this.requester = from.requester();
        this.beneficiary = from.beneficiary();
        this.eligibility = from.eligibility();
        this.extending = from.extending();
        this.approvers = from.approvers();
        this.decisions = from.decisions();
        this.createdAt = from.createdAt();
        this.nextDueAt = from.nextDueAt();
        this.idempotencyKey = from.idempotencyKey();
    }

    RequestEdit by(IdentityId id) {
        this.requester = id;
        return this;
    }

    RequestEdit forBeneficiary(IdentityId id) {
        this.beneficiary = id;
        return this;
    }

    RequestEdit under(EligibilityId id) {
        this.eligibility = id;
        return this;
    }

    RequestEdit extending(GrantId id) {
        this.extending = Optional.of(id);
        return this;
    }

    RequestEdit openTo(Set<IdentityId> users, Set<GroupId> groups) {
        this.approvers = new AccessRequest.OpenTo(users, groups);
        return this;
    }

    RequestEdit decisions(List<Decision> all) {
        this.decisions = all;
        return this;
    }

    RequestEdit createdAt(Instant at) {
        this.createdAt = at;
        return this;
    }

    RequestEdit dueAt(Instant at) {
        this.nextDueAt = Optional.of(at);
        return this;
    }

    RequestEdit key(Optional<String> key) {
        this.idempotencyKey = key;
        return this;
    }

    AccessRequest build() {
        return new AccessRequest(
                from.id(),
                from.version(),
                from.state(),
                requester,
                beneficiary,
                eligibility,
                from.revision(),
                from.entitlements(),
                from.duration(),
                from.start(),
                from.reason(),
                from.ticket(),
                extending,
                from.risk(),
                from.rule(),
                from.stages(),
                from.stage(),
                from.stageSince(),
                approvers,
                decisions,
                from.message(),
                createdAt,
                from.decidedAt(),
                from.grant(),
                from.lapsesAt(),
                from.reminded(),
                from.escalated(),
                nextDueAt,
                idempotencyKey);
    }
}
