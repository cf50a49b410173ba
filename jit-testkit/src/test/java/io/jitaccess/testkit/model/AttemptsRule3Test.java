package io.jitaccess.testkit.model;

import io.jitaccess.testkit.model.Mishap.InStore;
import io.jitaccess.testkit.model.Mishap.Then;
import io.jitaccess.testkit.model.Mishap.Where;
import io.jitaccess.testkit.model.Move.Arm;
import io.jitaccess.testkit.model.Move.Ask;
import io.jitaccess.testkit.model.Move.Pass;
import io.jitaccess.testkit.model.Move.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rule 3: only a look that starts after the horizon clears attempts and closes the row. */
class AttemptsRule3Test {

    /**
     * The call is begun as late as its lease allows, and lands as late as its horizon allows: later than the lease, and
     * so later than the first look of the node that takes over.
     */
    @Test
    void aCallThatIsBegunLateAndLandsLateIsStillOnRecord() {
        for (int commit = 0; commit < 12; commit++) {
            new LifecycleModel(new Story(
                            0,
                            0,
                            List.of(
                                    new Ask(0, 0, 0, 0, 30, 0, 0),
                                    new Arm(
                                            0,
                                            new InStore(commit, Where.AFTER, new Then.Pauses(List.of(new Pass(24))))),
                                    new Arm(0, new Mishap.BadChange(0, Trouble.LANDS_AFTER_9S)),
                                    new Arm(0, new Mishap.InCall(1, Where.AFTER, new Then.Dies())),
                                    new Run(0, 0),
                                    new Run(1, 7),
                                    new Run(1, 1),
                                    new Run(1, 1),
                                    new Run(1, 2))))
                    .play();
        }
    }
}
