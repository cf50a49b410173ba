package io.jitaccess.azure;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a role is given: a management group, a subscription, a resource group or a resource, by its canonical id. Azure
 * compares ids without case, so the canonical one is in lower case.
 *
 * @param id begins with a slash; goes into addresses as it is
 */
record Scope(String id) implements Comparable<Scope> {

    /** Longer ids are none of Azure's. */
    private static final int LONGEST = 800;

    private static final String GUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    /** By "Naming rules and restrictions for Azure resources", the ASCII part of it; never a lone dot or two. */
    private static final String NAME = "(?!\\.{1,2}(?:/|$))[a-z0-9_().-]{1,128}";

    private static final String TYPED = "/[a-z0-9]{1,64}/" + NAME;
    private static final Pattern GROUP =
            Pattern.compile("/providers/microsoft\\.management/managementgroups/(" + NAME + ")");
    private static final Pattern BELOW = Pattern.compile("(/subscriptions/" + GUID + ")" + "(?:(/resourcegroups/" + NAME
            + ")(/providers/[a-z0-9]+(?:\\.[a-z0-9]+)+(?:" + TYPED + "){1,5})?)?");

    /** Reads an id in any case, with or without the slashes around it. Empty for what is none. */
    static Optional<Scope> parse(String text) {
        // before letters are made small: some letters of other scripts become ASCII then
        if (text.length() > LONGEST || !StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            return Optional.empty();
        }
        String trimmed = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        String id = (trimmed.startsWith("/") ? trimmed : "/" + trimmed).toLowerCase(Locale.ROOT);
        return GROUP.matcher(id).matches() || BELOW.matcher(id).matches()
                ? Optional.of(new Scope(id))
                : Optional.empty();
    }

    /** Whether it is the other one or lies below it. What is below a management group, its id does not tell. */
    boolean isWithin(Scope other) {
        return id.equals(other.id) || id.startsWith(other.id + "/");
    }

    /** The id of its subscription; empty for a management group. */
    Optional<String> subscription() {
        Matcher matcher = BELOW.matcher(id);
        return matcher.matches()
                ? Optional.of(matcher.group(1).substring("/subscriptions/".length()))
                : Optional.empty();
    }

    /** Where its roles are counted, and what stays when it is deleted: its subscription, or itself. */
    Scope top() {
        Matcher matcher = BELOW.matcher(id);
        return matcher.matches() ? new Scope(matcher.group(1)) : this;
    }

    /** The resource group it is or lies in. */
    Optional<String> resourceGroup() {
        Matcher matcher = BELOW.matcher(id);
        return matcher.matches()
                ? Optional.ofNullable(matcher.group(2)).map(part -> part.substring("/resourcegroups/".length()))
                : Optional.empty();
    }

    boolean isResource() {
        Matcher matcher = BELOW.matcher(id);
        return matcher.matches() && matcher.group(3) != null;
    }

    boolean isManagementGroup() {
        return subscription().isEmpty();
    }

    /** As the SDK wants it in an address: its templates write the first slash. */
    String path() {
        return id.substring(1);
    }

    /** The full id of a role as seen from here: a bare one is taken wrongly by Privileged Identity Management. */
    String roleId(String role) {
        return top().id + "/providers/Microsoft.Authorization/roleDefinitions/" + role;
    }

    @Override
    public int compareTo(Scope other) {
        return id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return id;
    }
}
