package io.jitaccess.directory;

import io.jitaccess.internal.Text;
import io.jitaccess.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What is wrong with one file, in the order of its lines. Not thread-safe. */
final class FileProblems {

    private static final int MOST = 100;

    private final String file;
    private final List<Map.Entry<Place, Problem>> found = new ArrayList<>();

    FileProblems(String file) {
        String name = Text.printable(file, 4096);
        this.file = name.length() <= 250 ? name : "..." + name.substring(name.length() - 247);
    }

    /** @param path the field, such as {@code identities[3].email}; empty for the file as a whole */
    void add(Place at, String path, String code, String message) {
        String text = path.isEmpty() ? message : path + ": " + message;
        found.add(Map.entry(at, new Problem(file + ":" + at, code, text)));
    }

    void add(Located at, String path, String code, String message) {
        add(at.at(), path, code, message);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Problem> list() {
        List<Problem> all = new ArrayList<>();
        found.stream()
                .sorted(Map.Entry.comparingByKey(
                        Comparator.comparingInt(Place::line).thenComparingInt(Place::column)))
                .limit(MOST)
                .forEach(entry -> all.add(entry.getValue()));
        if (found.size() > MOST) {
            all.set(MOST - 1, new Problem(file, "more", "and " + (found.size() - MOST + 1) + " more problems"));
        }
        return all;
    }
}
