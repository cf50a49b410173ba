package io.jitaccess.testkit.model;

import io.jitaccess.testkit.model.Mishap.BadChange;
import io.jitaccess.testkit.model.Mishap.BadLook;
import io.jitaccess.testkit.model.Mishap.Call;
import io.jitaccess.testkit.model.Mishap.InCall;
import io.jitaccess.testkit.model.Mishap.Then;
import io.jitaccess.testkit.model.Mishap.Where;
import io.jitaccess.testkit.model.Move.Act;
import io.jitaccess.testkit.model.Move.Arm;
import io.jitaccess.testkit.model.Move.Ask;
import io.jitaccess.testkit.model.Move.Outside;
import io.jitaccess.testkit.model.Move.Release;
import io.jitaccess.testkit.model.Move.Run;
import org.junit.jupiter.api.Test;

/** Rule 2: ours is what an assign attempt is on record for. */
class AttemptsRule2Test {

    @Test
    void whatIsThereBeforeAnyAttemptIsNotOurs() {
        Story.of(
                        new Outside(Act.ADDS, 0, 0, 0),
                        new Ask(0, 0, 0, 0, 60, 0, 0),
                        new Run(0, 0),
                        new Release(0, 0),
                        new Run(0, 1))
                .play();
    }

    @Test
    void whatAppearsWhileAnAttemptIsOutstandingIsOurs() {
        Story.of(
                        new Ask(0, 0, 0, 0, 600, 0, 0),
                        new Arm(0, new InCall(0, Call.CHANGE, Where.AFTER, new Then.Dies())),
                        new Run(0, 0),
                        new Run(1, 31),
                        new Release(1, 0),
                        new Run(1, 1))
                .play();
    }

    /** A client below sent the call again: the effect is ours, the answer is "already there". */
    @Test
    void whatIsAlreadyThereAfterACommittedAbsenceIsOurs() {
        Story.of(
                        new Ask(0, 0, 0, 0, 600, 0, 0),
                        new Arm(0, new BadChange(0, Trouble.RESENT)),
                        new Run(0, 0),
                        new Release(0, 0),
                        new Run(0, 1))
                .play();
    }

    /** A read that lags shows the absence of before. */
    @Test
    void oursSurvivesOneAbsentLook() {
        Story.of(
                        new Ask(0, 0, 0, 4, 600, 0, 0),
                        new Run(0, 0),
                        new Release(0, 0),
                        new Arm(0, new BadLook(0, Trouble.STALE_9S)),
                        new Run(0, 1))
                .play();
    }
}
