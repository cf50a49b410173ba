package io.jitaccess.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where each field of a catalogue stands. It keeps the documents' trees and lives no longer than their reading. */
final class Places {

    private static final Pattern ENTRY = Pattern.compile("(policies|eligibilities)\\[([^\\]]*)](.*)", Pattern.DOTALL);

    private final Map<String, Input> entries = new HashMap<>();

    void add(Input entry) {
        entries.putIfAbsent(entry.path(), entry);
    }

    /** File, line and column of the field with this path, or of the nearest one around it. */
    Optional<String> of(String path) {
        Matcher matcher = ENTRY.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Input entry = entries.get(matcher.group(1) + "[" + matcher.group(2) + "]");
        return entry == null
                ? Optional.empty()
                : Optional.of(Findings.place(
                        entry.document(),
                        nearest(entry.node(), matcher.group(3)).at()));
    }

    private static Node nearest(Node node, String path) {
        if (path.startsWith("[") && node instanceof Node.Items list) {
            int end = path.indexOf(']');
            String index = end < 0 ? "" : path.substring(1, end);
            return index.matches("[0-9]{1,6}")
                            && Integer.parseInt(index) < list.items().size()
                    ? nearest(list.items().get(Integer.parseInt(index)), path.substring(end + 1))
                    : node;
        }
        if (path.startsWith(".") && node instanceof Node.Fields object) {
            List<Node.Field> candidates = new ArrayList<>(object.fields());
            candidates.removeIf(field -> !begins(path.substring(1), field.name()));
            return candidates.stream()
                    .max((a, b) -> Integer.compare(a.name().length(), b.name().length()))
                    .map(field -> nearest(
                            field.value(), path.substring(1 + field.name().length())))
                    .orElse(node);
        }
        return node;
    }

    /** An attribute's name may have dots: the longest name that fits is meant. */
    private static boolean begins(String path, String name) {
        return path.startsWith(name)
                && (path.length() == name.length()
                        || path.charAt(name.length()) == '.'
                        || path.charAt(name.length()) == '[');
    }
}
