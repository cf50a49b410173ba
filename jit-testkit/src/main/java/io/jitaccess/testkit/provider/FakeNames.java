package io.jitaccess.testkit.provider;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.problem.Problem;
import io.jitaccess.problem.Problems;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The one attribute of the fake's kinds: path names without regard to case; {@code a/*} is everything below a. */
final class FakeNames {

    static final String ATTRIBUTE = "name";
    private static final String BELOW = "/*";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}(?:/[A-Za-z0-9._-]{1,64}){0,7}(?:/\\*)?");

    private FakeNames() {}

    static List<Problem> problems(Entitlement entitlement) {
        Problems problems = new Problems();
        entitlement
                .attribute(ATTRIBUTE)
                .ifPresentOrElse(
                        name -> {
                            if (!FORM.matcher(name).matches()) {
                                problems.add(
                                        "attributes." + ATTRIBUTE,
                                        "malformed",
                                        "must be a path of letters, digits, dots and hyphens; it may end with "
                                                + BELOW);
                            }
                        },
                        () -> problems.add("attributes." + ATTRIBUTE, "required", "is missing"));
        entitlement.attributes().keySet().stream()
                .filter(attribute -> !attribute.equals(ATTRIBUTE))
                .forEach(attribute -> problems.add(
                        "attributes." + attribute, "unknown", entitlement.kind() + " has no such attribute"));
        return problems.list();
    }

    /**
     * The name as the cloud writes it.
     *
     * @throws IllegalArgumentException if there is none
     */
    static String canonical(Entitlement entitlement) {
        return entitlement
                .attribute(ATTRIBUTE)
                .orElseThrow(() -> new IllegalArgumentException("has no attribute " + ATTRIBUTE))
                .toLowerCase(Locale.ROOT);
    }

    static boolean covers(String eligible, String asked) {
        return eligible.equals(asked)
                || (eligible.endsWith(BELOW) && asked.startsWith(eligible.substring(0, eligible.length() - 1)));
    }

    /** The first part of the path: what the fake's service keeps in one policy. */
    static String root(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? name : name.substring(0, slash);
    }
}
