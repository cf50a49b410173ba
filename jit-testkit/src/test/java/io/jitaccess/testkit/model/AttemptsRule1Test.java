package io.jitaccess.testkit.model;

import io.jitaccess.testkit.model.Mishap.BadChange;
import io.jitaccess.testkit.model.Mishap.Call;
import io.jitaccess.testkit.model.Mishap.InCall;
import io.jitaccess.testkit.model.Mishap.Then;
import io.jitaccess.testkit.model.Mishap.Where;
import io.jitaccess.testkit.model.Move.Arm;
import io.jitaccess.testkit.model.Move.Ask;
import io.jitaccess.testkit.model.Move.Release;
import io.jitaccess.testkit.model.Move.Run;
import org.junit.jupiter.api.Test;

/** Rule 1: an attempt is committed before its call, and stays outstanding until it is answered or settled. */
class AttemptsRule1Test {

    @Test
    void anAttemptWithoutAnAnswerStaysOutstanding() {
        Story.of(
                        new Ask(0, 0, 0, 0, 60, 0, 0),
                        new Arm(0, new BadChange(0, Trouble.LANDS_AFTER_9S)),
                        new Run(0, 0),
                        new Release(0, 0),
                        new Run(0, 1))
                .play();
    }

    @Test
    void aNodeThatDiesAfterTheEffectLeavesItsAttemptOnRecord() {
        Story.of(
                        new Ask(0, 0, 0, 0, 60, 0, 0),
                        new Arm(0, new InCall(0, Call.CHANGE, Where.AFTER, new Then.Dies())),
                        new Run(0, 0),
                        new Release(1, 0),
                        new Run(1, 31))
                .play();
    }

    @Test
    void aNodeThatDiesBeforeItsRevokeLeavesARowThatIsLookedAtAgain() {
        Story.of(
                        new Ask(0, 0, 0, 0, 60, 0, 0),
                        new Run(0, 0),
                        new Arm(0, new InCall(0, Call.CHANGE, Where.BEFORE, new Then.Dies())),
                        new Release(0, 0),
                        new Run(0, 0),
                        new Run(1, 31))
                .play();
    }
}
