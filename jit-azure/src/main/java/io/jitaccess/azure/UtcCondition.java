package io.jitaccess.azure;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The condition that ends data actions at an instant: whatever is one of the named actions needs a time before the end.
 * What it does not name it leaves allowed for ever, so it has to name every data action of the role. An action that is
 * named without a suboperation takes in all its suboperations.
 */
final class UtcCondition {

    static final String VERSION = "2.0";

    /** Only these services know the time: Azure's "Actions and attributes", for Blob Storage and for Queues. */
    private static final Pattern ACTION = Pattern.compile(
            "Microsoft\\.Storage/storageAccounts/(?:blobServices/containers/blobs|queueServices/queues/messages)"
                    + "(?:/[A-Za-z]+){1,3}");

    private static final String MATCH = "ActionMatches\\{'" + ACTION.pattern() + "'\\}";
    private static final Pattern FORM = Pattern.compile("\\(\\(!\\(" + MATCH + "(?: OR " + MATCH
            + ")*\\)\\) OR \\(@Environment\\[UtcNow\\] DateTimeLessThan '([0-9TZ:.-]+)'\\)\\)");

    private UtcCondition() {}

    /** Why a data action cannot be ended; empty if it can. */
    static Optional<String> problem(String dataAction) {
        return ACTION.matcher(dataAction).matches()
                ? Optional.empty()
                : Optional.of("the data action " + dataAction + " cannot be ended by a condition");
    }

    /**
     * Writes it.
     *
     * @param dataActions all of the role's, at least one, each without a {@link #problem}
     */
    static String text(Collection<String> dataActions, Instant until) {
        String actions = new TreeSet<>(dataActions)
                .stream().map(action -> "ActionMatches{'" + action + "'}").collect(Collectors.joining(" OR "));
        return "((!(" + actions + ")) OR (@Environment[UtcNow] DateTimeLessThan '"
                + until.truncatedTo(ChronoUnit.SECONDS) + "'))";
    }

    /** The end in a condition of this very form; empty for every other. */
    static Optional<Instant> end(String condition) {
        Matcher matcher = FORM.matcher(condition);
        try {
            return matcher.matches() ? Optional.of(Instant.parse(matcher.group(1))) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
