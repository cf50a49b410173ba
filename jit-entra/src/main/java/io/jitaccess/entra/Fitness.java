package io.jitaccess.entra;

import com.microsoft.graph.models.Group;
import io.jitaccess.spi.ChangeOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks again at each group right before it is written to: what it was when it was verified may have changed. */
record Fitness(Groups groups) {

    /** The assigns whose groups may be written to; the others are refused. */
    List<Integer> of(Changes all) {
        List<Integer> asked = all.assigns();
        Map<String, Answer> found =
                groups.read(all.accesses(asked).stream().map(Members::group).toList());
        List<Integer> fit = new ArrayList<>();
        for (int which : asked) {
            Answer answer = found.get(Members.group(all.access(which)));
            Optional<ChangeOutcome> refused = refused(answer == null ? Answer.failed(Failure.missing()) : answer);
            refused.ifPresentOrElse(outcome -> all.set(which, outcome), () -> fit.add(which));
        }
        return fit;
    }

    private Optional<ChangeOutcome> refused(Answer answer) {
        try {
            return answer.failure().isPresent()
                    ? answer.failure().map(Failure::beforeWrite)
                    : groups.unfit(answer.as(Group::createFromDiscriminatorValue))
                            .map(ChangeOutcome.Refused::new);
        } catch (FailedException e) {
            return Optional.of(e.failure().beforeWrite());
        }
    }
}
