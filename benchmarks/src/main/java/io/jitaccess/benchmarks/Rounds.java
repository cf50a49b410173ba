package io.jitaccess.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** What several rounds measured: the median, and how far the rounds lie apart. */
final class Rounds {

    private final double[] values;

    Rounds(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no round");
        }
        this.values = values.clone();
        Arrays.sort(this.values);
    }

    double median() {
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** The median, with the lowest and the highest round. */
    @Override
    public String toString() {
        return values.length == 1
                ? format(values[0])
                : format(median()) + " (" + format(values[0]) + " to " + format(values[values.length - 1]) + ")";
    }

    /** Three digits or all before the point. */
    static String format(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
