package io.jitaccess.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** How large and how long a run is: {@code name=value}; what is not given has the default that its user names. */
final class Options {

    private final Map<String, String> given = new TreeMap<>();
    private final TreeSet<String> asked = new TreeSet<>();

    private Options() {}

    /** @throws IllegalArgumentException for what is not {@code name=value} */
    static Options of(List<String> pairs) {
        Options options = new Options();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("expected name=value, not " + pair);
            }
            options.given.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return options;
    }

    static Options of(String... pairs) {
        return of(List.of(pairs));
    }

    int number(String name, int otherwise) {
        return Integer.parseInt(text(name, String.valueOf(otherwise)));
    }

    int[] numbers(String name, int... otherwise) {
        String all = Arrays.toString(otherwise).replaceAll("[\\[\\] ]", "");
        return Arrays.stream(text(name, all).split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private String text(String name, String otherwise) {
        asked.add(name);
        return given.getOrDefault(name, otherwise);
    }

    /** What was given and nobody asked for: most likely misspelt. */
    List<String> unused() {
        return given.keySet().stream().filter(name -> !asked.contains(name)).toList();
    }
}
