package io.jitaccess.spring.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.request.RequestState;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.RequestQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which requests, and which part of the list. */
record RequestParameters(
        @Nullable View view,
        List<RequestState> state,
        @Nullable String requester,
        @Nullable String beneficiary,
        @Nullable String involving,
        @Nullable String eligibility,
        @Nullable String extending,
        @Nullable Integer limit,
        @Nullable String cursor)
        implements QueryParameters {

    /** Whose requests. */
    enum View {
        @JsonProperty("mine")
        MINE,
        @JsonProperty("awaiting")
        AWAITING,
        @JsonProperty("all")
        ALL
    }

    /** What was read. */
    record Asked(View view, RequestQuery query, PageRequest page) {}

    /** @throws ProblemException naming every parameter that does not fit */
    Asked read() {
        Conversion conversion = new Conversion();
        View which = view == null ? View.MINE : view;
        if (which != View.ALL && isFiltered()) {
            conversion.note("view", "filtered", "filters go with view=all");
        }
        RequestQuery query = new RequestQuery(
                Set.copyOf(state),
                conversion.of("requester", requester, IdentityId::new),
                conversion.of("beneficiary", beneficiary, IdentityId::new),
                conversion.of("involving", involving, IdentityId::new),
                conversion.of("eligibility", eligibility, EligibilityId::new),
                conversion.parsed("extending", extending, GrantId::parse),
                Optional.empty());
        PageRequest page = Paging.read(limit, cursor, conversion);
        conversion.check();
        return new Asked(which, query, page);
    }

    private boolean isFiltered() {
        return !state.isEmpty()
                || Stream.of(
                                Optional.ofNullable(requester),
                                Optional.ofNullable(beneficiary),
                                Optional.ofNullable(involving),
                                Optional.ofNullable(eligibility),
                                Optional.ofNullable(extending))
                        .anyMatch(Optional::isPresent);
    }
}
