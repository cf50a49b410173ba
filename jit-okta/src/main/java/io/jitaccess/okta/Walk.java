package io.jitaccess.okta;

import io.jitaccess.spi.ProviderException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pages over pages: everything in each of many groups, a bounded number of calls at a time. The place where a page ends
 * is carried by the page's own mark, so nothing is held between two calls.
 *
 * @param <G> what is walked
 * @param <T> what is found in it
 */
final class Walk<G, T> {

    /** Entries after which a page ends; the SPI allows 1000, and one call adds at most 200. */
    private static final int ENOUGH = 500;

    private static final int MOST_CALLS = 20;

    /**
     * One page of Okta.
     *
     * @param next empty on the last
     */
    record Part<E>(List<E> entries, Optional<String> next) {
        Part {
            entries = List.copyOf(entries);
        }

        static <E> Part<E> of(List<E> entries, @Nullable String next) {
            return new Part<>(entries, Optional.ofNullable(next).filter(token -> !token.isEmpty()));
        }

        static <E> Part<E> only(List<E> entries) {
            return new Part<>(entries, Optional.empty());
        }
    }

    /** Reads a page of what is in a group; empty begins. */
    interface Inner<G, T> {
        Part<T> read(G group, Optional<String> from);
    }

    /** Pages in a row, of the groups and of one group: a list that goes on is broken. */
    private static final int MOST_IN_A_ROW = 10_000;

    /**
     * Where a page begins.
     *
     * @param outerRow how many pages of groups came before
     * @param row how many pages of the same group came before
     */
    private record Place(String outer, int index, String inner, int outerRow, int row) {}

    private final Function<Optional<String>, Part<G>> groups;
    private final Inner<G, T> inner;

    Walk(Function<Optional<String>, Part<G>> groups, Inner<G, T> inner) {
        this.groups = groups;
        this.inner = inner;
    }

    /** @throws ProviderException when {@code from} is none that was given out */
    Part<T> page(Optional<String> from) {
        Place place = from.map(Walk::decode).orElse(new Place("", 0, "", 0, 0));
        Part<G> outer = groups.apply(token(place.outer()));
        List<T> found = new ArrayList<>();
        int index = place.index();
        Optional<String> at = token(place.inner());
        int row = place.row();
        for (int calls = 0; index < outer.entries().size(); calls++) {
            if (calls == MOST_CALLS || found.size() >= ENOUGH) {
                return new Part<>(
                        found,
                        Optional.of(encode(new Place(place.outer(), index, at.orElse(""), place.outerRow(), row))));
            }
            Part<T> part = inner.read(outer.entries().get(index), at);
            found.addAll(part.entries());
            row = part.next().isEmpty() ? 0 : another(row, at, part.next());
            at = part.next();
            index += at.isEmpty() ? 1 : 0;
        }
        int outerRow = another(place.outerRow(), token(place.outer()), outer.next());
        return new Part<>(found, outer.next().map(next -> encode(new Place(next, 0, "", outerRow, 0))));
    }

    /** Okta's word for where the next page begins may lead back, and a listing has to end. */
    private static int another(int row, Optional<String> from, Optional<String> next) {
        if (row >= MOST_IN_A_ROW || (next.isPresent() && next.equals(from))) {
            throw new ProviderException("Okta's pages do not end");
        }
        return row + 1;
    }

    private static Optional<String> token(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static String encode(Place place) {
        return place.index() + "." + place.outerRow() + "." + place.row() + "." + encode(place.outer()) + "."
                + encode(place.inner());
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Place decode(String text) {
        String[] parts = text.split("\\.", -1);
        try {
            if (parts.length == 5) {
                return new Place(
                        decodeToken(parts[3]),
                        Math.max(0, Integer.parseInt(parts[0])),
                        decodeToken(parts[4]),
                        Math.max(0, Integer.parseInt(parts[1])),
                        Math.max(0, Integer.parseInt(parts[2])));
            }
        } catch (IllegalArgumentException e) {
            throw new ProviderException("the page's beginning is none that was given out", e);
        }
        throw new ProviderException("the page's beginning is none that was given out");
    }

    private static String decodeToken(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
