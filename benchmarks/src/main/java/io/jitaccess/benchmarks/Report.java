package io.jitaccess.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Prints tables as markdown. */
final class Report {

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    /** A title, and under what the table was measured. */
    void title(String title, String under) {
        out.println();
        out.println("### " + title);
        out.println();
        line(machine() + "; " + under);
    }

    void line(String text) {
        out.println(text);
        out.println();
        out.flush();
    }

    /** A table; all cells are texts. */
    void table(List<String> head, List<List<String>> rows) {
        out.println("| " + String.join(" | ", head) + " |");
        out.println("|" + " --- |".repeat(head.size()));
        rows.forEach(row -> out.println("| " + String.join(" | ", row) + " |"));
        out.println();
        out.flush();
    }

    private static String machine() {
        Runtime runtime = Runtime.getRuntime();
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return LocalDate.now(ZoneOffset.UTC) + ", " + cpu() + ", " + runtime.availableProcessors() + " processors, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", JDK "
                + Runtime.version() + ", load average before: " + String.format(Locale.ROOT, "%.1f", load);
    }

    private static String cpu() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElseGet(() -> System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
