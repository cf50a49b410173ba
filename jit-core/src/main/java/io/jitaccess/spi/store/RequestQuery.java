package io.jitaccess.spi.store;

import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.request.RequestState;
import java.util.Optional;
import java.util.Set;

/**
 * Which requests: all that meet every criterion given.
 *
 * @param states any of these; empty for all
 * @param requester asked by
 * @param beneficiary asked for
 * @param involving asked by or for
 * @param eligibility under
 * @param extending meant to lengthen this grant
 * @param awaiting pending, and open to this approver by id or by one of the groups
 */
public record RequestQuery(
        Set<RequestState> states,
        Optional<IdentityId> requester,
        Optional<IdentityId> beneficiary,
        Optional<IdentityId> involving,
        Optional<EligibilityId> eligibility,
        Optional<GrantId> extending,
        Optional<Approver> awaiting) {

    /** An approver and the groups that count. */
    public record Approver(IdentityId id, Set<GroupId> groups) {
        public Approver {
            groups = Set.copyOf(groups);
        }
    }

    public static final RequestQuery ALL = new RequestQuery(
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public RequestQuery {
        states = Set.copyOf(states);
    }

    public RequestQuery in(RequestState... anyOf) {
        return new RequestQuery(Set.of(anyOf), requester, beneficiary, involving, eligibility, extending, awaiting);
    }

    public RequestQuery byRequester(IdentityId id) {
        return new RequestQuery(states, Optional.of(id), beneficiary, involving, eligibility, extending, awaiting);
    }

    public RequestQuery forBeneficiary(IdentityId id) {
        return new RequestQuery(states, requester, Optional.of(id), involving, eligibility, extending, awaiting);
    }

    public RequestQuery involving(IdentityId id) {
        return new RequestQuery(states, requester, beneficiary, Optional.of(id), eligibility, extending, awaiting);
    }

    public RequestQuery under(EligibilityId id) {
        return new RequestQuery(states, requester, beneficiary, involving, Optional.of(id), extending, awaiting);
    }

    public RequestQuery extending(GrantId id) {
        return new RequestQuery(states, requester, beneficiary, involving, eligibility, Optional.of(id), awaiting);
    }

    public RequestQuery awaiting(IdentityId id, Set<GroupId> groups) {
        return new RequestQuery(
                states,
                requester,
                beneficiary,
                involving,
                eligibility,
                extending,
                Optional.of(new Approver(id, groups)));
    }
}
