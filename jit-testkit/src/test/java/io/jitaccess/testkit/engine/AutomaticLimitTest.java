package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static io.jitaccess.testkit.engine.World.LEA;
import static io.jitaccess.testkit.engine.World.LEADS;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.Explanation;
import io.jitaccess.Requests.Extension;
import io.jitaccess.approval.Condition;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.approval.Stage;
import io.jitaccess.approval.Verdict;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.GrantId;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Invariant 13: what nobody approved never lasts longer than its rule allows, extensions included. */
class AutomaticLimitTest {

    private static final Rule AN_HOUR = rule("an hour", new RuleOutcome.Automatic(Duration.ofHours(1)));
    private static final Rule PEOPLE = rule(
            "people", new RuleOutcome.Staged(List.of(Stage.of("leads", LEADS, 1)), RuleOutcome.Staged.DEFAULT_LAPSE));
    private final World world = new World();

    private static Rule rule(String name, RuleOutcome then) {
        return new Rule(name, new Condition.Always(), then);
    }

    private GrantId granted(Rule... rules) {
        world.offer("debug", List.of(rules), BundleMode.ALL_OR_NOTHING, world.group("orders"));
        return world.grant(ANN, "debug", Duration.ofMinutes(40));
    }

    private AccessRequest extend(GrantId grant, int minutes) {
        return world.jit
                .requests()
                .extend(ANN, grant, Extension.by(Duration.ofMinutes(minutes), "more"))
                .orElseThrow();
    }

    private Duration life(GrantId id) {
        Grant grant = world.stored(id);
        return Duration.between(grant.startsAt(), grant.endsAt());
    }

    @Test
    void extensionsAreAutomaticUpToTheWholeLimitInAll() {
        GrantId grant = granted(AN_HOUR, PEOPLE);
        assertThat(extend(grant, 10).state()).isEqualTo(RequestState.APPROVED);
        world.pass(Duration.ofMinutes(45));
        assertThat(extend(grant, 10).state()).isEqualTo(RequestState.APPROVED);
        assertThat(life(grant)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void beyondItTheNextRuleDecides() {
        GrantId grant = granted(AN_HOUR, PEOPLE);
        AccessRequest more = extend(grant, 21);
        assertThat(more.state()).isEqualTo(RequestState.PENDING);
        assertThat(more.rule()).isEqualTo("people");
        assertThat(life(grant)).isEqualTo(Duration.ofMinutes(40));
        world.decide(LEA, more.id(), Verdict.APPROVE).orElseThrow();
        assertThat(life(grant)).isEqualTo(Duration.ofMinutes(61));
        assertThat(extend(grant, 1).state())
                .as("what people lengthened is not automatic any more")
                .isEqualTo(RequestState.PENDING);
    }

    @Test
    void whereNoOtherRuleAppliesItIsDeniedWithTheLimit() {
        GrantId grant = granted(AN_HOUR);
        AccessRequest more = extend(grant, 21);
        assertThat(more.state()).isEqualTo(RequestState.DENIED);
        assertThat(more.message())
                .contains(
                        "no rule of the policy debug applies: the rule an hour approves at most PT1H, extensions included,"
                                + " not PT1H1M");
        assertThat(life(grant)).isEqualTo(Duration.ofMinutes(40));
        Explanation explained = world.jit
                .requests()
                .explainExtension(ANN, grant, Extension.by(Duration.ofMinutes(21), "more"))
                .orElseThrow();
        assertThat(explained.result()).isEqualTo(Explanation.Result.DENIED);
        assertThat(explained.suggestions()).isNotEmpty();
        assertThat(extend(grant, 20).state()).isEqualTo(RequestState.APPROVED);
    }

    @Test
    void aFirstAskBeyondItGoesOnToo() {
        world.offer("debug", List.of(AN_HOUR, PEOPLE), BundleMode.ALL_OR_NOTHING, world.group("orders"));
        assertThat(world.ask(ANN, "debug", Duration.ofMinutes(61)).state()).isEqualTo(RequestState.PENDING);
    }
}
