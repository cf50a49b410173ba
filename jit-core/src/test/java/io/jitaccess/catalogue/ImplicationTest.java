package io.jitaccess.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.approval.Condition;
import io.jitaccess.identity.GroupId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImplicationTest {

    /** As many as that of as many each, on different groups. */
    private static List<Condition> nested(int number) {
        return IntStream.range(0, number)
                .<Condition>mapToObj(i -> new Condition.All(IntStream.range(0, number)
                        .<Condition>mapToObj(
                                k -> new Condition.BeneficiaryInGroup(Set.of(new GroupId("g" + i + "-" + k))))
                        .toList()))
                .toList();
    }

    private static Condition backwards(List<Condition> all) {
        List<Condition> reversed = new ArrayList<>(all);
        Collections.reverse(reversed);
        return new Condition.All(reversed);
    }

    @Test
    void theSameInAnotherOrderIsImplied() {
        List<Condition> all = nested(10);
        assertThat(new Implication().implies(new Condition.All(all), backwards(all)))
                .isTrue();
    }

    @Test
    void whatTakesTooManyStepsIsNotFoundOut() {
        List<Condition> all = nested(Condition.MOST);
        assertThat(new Implication().implies(new Condition.All(all), backwards(all)))
                .isFalse();
    }

    @Test
    void whatIsNotImpliedIsNot() {
        List<Condition> all = nested(3);
        assertThat(new Implication().implies(new Condition.All(all.subList(0, 2)), backwards(all)))
                .isFalse();
    }
}
