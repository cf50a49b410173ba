package io.jitaccess;

import io.jitaccess.Explanation.Suggestion;
import io.jitaccess.approval.Condition;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.request.RequestDraft;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds changes of which each one alone makes a refused or denied ask pass. Candidates come from the policy's own
 * thresholds; only those that the judge itself lets pass are suggested.
 */
final class Suggestions {

    private static final int MOST = 10;
    private static final int MOST_TRIED = 60;

    private final Judge judge;

    Suggestions(Judge judge) {
        this.judge = judge;
    }

    List<Suggestion> of(Ask ask) {
        Optional<Eligibility> eligibility =
                ask.revision().catalogue().eligibility(ask.draft().eligibility());
        if (eligibility.isEmpty()) {
            return List.of();
        }
        Map<RequestDraft, String> candidates = new LinkedHashMap<>();
        durations(ask, eligibility.get())
                .forEach(d -> candidates.put(ask.draft().lasting(d), "ask for " + d));
        starts(ask, eligibility.get()).forEach(at -> candidates.put(ask.draft().startingAt(at), "start at " + at));
        narrower(ask, eligibility.get())
                .forEach(some -> candidates.put(ask.draft().only(some), "ask only for " + some));
        List<Suggestion> found = new ArrayList<>();
        int tried = 0;
        for (Map.Entry<RequestDraft, String> candidate : candidates.entrySet()) {
            if (found.size() == MOST || ++tried > MOST_TRIED) {
                break;
            }
            if (!candidate.getKey().equals(ask.draft()) && passes(judge.judge(ask.with(candidate.getKey())))) {
                found.add(new Suggestion(candidate.getValue(), candidate.getKey()));
            }
        }
        return found;
    }

    static boolean passes(Judgement judgement) {
        return judgement instanceof Judgement.Judged judged
                && !(judged.deciding().outcome() instanceof RuleOutcome.Denied);
    }

    private static List<Duration> durations(Ask ask, Eligibility eligibility) {
        TreeSet<Duration> found = new TreeSet<>();
        found.add(eligibility.duration().longest());
        found.add(eligibility.duration().shortest());
        ask.extending().ifPresent(grant -> {
            Duration left = Duration.between(grant.endsAt(), grant.latestEnd());
            if (!left.isNegative() && !left.isZero()) {
                found.add(left);
            }
        });
        for (Rule rule : ask.revision().catalogue().policyOf(eligibility).rules()) {
            leaves(rule.when()).forEach(leaf -> {
                if (leaf instanceof Condition.DurationAtMost most) {
                    found.add(most.longest().truncatedTo(ChronoUnit.SECONDS));
                    found.add(most.longest().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1));
                }
            });
            if (rule.then() instanceof RuleOutcome.Automatic automatic) {
                Duration before = ask.extending()
                        .map(grant -> Duration.between(grant.startsAt(), grant.endsAt()))
                        .orElse(Duration.ZERO);
                Duration left = automatic.upTo().truncatedTo(ChronoUnit.SECONDS).minus(before);
                if (!left.isNegative() && !left.isZero()) {
                    found.add(left);
                }
            }
        }
        return List.copyOf(found.descendingSet());
    }

    private static List<Instant> starts(Ask ask, Eligibility eligibility) {
        if (eligibility.furthestStart().isZero() || ask.extending().isPresent()) {
            return List.of();
        }
        TreeSet<Instant> found = new TreeSet<>();
        for (Rule rule : ask.revision().catalogue().policyOf(eligibility).rules()) {
            leaves(rule.when()).forEach(leaf -> {
                if (leaf instanceof Condition.StartsDuring during) {
                    ZonedDateTime today = ask.now().atZone(during.zone());
                    for (int days = 0; days <= 7; days++) {
                        for (ZonedDateTime at : List.of(
                                today.plusDays(days).with(during.from()),
                                today.plusDays(days).with(during.to()))) {
                            if (at.toInstant().isAfter(ask.now())) {
                                found.add(at.toInstant().truncatedTo(ChronoUnit.SECONDS));
                            }
                        }
                    }
                }
            });
        }
        return List.copyOf(found);
    }

    private static List<List<Entitlement>> narrower(Ask ask, Eligibility eligibility) {
        List<Entitlement> all = ask.draft().entitlements().isEmpty()
                ? eligibility.entitlements()
                : ask.draft().entitlements();
        List<List<Entitlement>> found = new ArrayList<>();
        if (!ask.draft().entitlements().isEmpty()) {
            found.add(List.of());
        }
        if (all.size() > 1) {
            all.forEach(one -> found.add(List.of(one)));
        }
        return found;
    }

    private static List<Condition> leaves(Condition condition) {
        if (condition instanceof Condition.All all) {
            return all.of().stream().flatMap(c -> leaves(c).stream()).toList();
        }
        if (condition instanceof Condition.Any any) {
            return any.of().stream().flatMap(c -> leaves(c).stream()).toList();
        }
        return condition instanceof Condition.Not not ? leaves(not.of()) : List.of(condition);
    }
}
