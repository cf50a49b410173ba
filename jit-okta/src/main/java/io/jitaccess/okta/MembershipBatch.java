package io.jitaccess.okta;

import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import java.util.List;
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
    private @Nullable Source source;

    MembershipBatch(Context context, Members members, Feeds feeds, String group) {
        this.context = context;
        this.members = members;
        this.feeds = feeds;
        this.group = group;
    }

    List<ChangeOutcome> apply(List<Change> changes) {
        return OneByOne.apply(
                context.limits(),
                changes,
                (change, attempt) -> change.until().isPresent() ? add(change, attempt) : remove(change, attempt));
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
