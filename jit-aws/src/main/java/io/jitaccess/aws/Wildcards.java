package io.jitaccess.aws;

/** Patterns of IAM, in which {@code *} is any text and {@code ?} any character. */
final class Wildcards {

    private Wildcards() {}

    /** Whether everything that {@code narrow} matches is matched by {@code wide}; a {@code no} may be too careful. */
    static boolean contains(String wide, String narrow) {
        boolean[] reach = new boolean[narrow.length() + 1];
        reach[0] = true;
        for (int i = 0; i < wide.length(); i++) {
            char pattern = wide.charAt(i);
            boolean[] next = new boolean[reach.length];
            for (int at = 0; at < reach.length; at++) {
                if (pattern == '*') {
                    next[at] = reach[at] || (at > 0 && next[at - 1]);
                } else if (at > 0 && reach[at - 1]) {
                    char asked = narrow.charAt(at - 1);
                    next[at] = pattern == '?' ? asked != '*' : asked == pattern;
                }
            }
            reach = next;
        }
        return reach[narrow.length()];
    }
}
