package io.jitaccess.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Runs a main class in a JVM of its own, with a part of this one's class path. */
final class ChildJvm {

    private ChildJvm() {}

    /** This JVM's class path, entry by entry; a wildcard is unfolded by the JVM already. */
    static List<String> classPath() {
        return Arrays.asList(System.getProperty("java.class.path").split(java.io.File.pathSeparator));
    }

    /**
     * Runs it to its end and returns what it said that begins with {@code said:}, without that.
     *
     * @throws IllegalStateException with what it said if it failed or said nothing of the kind
     */
    static List<String> run(Class<?> main, Predicate<String> onClassPath, Duration atMost, String... arguments)
            throws IOException, InterruptedException {
        String classPath =
                classPath().stream().filter(onClassPath).collect(Collectors.joining(java.io.File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                classPath,
                main.getName()));
        command.addAll(List.of(arguments));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            out.lines().forEach(lines::add);
            if (!child.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(main + " does not end");
            }
        } finally {
            child.destroyForcibly();
        }
        List<String> said = lines.stream()
                .filter(line -> line.startsWith("said:"))
                .map(line -> line.substring(5))
                .toList();
        if (child.exitValue() != 0 || said.isEmpty()) {
            throw new IllegalStateException(main + " failed: " + String.join("\n", lines));
        }
        return said;
    }
}
