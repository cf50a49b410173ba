package io.jitaccess.aws;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.ChangeOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;

/** The inline policies of an account: finding ours by their names, and room for new ones. */
final class InlinePolicies {

    static final int USER_QUOTA = 2_048;

    /** How far a node's clock may be ahead before a look takes for ended what has not ended. */
    private static final Duration CLOCK_ERROR = Duration.ofSeconds(30);

    /**
     * How long ago an end must be before what is left of it makes room for others: a node's clock may be minutes ahead.
     * Users have little room, so it is not longer.
     */
    private static final Duration COLLECTED_AFTER = Duration.ofMinutes(15);

    private static final int PAGE = 100;
    private static final String ROLES = "r";

    /**
     * An inline policy that is there.
     *
     * @param arn of the user or role
     * @param policy empty where it says what the library cannot read
     */
    record Entry(String arn, String name, String document, Optional<Policy> policy) {

        /** When the last of its Allow statements ends; empty if one does not. */
        Optional<Instant> until() {
            return Ends.of(document);
        }

        boolean isInForce(Instant now) {
            return until().map(now::isBefore).orElse(true);
        }

        /** As far as a clock that may be a little ahead can tell. */
        boolean mayBeInForce(Instant now) {
            return isInForce(now.minus(CLOCK_ERROR));
        }
    }

    record Place(String arn, IamHolder holder) {}

    private final IamClient iam;
    private final Settings settings;

    InlinePolicies(IamClient iam, Settings settings) {
        this.iam = iam;
        this.settings = settings;
    }

    String name(AssignmentId assignment) {
        return settings.mark() + "-" + assignment;
    }

    Optional<AssignmentId> mark(String name) {
        return name.startsWith(settings.mark() + "-")
                ? AssignmentId.parse(name.substring(settings.mark().length() + 1))
                : Optional.empty();
    }

    Optional<Entry> find(IamHolder holder, AssignmentId assignment) {
        return entry("", holder, name(assignment));
    }

    /**
     * Deletes what is ours and ended some time ago, and says whether the document fits beside what is left. What another node
     * writes anew between the look and the deletion is lost with it and found missing there; nobody keeps access by it. Each
     * goes as soon as it is read: what the time of one call does not suffice for, the next one goes on with.
     *
     * @return why it does not fit even so; to be tried again where what has ended will soon be collected
     */
    Optional<ChangeOutcome> makeRoom(IamHolder holder, AssignmentId assignment, String document) {
        List<String> names = new ArrayList<>();
        Optional<String> from = Optional.empty();
        do {
            Walk.Part<String> page = holder.names(iam, from);
            names.addAll(page.entries());
            from = page.next();
        } while (from.isPresent());
        names.remove(name(assignment));
        Instant longAgo = settings.clock().instant().minus(COLLECTED_AFTER);
        List<Entry> others = new ArrayList<>();
        for (String name : names) {
            Optional<Entry> entry = entry("", holder, name);
            if (mark(name).isPresent()
                    && entry.filter(each -> !each.isInForce(longAgo)).isPresent()) {
                holder.delete(iam, name);
            } else {
                entry.ifPresent(others::add);
            }
        }
        int needed = size(document) + size(others);
        if (needed <= holder.quota()) {
            return Optional.empty();
        }
        String full = "no room: the inline policies of " + holder.name() + " would have " + needed + " characters of "
                + holder.quota();
        Instant now = settings.clock().instant();
        others.removeIf(entry -> mark(entry.name()).isPresent() && !entry.isInForce(now));
        return Optional.of(
                size(document) + size(others) <= holder.quota()
                        ? new ChangeOutcome.Retryable(full + "; some have ended and will be collected")
                        : new ChangeOutcome.Refused(full));
    }

    Walk<Place, Entry> all() {
        return new Walk<>(this::holders, (place, from) -> {
            Walk.Part<String> names = place.holder().names(iam, from);
            return new Walk.Part<>(
                    names.entries().stream()
                            .flatMap(name -> entry(place.arn(), place.holder(), name).stream())
                            .toList(),
                    names.next());
        });
    }

    /** Users first, then roles. */
    private Walk.Part<Place> holders(Optional<String> from) {
        if (from.filter(token -> token.startsWith(ROLES)).isPresent()) {
            String marker = from.get().substring(1);
            ListRolesResponse page = iam.listRoles(ask -> ask.maxItems(PAGE).marker(marker.isEmpty() ? null : marker));
            return new Walk.Part<>(
                    page.roles().stream()
                            .flatMap(role -> place(role.arn()).stream())
                            .toList(),
                    Optional.ofNullable(page.marker()).map(next -> ROLES + next));
        }
        ListUsersResponse page = iam.listUsers(ask ->
                ask.maxItems(PAGE).marker(from.map(token -> token.substring(1)).orElse(null)));
        return new Walk.Part<>(
                page.users().stream()
                        .flatMap(user -> place(user.arn()).stream())
                        .toList(),
                Optional.of(page.marker() == null ? ROLES : "u" + page.marker()));
    }

    private static Optional<Place> place(String arn) {
        return IamHolder.of(new PrincipalId(arn)).map(holder -> new Place(arn, holder));
    }

    private Optional<Entry> entry(String arn, IamHolder holder, String name) {
        return holder.read(iam, name)
                .map(document -> new Entry(
                        arn, name, document, PolicyReader.readWritten(document).policy()));
    }

    private static int size(List<Entry> entries) {
        return entries.stream().mapToInt(entry -> size(entry.document())).sum();
    }

    /** IAM does not count white space. */
    private static int size(String document) {
        return (int) document.chars().filter(c -> !Character.isWhitespace(c)).count();
    }
}
