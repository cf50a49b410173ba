package io.jitaccess.okta;

/** Okta's filter language. */
final class Filters {

    private Filters() {}

    /** A comparison with a text that may hold anything. */
    static String eq(String property, String text) {
        return property + " eq \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
