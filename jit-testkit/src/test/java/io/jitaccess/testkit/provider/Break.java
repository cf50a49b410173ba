package io.jitaccess.testkit.provider;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A provider that breaks something on purpose, and the contract tests that must see it.
 *
 * @param what how it is broken
 * @param seenBy the display names of the tests that must fail
 */
record Break(String what, List<String> seenBy, Function<FakeEnvironment, Wrapped> provider) {

    static Break of(String what, String seenBy, Function<FakeEnvironment, Wrapped> provider) {
        return new Break(what, List.of(seenBy), provider);
    }

    Break andBy(String more) {
        return new Break(what, Stream.concat(seenBy.stream(), Stream.of(more)).toList(), provider);
    }

    static List<Break> all() {
        return Stream.of(
                        BrokenValues.all(),
                        BrokenChanges.all(),
                        BrokenSights.all(),
                        BrokenSecrets.all(),
                        BrokenFaults.all())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public String toString() {
        return what;
    }
}
