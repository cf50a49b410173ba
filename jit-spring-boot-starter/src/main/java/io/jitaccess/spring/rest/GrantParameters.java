package io.jitaccess.spring.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.grant.GrantState;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.spi.store.GrantQuery;
import io.jitaccess.spi.store.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which grants, and which part of the list. */
record GrantParameters(
        @Nullable View view,
        List<GrantState> state,
        @Nullable String beneficiary,
        @Nullable String involving,
        @Nullable String eligibility,
        @Nullable String provider,
        @Nullable String target,
        @Nullable Integer limit,
        @Nullable String cursor)
        implements QueryParameters {

    /** Whose grants. */
    enum View {
        @JsonProperty("mine")
        MINE,
        @JsonProperty("all")
        ALL
    }

    /** What was read. */
    record Asked(View view, GrantQuery query, PageRequest page) {}

    /** @throws ProblemException naming every parameter that does not fit */
    Asked read() {
        Conversion conversion = new Conversion();
        View which = view == null ? View.MINE : view;
        if (which != View.ALL && isFiltered()) {
            conversion.note("view", "filtered", "filters go with view=all");
        }
        if (target != null && provider == null) {
            conversion.note("provider", "required", "is needed with target");
        }
        Optional<IdentityId> holder = conversion.of("beneficiary", beneficiary, IdentityId::new);
        Optional<IdentityId> involved = conversion.of("involving", involving, IdentityId::new);
        Optional<EligibilityId> under = conversion.of("eligibility", eligibility, EligibilityId::new);
        Optional<ProviderId> on = conversion.of("provider", provider, ProviderId::new);
        Optional<TargetKey> key = conversion.of("target", target, TargetKey::new);
        PageRequest page = Paging.read(limit, cursor, conversion);
        conversion.check();
        return new Asked(which, new GrantQuery(Set.copyOf(state), holder, involved, under, on, key), page);
    }

    private boolean isFiltered() {
        return !state.isEmpty()
                || Stream.of(
                                Optional.ofNullable(beneficiary),
                                Optional.ofNullable(involving),
                                Optional.ofNullable(eligibility),
                                Optional.ofNullable(provider),
                                Optional.ofNullable(target))
                        .anyMatch(Optional::isPresent);
    }
}
