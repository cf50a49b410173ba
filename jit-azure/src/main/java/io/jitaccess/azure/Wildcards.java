package io.jitaccess.azure;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Azure's patterns of actions: {@code *} stands for any text, and case does not count. */
final class Wildcards {

    private Wildcards() {}

    static boolean matches(String pattern, String action) {
        String regex =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(action).matches();
    }
}
