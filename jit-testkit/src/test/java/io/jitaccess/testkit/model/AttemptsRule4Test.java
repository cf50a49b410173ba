package io.jitaccess.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.testkit.model.Mishap.Call;
import io.jitaccess.testkit.model.Mishap.InCall;
import io.jitaccess.testkit.model.Mishap.Then;
import io.jitaccess.testkit.model.Mishap.Where;
import io.jitaccess.testkit.model.Move.Arm;
import io.jitaccess.testkit.model.Move.Ask;
import io.jitaccess.testkit.model.Move.Run;
import io.jitaccess.testkit.provider.FakeCall.Operation;
import io.jitaccess.testkit.provider.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rule 4: a result that comes too late changes no state, and its evidence is kept. */
class AttemptsRule4Test {

    /** The process stands still in the middle of its call, far beyond every horizon, and then the call takes effect. */
    @Test
    void theEvidenceOfALateEffectReopensTheRow() {
        Duel duel = new Duel();
        GrantId grant = duel.ask("group", Duration.ofMinutes(1));
        duel.provider
                .faults()
                .next(Operation.ASSIGN, Fault.slow(() -> duel.pass(duel.other, 10, Duration.ofMinutes(1))));

        duel.one.runDue();
        assertThat(duel.stored(grant).state()).isEqualTo(GrantState.ENDED);
        assertThat(duel.audit(AuditAction.OWNERSHIP_DISPUTED)).hasSize(1);
        duel.pass(duel.other, 10, Duration.ofSeconds(30));
        assertThat(duel.holds("group:g1")).isFalse();
    }

    /** One node saw nothing and stood still; the other one made the access: the old look must not count as a removal. */
    @Test
    void anOldLookSaysNothingAboutARowThatMovedOn() {
        LifecycleModel model = new LifecycleModel(Story.of(
                new Ask(0, 0, 0, 0, 7200, 0, 0),
                new Arm(0, new InCall(0, Call.LOOK, Where.AFTER, new Then.Pauses(Story.moves(new Run(1, 31))))),
                new Run(0, 0)));
        model.play(GrantState.ACTIVE);
    }

    /** The call came in time, and the process stood still with its answer: what is there since, nobody can tell. */
    @Test
    void aLateAnswerMakesWhatIsThereOursAndSaysSo() {
        LifecycleModel model = lateAnswer(0);
        assertThat(model.holds("group:g1")).isFalse();
        assertThat(model.audited(AuditAction.OWNERSHIP_DISPUTED)).isEqualTo(1);
    }

    /** What the call made has ended by itself, whenever it came: what is there since is somebody else's. */
    @Test
    void aLateAnswerTellsNothingOnceTheAccessEndedByItself() {
        LifecycleModel model = lateAnswer(1);
        assertThat(model.holds("timed:t1")).isTrue();
        assertThat(model.audited(AuditAction.OWNERSHIP_DISPUTED)).isZero();
    }

    private static LifecycleModel lateAnswer(int eligibility) {
        Then stands = new Then.Pauses(
                Story.moves(new Run(1, 61), new Run(1, 61), new Move.Outside(Move.Act.ADDS, 0, eligibility, 0)));
        LifecycleModel model = new LifecycleModel(Story.of(
                new Ask(0, 0, 0, eligibility, 30, 0, 0),
                new Arm(0, new InCall(0, Call.CHANGE, Where.AFTER, stands)),
                new Run(0, 0),
                new Run(1, 61)));
        model.play();
        return model;
    }
}
