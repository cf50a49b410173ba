package io.jitaccess.testkit.model;

import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.grant.Grant;
import io.jitaccess.request.AccessRequest;
import java.time.Duration;
import java.util.Optional;

/** Invariant 13: no grant lasts longer than the smallest of its limits, extensions included. */
final class LimitCheck extends Check {

    LimitCheck(Findings findings) {
        super("time is bounded", findings);
    }

    @Override
    void committed(Commit commit, Ledger after) {
        for (Grant grant : commit.grants) {
            Duration life = Duration.between(grant.startsAt(), grant.endsAt());
            boolean created = grant.version() == 0;
            AccessRequest request = after.requests.get(grant.request());
            Optional<Eligibility> eligibility = after.catalogue.eligibility(grant.eligibility());
            if (request == null || eligibility.isEmpty() || !grant.state().isLive()) {
                continue;
            }
            // a limit that was lowered since does not shorten a grant, but nothing lengthens one beyond it
            boolean lengthened =
                    commit.requests.stream().anyMatch(other -> other.extending().equals(Optional.of(grant.id())));
            if (created || lengthened) {
                longest(commit, grant, life, eligibility.get().duration().longestTotal(), "of the eligibility");
                for (Entitlement entitlement : request.entitlements()) {
                    after.provider(entitlement.provider()).stream()
                            .flatMap(provider -> provider.kinds().stream())
                            .filter(kind -> kind.kind().equals(entitlement.kind()))
                            .forEach(kind -> longest(commit, grant, life, kind.longest(), "of the kind"));
                }
            }
            if (created) {
                longest(commit, grant, life, eligibility.get().duration().longest(), "of one request");
            }
            commit.requests.stream()
                    .filter(asked -> asked.grant().equals(Optional.of(grant.id()))
                            && asked.stages().isEmpty())
                    .forEach(asked -> automatic(after, eligibility.get(), asked)
                            .ifPresent(most -> longest(commit, grant, life, most, "of the rule")));
            if (created && grant.startsAt().isBefore(commit.at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS))) {
                broken(commit.at, "a window begins before its approval: " + grant);
            }
        }
    }

    private static Optional<Duration> automatic(Ledger after, Eligibility eligibility, AccessRequest request) {
        return after.catalogue.policyOf(eligibility).rules().stream()
                .filter(rule -> rule.name().equals(request.rule()))
                .map(Rule::then)
                .filter(RuleOutcome.Automatic.class::isInstance)
                .map(then -> ((RuleOutcome.Automatic) then).upTo())
                .findFirst();
    }

    private void longest(Commit commit, Grant grant, Duration life, Duration most, String whose) {
        if (life.compareTo(most) > 0) {
            broken(commit.at, "a grant lasts " + life + ", the limit " + whose + " is " + most + ": " + grant);
        }
    }
}
