package io.jitaccess.spring.rest;

import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.request.RequestDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is asked for. */
record DraftJson(
        String eligibility,
        @Nullable String beneficiary,
        List<EntitlementJson> entitlements,
        Duration duration,
        @Nullable Instant start,
        @Nullable String reason,
        @Nullable String ticket)
        implements JsonBody {

    static DraftJson of(RequestDraft draft) {
        return new DraftJson(
                draft.eligibility().value(),
                draft.beneficiary().map(IdentityId::value).orElse(null),
                EntitlementJson.listOf(draft.entitlements()),
                draft.duration(),
                draft.start().orElse(null),
                draft.reason(),
                draft.ticket().orElse(null));
    }

    /** @throws ProblemException naming every field that is malformed */
    RequestDraft read(@Nullable String idempotencyKey) {
        Conversion conversion = new Conversion();
        Optional<EligibilityId> under = conversion.of("eligibility", eligibility, EligibilityId::new);
        Optional<IdentityId> who = conversion.of("beneficiary", beneficiary, IdentityId::new);
        List<Entitlement> what = EntitlementJson.readAll("entitlements", entitlements, conversion);
        conversion.check();
        return new RequestDraft(
                under.orElseThrow(),
                who,
                what,
                duration,
                Optional.ofNullable(start),
                Optional.ofNullable(reason).orElse(""),
                Optional.ofNullable(ticket),
                Optional.ofNullable(idempotencyKey));
    }
}
