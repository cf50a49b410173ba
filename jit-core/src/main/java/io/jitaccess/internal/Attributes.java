package io.jitaccess.internal;

import java.util.Map;
import java.util.regex.Pattern;

/** Checks of named texts, used by the value types' constructors. */
public final class Attributes {

    /** How many one thing has at most. */
    public static final int MOST = 32;

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,63}");

    private Attributes() {}

    /**
     * Returns the name if it is one.
     *
     * @throws IllegalArgumentException never naming the text itself
     */
    public static String name(String name) {
        return Text.matching(name, "attribute name", NAME);
    }

    /**
     * Returns the attributes if there are at most {@value #MOST}, with good names and values of one line.
     *
     * @throws IllegalArgumentException naming {@code what}
     */
    public static <M extends Map<String, String>> M check(M attributes, String what, int longestValue) {
        if (attributes.size() > MOST) {
            throw new IllegalArgumentException(what + " has at most " + MOST + " attributes, not " + attributes.size());
        }
        attributes.forEach((name, value) -> {
            name(name);
            Text.line(value, "attribute " + name, longestValue);
        });
        return attributes;
    }
}
