package io.jitaccess;

import io.jitaccess.grant.Grant;
import io.jitaccess.identity.Identity;
import io.jitaccess.request.RequestDraft;
import java.time.Instant;
import java.util.Optional;

/**
 * One ask with everything that judging it needs and that had to be fetched: the same for explaining and for asking.
 *
 * @param beneficiary empty if the directory knows nobody by that id
 * @param extending for an extension: the grant as it stands
 * @param suspensions what is suspended
 * @param earlierGrants how many grants of the eligibility the beneficiary had
 * @param pendingRequests how many requests of the caller are pending
 * @param ticketVerified whether the verifier vouches for the ticket
 * @param now the store's time
 */
record Ask(
        Identity caller,
        Optional<Identity> beneficiary,
        Colleagues colleagues,
        RequestDraft draft,
        Optional<Grant> extending,
        Rulebook.Revision revision,
        Suspensions suspensions,
        int earlierGrants,
        long pendingRequests,
        boolean ticketVerified,
        Instant now) {

    Ask with(RequestDraft other) {
        return new Ask(
                caller,
                beneficiary,
                colleagues,
                other,
                extending,
                revision,
                suspensions,
                earlierGrants,
                pendingRequests,
                ticketVerified && other.ticket().equals(draft.ticket()),
                now);
    }
}
