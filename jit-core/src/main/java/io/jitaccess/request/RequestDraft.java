package io.jitaccess.request;

import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.identity.IdentityId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a caller asks for. Nothing is checked here: asking, or explaining, answers with every problem by field.
 *
 * @param eligibility under which eligibility
 * @param beneficiary for whom; empty for the caller
 * @param entitlements fewer or narrower than the eligibility's; empty for all of them as they stand
 * @param duration how long; whole seconds
 * @param start when it shall begin; empty for as soon as it is approved
 * @param reason why; may be empty where the eligibility allows it
 * @param ticket the ticket's key, if any
 * @param idempotencyKey a key of the caller's choice: the same caller asking again with it gets the first answer
 */
public record RequestDraft(
        EligibilityId eligibility,
        Optional<IdentityId> beneficiary,
        List<Entitlement> entitlements,
        Duration duration,
        Optional<Instant> start,
        String reason,
        Optional<String> ticket,
        Optional<String> idempotencyKey) {

    public RequestDraft {
        Objects.requireNonNull(eligibility, "eligibility");
        Objects.requireNonNull(beneficiary, "beneficiary");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(ticket, "ticket");
        Objects.requireNonNull(idempotencyKey, "idempotencyKey");
        entitlements = List.copyOf(Objects.requireNonNull(entitlements, "entitlements"));
    }

    /** An ask for oneself, for everything under the eligibility, as soon as approved. */
    public static RequestDraft of(EligibilityId eligibility, Duration duration, String reason) {
        return new RequestDraft(
                eligibility,
                Optional.empty(),
                List.of(),
                duration,
                Optional.empty(),
                reason,
                Optional.empty(),
                Optional.empty());
    }

    public RequestDraft forBeneficiary(IdentityId who) {
        return new RequestDraft(
                eligibility, Optional.of(who), entitlements, duration, start, reason, ticket, idempotencyKey);
    }

    public RequestDraft only(List<Entitlement> narrower) {
        return new RequestDraft(eligibility, beneficiary, narrower, duration, start, reason, ticket, idempotencyKey);
    }

    public RequestDraft lasting(Duration other) {
        return new RequestDraft(eligibility, beneficiary, entitlements, other, start, reason, ticket, idempotencyKey);
    }

    public RequestDraft startingAt(Instant when) {
        return new RequestDraft(
                eligibility, beneficiary, entitlements, duration, Optional.of(when), reason, ticket, idempotencyKey);
    }

    public RequestDraft because(String other) {
        return new RequestDraft(eligibility, beneficiary, entitlements, duration, start, other, ticket, idempotencyKey);
    }

    public RequestDraft withTicket(String key) {
        return new RequestDraft(
                eligibility, beneficiary, entitlements, duration, start, reason, Optional.of(key), idempotencyKey);
    }

    public RequestDraft withIdempotencyKey(String key) {
        return new RequestDraft(
                eligibility, beneficiary, entitlements, duration, start, reason, ticket, Optional.of(key));
    }
}
