package io.jitaccess.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PublicApiTextTest {

    public sealed interface Answer<T> permits Yes, No {
        <R extends @Nullable Object> R fold(Function<? super Yes<T>, ? extends R> yes, Function<No<T>, R> no);

        default boolean allowed() {
            return true;
        }
    }

    public record Yes<T>(T value, @Nullable String note) implements Answer<T> {
        public Yes(T value) {
            this(value, null);
        }

        @Override
        public <R extends @Nullable Object> R fold(Function<? super Yes<T>, ? extends R> yes, Function<No<T>, R> no) {
            return yes.apply(this);
        }

        @Override
        public String toString() {
            return "yes";
        }
    }

    public record No<T>() implements Answer<T> {
        @Override
        public <R extends @Nullable Object> R fold(Function<? super Yes<T>, ? extends R> yes, Function<No<T>, R> no) {
            return no.apply(this);
        }
    }

    static class Hidden {
        public void inherited() {}
    }

    public abstract static class Shown extends Hidden implements Comparable<Shown> {
        public static final int LIMIT = 3;
        final int secret = 1;

        protected Shown() {}

        Shown(int hidden) {}

        @Deprecated
        protected abstract Map<String, @Nullable List<@Nullable String>> read(String @Nullable [] names, int... more)
                throws IOException;

        private void hidden() {
            hidden();
        }
    }

    public enum Level {
        LOW,
        HIGH {
            @Override
            public int rank() {
                return 2;
            }
        };

        public int rank() {
            return 1;
        }
    }

    @Test
    void aSealedInterfaceShowsItsCasesBoundsAndNullness() {
        assertThat(PublicApi.describe(Answer.class)).isEqualTo("""
                        io.jitaccess.checks
                        public static sealed interface PublicApiTextTest.Answer<T> permits PublicApiTextTest.No, PublicApiTextTest.Yes
                            public <R extends @Nullable Object> R fold(Function<? super PublicApiTextTest.Yes<T>, ? extends R>, Function<PublicApiTextTest.No<T>, R>)
                            public default boolean allowed()
                        """);
    }

    @Test
    void aRecordShowsItsComponentsAndOnlyTheMembersThatDoNotFollowFromThem() {
        assertThat(PublicApi.describe(Yes.class)).isEqualTo("""
                        io.jitaccess.checks
                        public static record PublicApiTextTest.Yes<T>(T value, @Nullable String note) implements PublicApiTextTest.Answer<T>
                            public <R extends @Nullable Object> R fold(Function<? super PublicApiTextTest.Yes<T>, ? extends R>, Function<PublicApiTextTest.No<T>, R>)
                            public Yes(T)
                        """);
    }

    @Test
    void aClassShowsWhatItInheritsFromAHiddenParentAndHidesItsOwnSecrets() {
        assertThat(PublicApi.describe(Shown.class)).isEqualTo("""
                        io.jitaccess.checks
                        public static abstract class PublicApiTextTest.Shown extends PublicApiTextTest.Hidden implements Comparable<PublicApiTextTest.Shown>
                            @Deprecated protected abstract Map<String, @Nullable List<@Nullable String>> read(String @Nullable [], int...) throws IOException
                            protected Shown()
                            public static final int LIMIT
                            public void inherited()
                        """);
    }

    @Test
    void anEnumShowsItsConstantsWhateverTheyOverride() {
        assertThat(PublicApi.describe(Level.class)).isEqualTo("""
                        io.jitaccess.checks
                        public static enum PublicApiTextTest.Level
                            HIGH
                            LOW
                            public int rank()
                        """);
    }
}
