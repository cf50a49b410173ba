package io.jitaccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.id.AssignmentId;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class SeenAccessProperties {

    private static final TargetKey TARGET = new TargetKey("group:orders");

    @Property(tries = 200)
    void exactly_what_was_added_is_there(
            @ForAll Set<@AlphaChars @StringLength(min = 1, max = 3) String> added,
            @ForAll List<@AlphaChars @StringLength(min = 1, max = 3) String> asked) {
        SeenAccess seen = new SeenAccess();
        added.forEach(name -> seen.add(new PrincipalId(name), TARGET));
        assertThat(asked)
                .allSatisfy(name ->
                        assertThat(seen.contains(new PrincipalId(name), TARGET)).isEqualTo(added.contains(name)));
        assertThat(added)
                .allSatisfy(name ->
                        assertThat(seen.contains(new PrincipalId(name), TARGET)).isTrue());
    }

    @Property(tries = 50)
    void marks_are_told_apart_and_kept_however_many(@ForAll @IntRange(max = 1_000) int count) {
        SeenAccess seen = new SeenAccess();
        List<AssignmentId> marks = java.util.stream.Stream.generate(AssignmentId::random)
                .limit(count)
                .toList();
        marks.forEach(seen::add);
        assertThat(marks).allMatch(seen::contains);
        assertThat(seen.contains(AssignmentId.random())).isFalse();
    }

    @Example
    void where_a_name_ends_and_the_target_begins_makes_a_difference() {
        SeenAccess seen = new SeenAccess();
        seen.add(new PrincipalId("ann"), new TargetKey("ieorders"));
        assertThat(seen.contains(new PrincipalId("annie"), new TargetKey("orders")))
                .isFalse();
    }

    @Example
    void what_comes_after_the_first_look_would_be_overlooked_and_is_refused() {
        SeenAccess seen = new SeenAccess();
        assertThat(seen.contains(AssignmentId.random())).isFalse();
        assertThatThrownBy(() -> seen.add(AssignmentId.random())).isInstanceOf(IllegalStateException.class);
    }
}
