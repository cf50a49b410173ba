package io.jitaccess.testkit.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Values that a store must bring back as they are: texts with a meaning somewhere below, instants to the microsecond. */
final class SampleValues {

    private static final List<String> HOSTILE = List.of(
            "'; DROP TABLE jit_request; --",
            "\"quoted\" 'twice' `and` \\back\\\\slash",
            "{a,\"b\",NULL,\\}",
            "{\"json\": [1, null, \"\\u0000\"]}",
            "%_like%?$1:name@@x",
            "NULL",
            "true",
            "naïve Straße 漢字 e\u0301 \uFFFD",
            "😀 \uD83D\uDC69\uD83C\uDFFD",
            "<script>alert(1)</script>&amp;",
            "${jndi:ldap://x} #{1+1}",
            "\u00A0inner no-break\u00A0space.",
            "-- comment /* and */ another");

    private final Random random;

    SampleValues(long seed) {
        this.random = new Random(seed);
    }

    /** One line without control characters, of at most so many characters, and unlike the others. */
    String line(int longest) {
        StringBuilder line = new StringBuilder(Integer.toHexString(random.nextInt()));
        int wanted = coin() ? longest : number(1, longest);
        while (line.length() < wanted) {
            line.append(' ').append(HOSTILE.get(random.nextInt(HOSTILE.size())));
        }
        return cut(line.toString(), longest);
    }

    String paragraph() {
        return coin() ? "" : "\t" + line(900) + "\n\n" + line(90) + "\n ";
    }

    private static String cut(String text, int longest) {
        int end = Math.min(text.length(), longest);
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end).strip();
    }

    /** Any microsecond of this century. */
    Instant instant() {
        return second().plus(random.nextInt(1_000_000), ChronoUnit.MICROS);
    }

    Instant second() {
        return Instant.parse("2001-01-01T00:00:00Z").plusSeconds((long) (random.nextDouble() * 3_000_000_000L));
    }

    int number(int from, int to) {
        return from + random.nextInt(to - from + 1);
    }

    boolean coin() {
        return random.nextBoolean();
    }

    <T> Optional<T> maybe(Supplier<T> value) {
        return coin() ? Optional.of(value.get()) : Optional.empty();
    }

    <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
