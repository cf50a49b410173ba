package io.jitaccess.testkit.model;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Runs longer with {@code -Djit.model.tries=20000}. */
class LifecycleProperties {

    @AddLifecycleHook(Tries.class)
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void everyStoryEndsWithNothingLeftAndNothingTaken(@ForAll("stories") Story story) {
        story.play();
    }

    @AddLifecycleHook(Tries.class)
    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void everyStoryAboutOneAccessEndsSo(@ForAll("narrow") Story story) {
        story.play();
    }

    @Provide
    Arbitrary<Story> narrow() {
        return Stories.narrow(40);
    }

    @Provide
    Arbitrary<Story> stories() {
        return Stories.stories(60);
    }
}
