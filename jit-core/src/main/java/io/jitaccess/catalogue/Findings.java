package io.jitaccess.catalogue;

import io.jitaccess.internal.Text;
import io.jitaccess.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** Every problem of one reading, with its place. One answer lists at most {@value #MOST}. Not thread-safe. */
final class Findings {

    static final int MOST = 500;

    private final List<Problem> problems = new ArrayList<>();
    private int more;

    /**
     * @param document the file's name; empty for a document that is in no file: then the path is the place
     * @param path the field's path in the catalogue; empty for the document as a whole
     */
    void add(String document, Mark at, String path, String code, String message) {
        if (!document.isEmpty()) {
            add(place(document, at), code, path.isEmpty() ? message : path + ": " + message);
        } else if (path.isEmpty()) {
            add("", code, place(document, at) + ": " + message);
        } else {
            add(name(path), code, message);
        }
    }

    void add(String place, String code, String message) {
        if (problems.size() < MOST) {
            problems.add(new Problem(place, code, message));
        } else {
            more++;
        }
    }

    boolean isFull() {
        return problems.size() >= MOST;
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    List<Problem> list() {
        List<Problem> all = new ArrayList<>(problems);
        if (more > 0) {
            all.add(new Problem("", "too-many-problems", "and " + more + " more problems"));
        }
        return List.copyOf(all);
    }

    /** File, line and column; a long path loses its beginning. */
    static String place(String document, Mark at) {
        return document.isEmpty()
                ? "line " + at.line() + ", column " + at.column()
                : name(document) + ":" + at.line() + ":" + at.column();
    }

    static String name(String document) {
        String clean = Text.printable(document, 4096);
        return clean.length() <= 250 ? clean : "..." + clean.substring(clean.length() - 247);
    }
}
