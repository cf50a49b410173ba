package io.jitaccess.testkit.model;

import io.jitaccess.testkit.model.Mishap.BadChange;
import io.jitaccess.testkit.model.Mishap.Call;
import io.jitaccess.testkit.model.Mishap.InCall;
import io.jitaccess.testkit.model.Mishap.Then;
import io.jitaccess.testkit.model.Mishap.Where;
import io.jitaccess.testkit.model.Move.Arm;
import io.jitaccess.testkit.model.Move.Ask;
import io.jitaccess.testkit.model.Move.Pass;
import io.jitaccess.testkit.model.Move.Release;
import io.jitaccess.testkit.model.Move.Run;
import org.junit.jupiter.api.Test;

/** Rule 3: only a look that starts after the horizon clears attempts and closes the row. */
class AttemptsRule3Test {

    @Test
    void aRowIsNotClosedWhileACallMayStillLand() {
        Story.of(
                        new Ask(0, 0, 0, 0, 60, 0, 0),
                        new Arm(0, new BadChange(0, Trouble.LANDS_AFTER_9S)),
                        new Run(0, 0),
                        new Release(1, 0),
                        new Run(1, 5),
                        new Run(1, 5))
                .play();
    }

    /** The call is begun as late as its lease allows and lands as late as its horizon allows: after the lease. */
    @Test
    void theHorizonCountsFromTheLatestMomentAtWhichTheCallMayBegin() {
        Story.of(
                        new Ask(0, 0, 0, 0, 30, 0, 0),
                        new Arm(
                                0,
                                new InCall(0, Call.CHANGE, Where.BEFORE, new Then.Pauses(Story.moves(new Pass(24))))),
                        new Arm(0, new BadChange(0, Trouble.LANDS_AFTER_9S)),
                        new Arm(0, new InCall(0, Call.CHANGE, Where.AFTER, new Then.Dies())),
                        new Run(0, 0),
                        new Run(1, 7),
                        new Run(1, 1),
                        new Run(1, 1))
                .play();
    }

    /** What counts is when a look began: this one began before the call landed, and came back after the horizon. */
    @Test
    void aLookThatBeganBeforeTheHorizonSettlesNothing() {
        Story.of(
                        new Ask(0, 0, 0, 0, 60, 0, 0),
                        new Arm(0, new BadChange(0, Trouble.LANDS_AFTER_9S)),
                        new Run(0, 0),
                        new Pass(8),
                        new Arm(0, new InCall(0, Call.LOOK, Where.AFTER, new Then.Pauses(Story.moves(new Pass(3))))),
                        new Release(0, 0),
                        new Run(0, 0))
                .play();
    }
}
