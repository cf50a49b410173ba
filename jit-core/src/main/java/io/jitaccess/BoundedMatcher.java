package io.jitaccess;

import java.util.regex.Pattern;

/** Matches a pattern that an administrator wrote against text that anybody wrote, in bounded time. */
final class BoundedMatcher {

    /** About ten milliseconds; an honest pattern needs a few steps for each character. */
    static final int MOST_STEPS = 1_000_000;

    /** The pattern backtracks without end on this text. */
    static final class TooManyStepsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyStepsException() {
            super("too many steps", null, false, false);
        }
    }

    private BoundedMatcher() {}

    /** @throws TooManyStepsException instead of going on */
    static boolean matches(Pattern pattern, String text) {
        try {
            return pattern.matcher(new Counted(text)).matches();
        } catch (StackOverflowError e) {
            throw new TooManyStepsException();
        }
    }

    /** Text that counts how often it is looked at: the matcher's only unbounded loop goes through here. */
    private static final class Counted implements CharSequence {

        private final String text;
        private int steps;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > MOST_STEPS) {
                throw new TooManyStepsException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
