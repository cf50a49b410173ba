package io.jitaccess.entra;

import io.jitaccess.spi.ProviderException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a listing goes on: which of the things that are gone through, and the query of Graph's link to the next page. The
 * address before the query is always ours: whoever makes up a place reaches nothing else.
 */
record Place(int index, String query) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})\\?([!-~]{0,8000})");

    static Place parse(Optional<String> from) {
        if (from.isEmpty()) {
            return new Place(0, "");
        }
        Matcher form = FORM.matcher(from.get());
        if (!form.matches()) {
            throw new ProviderException("no page begins there");
        }
        return new Place(Integer.parseInt(form.group(1)), form.group(2));
    }

    boolean isFirst() {
        return query.isEmpty();
    }

    /** The place after a page. */
    static Optional<String> next(int index, int size, @Nullable String link) {
        if (link != null) {
            return Optional.of(index + "?" + link.substring(link.indexOf('?') + 1));
        }
        return index + 1 < size ? Optional.of((index + 1) + "?") : Optional.empty();
    }
}
