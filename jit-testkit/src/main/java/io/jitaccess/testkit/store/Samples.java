package io.jitaccess.testkit.store;

import io.jitaccess.approval.Approvers;
import io.jitaccess.approval.Decision;
import io.jitaccess.approval.Stage;
import io.jitaccess.approval.Verdict;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.grant.EndReason;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.ClaimId;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.Actor;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestState;
import io.jitaccess.risk.RiskAssessment;
import io.jitaccess.risk.RiskFactor;
import io.jitaccess.risk.RiskLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Requests, grants and claims whose every field has some value, the same again for the same seed. */
final class Samples {

    final SampleValues values;

    Samples(long seed) {
        this.values = new SampleValues(seed);
    }

    AccessRequest request(RequestState state) {
        boolean isFinal = state.isFinal();
        List<Stage> stages =
                IntStream.range(0, values.number(1, 3)).mapToObj(this::stage).toList();
        return new AccessRequest(
                RequestId.random(),
                0,
                state,
                identity(),
                identity(),
                eligibility(),
                values.number(1, 1_000_000),
                List.of(entitlement("aws"), entitlement("okta")),
                Duration.ofSeconds(values.number(1, 1_000_000)),
                values.maybe(values::instant),
                values.paragraph(),
                values.maybe(() -> values.line(200)),
                values.maybe(GrantId::random),
                risk(),
                values.line(100),
                stages,
                values.number(0, stages.size() - 1),
                values.instant(),
                isFinal ? AccessRequest.OpenTo.NOBODY : new AccessRequest.OpenTo(identities(), groups()),
                List.of(decision(), decision()),
                values.maybe(values::paragraph),
                values.instant(),
                isFinal ? Optional.of(values.instant()) : Optional.empty(),
                values.maybe(GrantId::random),
                values.maybe(values::instant),
                values.coin(),
                values.coin(),
                isFinal ? Optional.empty() : Optional.of(values.instant()),
                values.maybe(() -> values.line(200)));
    }

    /** The same request later: in this state, with one more decision, and with another value for all that may change. */
    AccessRequest next(AccessRequest before, RequestState state) {
        AccessRequest other = request(state);
        List<Decision> decisions = new ArrayList<>(before.decisions());
        decisions.add(decision());
        return new AccessRequest(
                before.id(),
                before.version(),
                state,
                before.requester(),
                before.beneficiary(),
                before.eligibility(),
                before.revision(),
                before.entitlements(),
                before.duration(),
                before.start(),
                before.reason(),
                before.ticket(),
                before.extending(),
                before.risk(),
                before.rule(),
                before.stages(),
                before.stages().size() - 1,
                other.stageSince(),
                other.approvers(),
                decisions,
                other.message(),
                before.createdAt(),
                other.decidedAt(),
                other.grant(),
                other.lapsesAt(),
                other.reminded(),
                other.escalated(),
                other.nextDueAt(),
                before.idempotencyKey());
    }

    private Decision decision() {
        return new Decision(
                values.number(0, 3),
                identity(),
                identity(),
                values.any(Verdict.values()),
                values.paragraph(),
                values.instant(),
                values.number(0, 1000));
    }

    private Stage stage(int index) {
        return new Stage(
                "stage " + index + " " + values.line(80),
                new Approvers(identities(), groups(), values.coin(), Set.of("owner")),
                values.number(1, 20),
                values.number(1, 20),
                values.maybe(() -> Duration.ofMinutes(values.number(1, 1000))),
                values.maybe(() -> new Stage.Escalation(
                        Duration.ofMinutes(values.number(1, 1000)), Approvers.groups(new GroupId(values.line(200))))));
    }

    private RiskAssessment risk() {
        return new RiskAssessment(
                values.any(RiskLevel.values()),
                values.number(0, 100),
                List.of(
                        new RiskFactor("first-time", values.number(0, 100), values.line(200)),
                        new RiskFactor("at night", 0, "")));
    }

    Grant grant(GrantState state) {
        Instant startsAt = values.second();
        boolean ending = !state.isLive();
        Instant endsAt = startsAt.plusSeconds(values.number(1, 100_000));
        return new Grant(
                GrantId.random(),
                0,
                RequestId.random(),
                eligibility(),
                identity(),
                identity(),
                startsAt,
                endsAt,
                endsAt.plusSeconds(values.number(0, 100)),
                values.any(BundleMode.values()),
                state,
                ending ? Optional.of(values.any(EndReason.values())) : Optional.empty(),
                ending ? Optional.of(actor()) : Optional.empty(),
                ending ? values.maybe(values::paragraph) : Optional.empty(),
                values.instant(),
                state == GrantState.ENDED ? Optional.of(values.instant()) : Optional.empty(),
                values.coin(),
                ending ? Optional.empty() : Optional.of(values.instant()));
    }

    /** A live grant of these. */
    Grant grant(
            GrantId id, EligibilityId eligibility, IdentityId requester, IdentityId beneficiary, Instant createdAt) {
        Grant other = grant(GrantState.ACTIVE);
        return new Grant(
                id,
                0,
                other.request(),
                eligibility,
                requester,
                beneficiary,
                other.startsAt(),
                other.endsAt(),
                other.latestEnd(),
                other.bundle(),
                other.state(),
                other.endReason(),
                other.endedBy(),
                other.endComment(),
                createdAt,
                other.endedAt(),
                other.warned(),
                other.nextDueAt());
    }

    /** The same grant later: in this state, with another value for all that may change. */
    Grant next(Grant before, GrantState state) {
        Grant other = grant(state);
        return new Grant(
                before.id(),
                before.version(),
                before.request(),
                before.eligibility(),
                before.requester(),
                before.beneficiary(),
                other.startsAt(),
                other.endsAt(),
                other.latestEnd(),
                before.bundle(),
                state,
                other.endReason(),
                other.endedBy(),
                other.endComment(),
                before.createdAt(),
                other.endedAt(),
                other.warned(),
                other.nextDueAt());
    }

    /** @param assignment one that is stored */
    Claim claim(GrantId grant, int item, ClaimState state, AssignmentId assignment) {
        boolean ending = state == ClaimState.ENDING || state == ClaimState.ENDED;
        return new Claim(
                ClaimId.random(),
                0,
                grant,
                item,
                entitlement("aws"),
                targetKey(),
                state == ClaimState.WAITING ? Optional.empty() : Optional.of(assignment),
                values.instant(),
                state,
                values.coin(),
                ending ? Optional.of(values.any(EndReason.values())) : Optional.empty(),
                values.maybe(() -> values.line(500)),
                values.number(0, 100),
                state == ClaimState.WAITING ? Optional.of(values.instant()) : Optional.empty());
    }

    /** The same claim later: in this state, with another value for all that may change. */
    Claim next(Claim before, ClaimState state, AssignmentId assignment) {
        Claim other = claim(before.grant(), before.item(), state, assignment);
        return new Claim(
                before.id(),
                before.version(),
                before.grant(),
                before.item(),
                before.entitlement(),
                before.targetKey(),
                other.assignment(),
                other.until(),
                state,
                other.standing(),
                other.endReason(),
                other.detail(),
                other.failures(),
                other.nextDueAt());
    }

    IdentityId identity() {
        return new IdentityId(values.line(200));
    }

    Actor actor() {
        return values.maybe(this::identity).map(Actor::of).orElse(Actor.SYSTEM);
    }

    EligibilityId eligibility() {
        return new EligibilityId("e" + values.number(0, 1_000_000));
    }

    Entitlement entitlement(String provider) {
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("account", values.line(200));
        attributes.put("Permission_Set.v1", values.line(4096));
        return Entitlement.of(provider, "account-assignment", attributes);
    }

    TargetKey targetKey() {
        return new TargetKey(values.line(1024));
    }

    Set<IdentityId> identities() {
        return new HashSet<>(List.of(identity(), identity()));
    }

    Set<GroupId> groups() {
        return new HashSet<>(List.of(new GroupId(values.line(200)), new GroupId(values.line(200))));
    }
}
