package io.jitaccess.spi.store;

import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.grant.GrantState;
import io.jitaccess.identity.IdentityId;
import java.util.Optional;
import java.util.Set;

/**
 * Which grants: all that meet every criterion given.
 *
 * @param states any of these; empty for all
 * @param beneficiary held by
 * @param involving held by or asked by
 * @param eligibility under
 * @param provider with at least one item on this provider
 * @param target with at least one item on this provider and target key; needs {@code provider}
 */
public record GrantQuery(
        Set<GrantState> states,
        Optional<IdentityId> beneficiary,
        Optional<IdentityId> involving,
        Optional<EligibilityId> eligibility,
        Optional<ProviderId> provider,
        Optional<TargetKey> target) {

    public static final GrantQuery ALL = new GrantQuery(
            Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public GrantQuery {
        states = Set.copyOf(states);
        if (target.isPresent() && provider.isEmpty()) {
            throw new IllegalArgumentException("a target is of a provider");
        }
    }

    public GrantQuery in(GrantState... anyOf) {
        return new GrantQuery(Set.of(anyOf), beneficiary, involving, eligibility, provider, target);
    }

    public GrantQuery live() {
        return in(GrantState.SCHEDULED, GrantState.ACTIVATING, GrantState.ACTIVE);
    }

    public GrantQuery of(IdentityId holder) {
        return new GrantQuery(states, Optional.of(holder), involving, eligibility, provider, target);
    }

    public GrantQuery involving(IdentityId id) {
        return new GrantQuery(states, beneficiary, Optional.of(id), eligibility, provider, target);
    }

    public GrantQuery under(EligibilityId id) {
        return new GrantQuery(states, beneficiary, involving, Optional.of(id), provider, target);
    }

    public GrantQuery on(ProviderId id) {
        return new GrantQuery(states, beneficiary, involving, eligibility, Optional.of(id), target);
    }

    public GrantQuery on(ProviderId id, TargetKey key) {
        return new GrantQuery(states, beneficiary, involving, eligibility, Optional.of(id), Optional.of(key));
    }
}
