package io.jitaccess;

import io.jitaccess.Explanation.Applies;
import io.jitaccess.Explanation.Deciding;
import io.jitaccess.Explanation.RuleVerdict;
import io.jitaccess.approval.ApprovalPolicy;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.approval.Stage;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.grant.Grant;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.problem.Problem;
import io.jitaccess.problem.Problems;
import io.jitaccess.problem.Refusal;
import io.jitaccess.risk.RiskAssessment;
import io.jitaccess.spi.RiskAssessor;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges an ask: limits first, every problem at once, then the policy. Changes nothing; memory only. */
final class Judge {

    /** The name that stands for "no rule applies" in explanations and requests. */
    static final String NO_RULE = "(no rule applies)";

    private final Providers providers;
    private final RiskAssessor risk;
    private final AskLimits limits;

    Judge(Providers providers, Rulebook rulebook, RiskAssessor risk) {
        this.providers = providers;
        this.risk = risk;
        this.limits = new AskLimits(providers, rulebook);
    }

    Judgement judge(Ask ask) {
        Optional<Eligibility> known =
                ask.revision().catalogue().eligibility(ask.draft().eligibility());
        Identity beneficiary = ask.beneficiary().orElse(null);
        if (known.isEmpty() || beneficiary == null || !known.get().who().include(beneficiary)) {
            // one answer for all three: whoever may not ask learns neither what exists nor who
            return refused(
                    Refusal.NOT_FOUND,
                    "eligibility",
                    "not-eligible",
                    "there is no eligibility " + ask.draft().eligibility() + " for this beneficiary");
        }
        Eligibility eligibility = known.get();
        if (!mayAskFor(ask.caller(), beneficiary, eligibility)) {
            return refused(
                    Refusal.FORBIDDEN, "beneficiary", "not-on-behalf", "you may not ask on behalf of this beneficiary");
        }
        List<Entitlement> entitlements = ask.draft().entitlements().isEmpty()
                ? eligibility.entitlements()
                : ask.draft().entitlements();
        Problems problems = new Problems();
        Instant startsAt = limits.check(ask, eligibility, entitlements, problems);
        if (!problems.isEmpty()) {
            return new Judgement.Refused(Refusal.INVALID, problems.list());
        }
        Optional<String> disabled = ask.revision().disabled(eligibility.id());
        if (disabled.isPresent()) {
            return refused(Refusal.UNAVAILABLE, "eligibility", "disabled", disabled.get());
        }
        Optional<String> suspended = ask.suspensions().blocking(beneficiary.id(), eligibility.id(), entitlements);
        if (suspended.isPresent()) {
            return refused(Refusal.SUSPENDED, "", "suspended", suspended.get());
        }
        RiskAssessment assessed = risk.assess(new RiskAssessor.Ask(
                ask.caller(),
                beneficiary,
                eligibility,
                entitlements,
                ask.draft().duration(),
                startsAt,
                ask.earlierGrants()));
        return decide(ask, eligibility, entitlements, startsAt, beneficiary, assessed);
    }

    private Judgement decide(
            Ask ask,
            Eligibility eligibility,
            List<Entitlement> entitlements,
            Instant startsAt,
            Identity beneficiary,
            RiskAssessment assessed) {
        ApprovalPolicy policy = ask.revision().catalogue().policyOf(eligibility);
        ConditionJudge.Facts facts = new ConditionJudge.Facts(
                beneficiary,
                entitlements,
                ask.draft().duration(),
                startsAt,
                ask.draft().reason(),
                ask.ticketVerified(),
                assessed);
        List<RuleVerdict> verdicts = new ArrayList<>();
        Optional<Deciding> deciding = Optional.empty();
        Optional<TooShort> tooShort = Optional.empty();
        Duration life = life(ask.extending(), ask.draft().duration());
        for (Rule rule : policy.rules()) {
            if (deciding.isPresent()) {
                verdicts.add(new RuleVerdict(rule.name(), Applies.NOT_REACHED, List.of()));
                continue;
            }
            ConditionJudge judge = new ConditionJudge(facts);
            Optional<Boolean> holds = judge.judge(rule.when());
            List<Explanation.ConditionVerdict> trace = new ArrayList<>(judge.trace());
            Applies applies = holds.map(yes -> yes ? Applies.YES : Applies.NO).orElse(Applies.FAILED);
            if (applies == Applies.YES
                    && rule.then() instanceof RuleOutcome.Automatic automatic
                    && life.compareTo(automatic.upTo()) > 0) {
                applies = Applies.NO;
                tooShort = longer(tooShort, new TooShort(rule.name(), automatic.upTo()));
                trace.add(new Explanation.ConditionVerdict(
                        0,
                        Optional.of(false),
                        "automatic approval reaches a life of " + automatic.upTo() + " (asked: " + life + ")"));
            }
            verdicts.add(new RuleVerdict(rule.name(), applies, trace));
            if (applies == Applies.YES) {
                deciding = Optional.of(new Deciding(rule.name(), rule.then()));
            }
        }
        String limit = tooShort.map(rule -> rule.than(life)).orElse("");
        Deciding decided = deciding.orElseGet(() -> new Deciding(
                NO_RULE, new RuleOutcome.Denied("no rule of the policy " + policy.id() + " applies" + limit)));
        if (decided.outcome() instanceof RuleOutcome.Staged staged) {
            Optional<Judgement.Refused> undecidable = undecidable(ask, staged, beneficiary, eligibility);
            if (undecidable.isPresent()) {
                return undecidable.get();
            }
        }
        Instant firstStart = ask.extending().map(Grant::startsAt).orElse(startsAt);
        return new Judgement.Judged(
                eligibility,
                entitlements,
                ask.draft().duration(),
                startsAt,
                firstStart.plus(longestTotal(eligibility, entitlements)),
                assessed,
                verdicts,
                decided);
    }

    /** A rule that would have approved by itself, had less been asked for. */
    private record TooShort(String rule, Duration upTo) {

        String than(Duration life) {
            return ": the rule " + rule + " approves at most " + upTo + ", extensions included, not " + life;
        }
    }

    private static Optional<TooShort> longer(Optional<TooShort> before, TooShort next) {
        return before.filter(known -> known.upTo().compareTo(next.upTo()) >= 0).or(() -> Optional.of(next));
    }

    private static Optional<Judgement.Refused> undecidable(
            Ask ask, RuleOutcome.Staged staged, Identity beneficiary, Eligibility eligibility) {
        if (ask.pendingRequests() >= RequestFlow.MOST_PENDING) {
            return Optional.of(refused(
                    Refusal.CONFLICT,
                    "",
                    "too-many-pending",
                    "you have " + ask.pendingRequests() + " pending requests; withdraw some first"));
        }
        Stage first = staged.stages().get(0);
        boolean decidable = ask.colleagues()
                .canDecide(
                        first,
                        eligibility.entitlements(),
                        Stages.interested(ask.caller(), beneficiary),
                        staged.lapseAfter());
        return decidable
                ? Optional.empty()
                : Optional.of(refused(
                        Refusal.INVALID,
                        "",
                        "no-approver",
                        "nobody could be found to decide the stage " + first.name() + " on this request"));
    }

    /** The whole life that is asked for, extensions included. */
    private static Duration life(Optional<Grant> extending, Duration asked) {
        return extending
                .map(grant -> Duration.between(grant.startsAt(), grant.endsAt()).plus(asked))
                .orElse(asked);
    }

    private Duration longestTotal(Eligibility eligibility, List<Entitlement> entitlements) {
        Duration longest = eligibility.duration().longestTotal();
        for (Entitlement entitlement : entitlements) {
            Duration most =
                    providers.kind(entitlement).map(kind -> kind.longest()).orElse(longest);
            longest = most.compareTo(longest) < 0 ? most : longest;
        }
        return longest.truncatedTo(ChronoUnit.SECONDS);
    }

    private static boolean mayAskFor(Identity caller, Identity beneficiary, Eligibility eligibility) {
        return caller.id().equals(beneficiary.id())
                || caller.isIn(eligibility.onBehalf())
                || (beneficiary.kind() == IdentityKind.SERVICE
                        && beneficiary.owner().equals(Optional.of(caller.id())));
    }

    private static Judgement.Refused refused(Refusal refusal, String field, String code, String message) {
        return new Judgement.Refused(refusal, List.of(new Problem(field, code, message)));
    }
}
