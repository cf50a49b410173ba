package io.jitaccess.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page in Markdown: its links and the anchors of its headings, as GitHub makes them. */
final class Page {

    private static final Pattern LINK =
            Pattern.compile("]\\(\\s*<?([^)\\s>]+)>?[^)]*\\)|^\\s*\\[[^\\]]+]:\\s*<?(\\S+?)>?\\s*$");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*|//.*");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*?)\\s*#*\\s*");
    private static final Pattern ANCHOR = Pattern.compile("<a\\s+(?:name|id)=\"([^\"]+)\"");

    /** Where a link stands and leads. */
    private record Link(int line, String target) {}

    private final Path file;
    private final List<Link> links = new ArrayList<>();
    private final Set<String> anchors = new HashSet<>();

    Page(Path file) {
        this.file = file;
        Map<String, Integer> seen = new HashMap<>();
        boolean fenced = false;
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.strip().startsWith("```") || line.strip().startsWith("~~~")) {
                fenced = !fenced;
            } else if (!fenced) {
                read(line, i + 1, seen);
            }
        }
    }

    private void read(String line, int number, Map<String, Integer> seen) {
        Matcher heading = HEADING.matcher(line);
        if (heading.matches()) {
            String anchor = anchor(heading.group(1));
            int before = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        }
        Matcher named = ANCHOR.matcher(line);
        while (named.find()) {
            anchors.add(named.group(1));
        }
        Matcher link = LINK.matcher(CODE.matcher(line).replaceAll("`"));
        while (link.find()) {
            String target = link.group(1) != null ? link.group(1) : link.group(2);
            if (!ELSEWHERE.matcher(target).matches()) {
                links.add(new Link(number, target));
            }
        }
    }

    /** As GitHub does it: lower case, letters, digits, hyphens and underscores, a hyphen for each space. */
    private static String anchor(String heading) {
        String text = heading.replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1").replaceAll("[`*]", "");
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
                .replace(' ', '-');
    }

    /** The links that lead nowhere within the folder, each with its place. */
    List<String> broken(Path root) {
        return links.stream()
                .filter(link -> !leadsSomewhere(link.target(), root))
                .map(link -> root.relativize(file) + ":" + link.line() + ": " + link.target())
                .toList();
    }

    private boolean leadsSomewhere(String target, Path root) {
        int hash = target.indexOf('#');
        String path = URLDecoder.decode(hash < 0 ? target : target.substring(0, hash), StandardCharsets.UTF_8);
        String fragment = hash < 0 ? "" : target.substring(hash + 1);
        Path to = path.isEmpty()
                ? file
                : path.startsWith("/")
                        ? root.resolve(path.substring(1)).normalize()
                        : file.resolveSibling(path).normalize();
        if (!to.startsWith(root) || !Files.exists(to)) {
            return false;
        }
        return fragment.isEmpty()
                || !to.toString().endsWith(".md")
                || (to.equals(file) ? this : new Page(to)).anchors.contains(fragment);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
