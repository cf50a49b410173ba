package io.jitaccess.entra;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Ids of directory objects: GUIDs, in one spelling. */
final class Ids {

    private static final Pattern FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Ids() {}

    /** The id in lower case; empty for anything that is none. */
    static Optional<String> canonical(String text) {
        return FORM.matcher(text).matches() ? Optional.of(text.toLowerCase(Locale.ROOT)) : Optional.empty();
    }
}
