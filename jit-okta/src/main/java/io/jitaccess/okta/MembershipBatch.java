package io.jitaccess.okta;

import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes of one group's members. The group and every rule are read once for all of them, in the same call and before the
 * first write; whether the user is a member is read right before each write, which leaves between them the time of one
 * request in which somebody else may add the user and Okta's answer does not tell.
 */
final class MembershipBatch {

    private final Context context;
    private final Members members;
    private final Feeds feeds;
    private final String group;
    private final Limits.Deadline deadline;
    private @Nullable Source source;
    private @Nullable ChangeOutcome throttled;

    MembershipBatch(Context context, Members members, Feeds feeds, String group) {
        this.context = context;
        this.members = members;
        this.feeds = feeds;
        this.group = group;
        this.deadline = context.limits().begin();
    }

    /** Revokes first: a call that runs out of time has ended what had to end. */
    List<ChangeOutcome> apply(List<Change> changes) {
        @Nullable ChangeOutcome[] outcomes = new ChangeOutcome[changes.size()];
        for (boolean assigns : new boolean[] {false, true}) {
            for (int i = 0; i < outcomes.length; i++) {
                Change change = changes.get(i);
                if (change.until().isPresent() == assigns) {
                    outcomes[i] = apply(change);
                }
            }
        }
        return Arrays.stream(outcomes).map(Objects::requireNonNull).toList();
    }

    private ChangeOutcome apply(Change change) {
        if (throttled != null) {
            return throttled;
        }
        if (deadline.isOver()) {
            return new ChangeOutcome.Retryable("nothing was changed in the time of this call");
        }
        ChangeOutcome outcome =
                Attempt.run(attempt -> change.until().isPresent() ? add(change, attempt) : remove(change, attempt));
        if (outcome instanceof ChangeOutcome.Throttled) {
            throttled = outcome;
        }
        return outcome;
    }

    private ChangeOutcome add(Change change, Attempt attempt) {
        Source found = source();
        if (found.barred().isPresent()) {
            return new ChangeOutcome.Refused(found.barred().get());
        }
        Optional<String> out = context.people().barred(change.access().principal());
        if (out.isPresent()) {
            return new ChangeOutcome.Refused(out.get());
        }
        String user = change.access().principal().value();
        if (members.isIn(group, user)) {
            return ChangeOutcome.done(Effect.ALREADY_PRESENT);
        }
        attempt.write(() -> members.add(group, user));
        return ChangeOutcome.done(Effect.CREATED);
    }

    /** Who is no member loses nothing, whoever feeds the group. */
    private ChangeOutcome remove(Change change, Attempt attempt) {
        Source found = source();
        String user = change.access().principal().value();
        if (found.isThere() && !members.isIn(group, user)) {
            return ChangeOutcome.done(Effect.ALREADY_ABSENT);
        }
        if (found.barred().isPresent()) {
            return new ChangeOutcome.Refused(found.barred().get());
        }
        attempt.write(() -> members.remove(group, user));
        return ChangeOutcome.done(Effect.REMOVED);
    }

    /** Read anew for the next change where it could not be read. */
    private Source source() {
        Source known = source;
        if (known == null) {
            known = members.group(group)
                    .map(found -> new Source(true, feeds.read().barred(found)))
                    .orElseGet(() -> new Source(false, Optional.of("Okta shows no group " + group)));
            source = known;
        }
        return known;
    }

    /** @param barred why its members may not be changed */
    private record Source(boolean isThere, Optional<String> barred) {}
}
