package io.jitaccess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** It finds what a map finds, also where many texts have one hash, and where a text is no proper Unicode. */
class PlacesByTextProperties {

    @Property(tries = 500)
    void it_finds_what_a_map_finds(@ForAll("places") Map<String, int[]> places, @ForAll("texts") List<String> asked) {
        int[] expected = asked.stream()
                .flatMapToInt(text -> IntStream.of(places.getOrDefault(text, new int[0])))
                .sorted()
                .toArray();

        int[] found = new PlacesByText(places).of(asked.toArray(String[]::new));

        assertThat(IntStream.of(found).sorted().toArray()).isEqualTo(expected);
    }

    @Provide
    Arbitrary<Map<String, int[]>> places() {
        Arbitrary<int[]> some = Arbitraries.integers()
                .greaterOrEqual(0)
                .array(int[].class)
                .ofMinSize(1)
                .ofMaxSize(4);
        return Arbitraries.maps(text(), some).ofMaxSize(40);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return text().list().ofMaxSize(10);
    }

    /** "Aa" and "BB" have the same hash, and so has whatever is made of as many of them. */
    private static Arbitrary<String> text() {
        Arbitrary<String> alike = Arbitraries.of("Aa", "BB").list().ofMaxSize(4).map(parts -> String.join("", parts));
        Arbitrary<String> odd = Arbitraries.of("a?", "a\ud800", "a\udfff", "gr\u00f6\u00dfe", "\u0000", "\ud83d\ude00");
        Arbitrary<String> numbered = Arbitraries.integers().between(0, 30).map(i -> "group-" + i);
        return Arbitraries.oneOf(alike, odd, numbered);
    }
}
