package io.jitaccess.spring.rest;

import io.jitaccess.GrantView;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.grant.EndReason;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.GrantState;
import io.jitaccess.identity.Actor;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.spi.ConnectLinks.Link;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A grant.
 *
 * @param endedBy left out where the library itself ended it
 * @param items only where one grant is asked for
 */
record GrantJson(
        String id,
        long version,
        String request,
        String eligibility,
        String requester,
        String beneficiary,
        Instant startsAt,
        Instant endsAt,
        Instant latestEnd,
        BundleMode bundle,
        GrantState state,
        @Nullable EndReason endReason,
        @Nullable String endedBy,
        @Nullable String endComment,
        Instant createdAt,
        @Nullable Instant endedAt,
        @Nullable List<ItemJson> items)
        implements JsonBody {

    /** One item of a grant. */
    record ItemJson(
            int index,
            EntitlementJson entitlement,
            ClaimState state,
            boolean standing,
            @Nullable EndReason endReason,
            @Nullable AssignmentState assignment,
            @Nullable String principal,
            @Nullable String detail,
            boolean collectable,
            int collected,
            @Nullable Instant usableFrom,
            @Nullable Instant latestUsable,
            @Nullable URI connect,
            @Nullable String connectNote) {

        static ItemJson of(GrantView.Item item) {
            return new ItemJson(
                    item.index(),
                    EntitlementJson.of(item.entitlement()),
                    item.state(),
                    item.standing(),
                    item.endReason().orElse(null),
                    item.assignment().orElse(null),
                    item.principal().map(PrincipalId::value).orElse(null),
                    item.detail().orElse(null),
                    item.collectable(),
                    item.collected(),
                    item.usableFrom().orElse(null),
                    item.latestUsable().orElse(null),
                    item.connect()
                            .map(link -> link instanceof Link.To to ? to.address() : null)
                            .orElse(null),
                    item.connect()
                            .map(link -> link instanceof Link.NotAvailable not ? not.why() : null)
                            .orElse(null));
        }
    }

    static GrantJson of(Grant grant) {
        return of(grant, null);
    }

    static GrantJson of(GrantView view) {
        return of(view.grant(), view.items().stream().map(ItemJson::of).toList());
    }

    private static GrantJson of(Grant grant, @Nullable List<ItemJson> items) {
        return new GrantJson(
                grant.id().toString(),
                grant.version(),
                grant.request().toString(),
                grant.eligibility().value(),
                grant.requester().value(),
                grant.beneficiary().value(),
                grant.startsAt(),
                grant.endsAt(),
                grant.latestEnd(),
                grant.bundle(),
                grant.state(),
                grant.endReason().orElse(null),
                grant.endedBy().flatMap(Actor::identity).map(IdentityId::value).orElse(null),
                grant.endComment().orElse(null),
                grant.createdAt(),
                grant.endedAt().orElse(null),
                items);
    }
}
