package io.jitaccess.entra;

import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.ProviderException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a listing goes on: which of the things that are gone through, and the query of Graph's link to the next page. The
 * address before the query is always ours: whoever makes up a place reaches nothing else.
 *
 * @param skip how many entries that begin there were told already
 */
record Place(int index, int skip, String query) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})(?:\\+([0-9]{1,7}))?\\?([!-~]{0,8000})");

    /** The most entries of a page (AccessProvider.list). */
    private static final int MOST = 1_000;

    static Place parse(Optional<String> from) {
        if (from.isEmpty()) {
            return new Place(0, 0, "");
        }
        Matcher form = FORM.matcher(from.get());
        if (!form.matches()) {
            throw new ProviderException("no page begins there");
        }
        String skip = form.group(2);
        return new Place(Integer.parseInt(form.group(1)), skip == null ? 0 : Integer.parseInt(skip), form.group(3));
    }

    boolean isFirst() {
        return query.isEmpty();
    }

    /**
     * A page of entries that begin at this place. What is too much for one page begins the next, for which it is read again.
     *
     * @param next where it goes on after all of them
     */
    ListedAccess.Page page(List<ListedAccess> entries, Optional<String> next) {
        int from = Math.min(skip, entries.size());
        if (entries.size() - from <= MOST) {
            return new ListedAccess.Page(entries.subList(from, entries.size()), next);
        }
        return new ListedAccess.Page(
                entries.subList(from, from + MOST), Optional.of(index + "+" + (from + MOST) + "?" + query));
    }

    /** The place after a page. */
    static Optional<String> next(int index, int size, @Nullable String link) {
        if (link != null) {
            return Optional.of(index + "?" + link.substring(link.indexOf('?') + 1));
        }
        return index + 1 < size ? Optional.of((index + 1) + "?") : Optional.empty();
    }
}
