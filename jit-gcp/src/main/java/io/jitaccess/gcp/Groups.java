package io.jitaccess.gcp;

import com.google.api.services.cloudidentity.v1.model.EntityKey;
import com.google.api.services.cloudidentity.v1.model.Group;
import com.google.api.services.cloudidentity.v1.model.ListMembershipsResponse;
import com.google.api.services.cloudidentity.v1.model.Membership;
import com.google.api.services.cloudidentity.v1.model.MembershipRole;
import com.google.api.services.cloudidentity.v1.model.ModifyMembershipRolesRequest;
import com.google.api.services.cloudidentity.v1.model.Operation;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Groups and their memberships at Cloud Identity. */
final class Groups {

    /** The most that a full view takes. */
    private static final int PAGE = 500;

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    /** Types of members that are single accounts. */
    private static final Set<String> SINGLE = Set.of("USER", "SERVICE_ACCOUNT", "TYPE_UNSPECIFIED", "null");

    private static final String DYNAMIC = "cloudidentity.googleapis.com/groups.dynamic";
    private static final String EXTERNAL = "system/groups/external";

    /** The most that is read of one group to learn that somebody is not in it: 20,000 members. */
    private static final int MOST_PAGES = 40;

    private final Google google;
    private final Limits limits;

    Groups(Google google, Limits limits) {
        this.google = google;
        this.limits = limits;
    }

    /** The group's own name, such as {@code groups/03x8tuzt}. */
    String name(String mail) throws IOException {
        return google.groups().groups().lookup().setGroupKeyId(mail).execute().getName();
    }

    /** The membership, if there is one; fails unless the group itself could be read. */
    Optional<Membership> find(String group, String member) throws IOException {
        long begun = System.nanoTime();
        return findIn(name(group), member, begun);
    }

    /**
     * The membership, if there is one. To a look for somebody who is no member Google answers that permission is denied
     * "or it may not exist": only the whole list of members then tells which.
     *
     * @param begun when the call began, by {@link System#nanoTime()}
     */
    Optional<Membership> findIn(String group, String member, long begun) throws IOException {
        try {
            String name = google.groups()
                    .groups()
                    .memberships()
                    .lookup(group)
                    .setMemberKeyId(member)
                    .execute()
                    .getName();
            return Optional.of(google.groups().groups().memberships().get(name).execute());
        } catch (IOException e) {
            return switch (Failure.of(e).meaning()) {
                case NOT_FOUND -> Optional.empty();
                case FORBIDDEN -> listed(group, member, begun, e);
                default -> throw e;
            };
        }
    }

    /** Whether the list of members shows it after a refusal that may mean it. */
    boolean isAbsent(String group, String member, long begun, IOException refusal) {
        try {
            return listed(group, member, begun, refusal).isEmpty();
        } catch (IOException unclear) {
            return false;
        }
    }

    /** @param refusal what stands where the list does not tell either */
    private Optional<Membership> listed(String group, String member, long begun, IOException refusal)
            throws IOException {
        String page = "";
        for (int i = 0;
                i < MOST_PAGES && System.nanoTime() - begun < limits.patience().toNanos();
                i++) {
            ListMembershipsResponse found;
            try {
                found = list(group, page);
            } catch (IOException e) {
                throw Failure.of(e).meaning() == Failure.Meaning.FORBIDDEN ? refusal : e;
            }
            for (Membership each : found.getMemberships() == null ? List.<Membership>of() : found.getMemberships()) {
                Optional<String> key = key(each);
                if (key.filter(member::equalsIgnoreCase).isPresent()) {
                    return Optional.of(each);
                }
                if (key.isEmpty() && SINGLE.contains(String.valueOf(each.getType()))) {
                    throw refusal;
                }
            }
            page = found.getNextPageToken() == null ? "" : found.getNextPageToken();
            if (page.isEmpty()) {
                return Optional.empty();
            }
        }
        throw refusal;
    }

    private static Optional<String> key(Membership membership) {
        return Optional.ofNullable(membership.getPreferredMemberKey())
                .map(EntityKey::getId)
                .filter(id -> !id.isEmpty());
    }

    Operation add(String group, Membership membership) throws IOException {
        return google.groups().groups().memberships().create(group, membership).execute();
    }

    /**
     * What an addition came to. A member whom Google calls by another address than was given is removed again: a look by the
     * address that was given might not find it, and then nobody would end it.
     */
    ChangeOutcome added(Operation operation, String member) throws IOException {
        ChangeOutcome outcome = outcome(operation, Effect.CREATED);
        Map<String, Object> made = operation.getResponse() == null ? Map.of() : operation.getResponse();
        boolean other = made.get("preferredMemberKey") instanceof Map<?, ?> key
                && key.get("id") instanceof String id
                && !id.equalsIgnoreCase(member);
        if (!(outcome instanceof ChangeOutcome.Done) || !other) {
            return outcome;
        }
        remove(String.valueOf(made.get("name")));
        return new ChangeOutcome.Refused(
                "Google knows the member by another address than " + member + ": give the primary address");
    }

    void change(String membership, ModifyMembershipRolesRequest roles) throws IOException {
        google.groups()
                .groups()
                .memberships()
                .modifyMembershipRoles(membership, roles)
                .execute();
    }

    Operation remove(String membership) throws IOException {
        return google.groups().groups().memberships().delete(membership).execute();
    }

    ListMembershipsResponse list(String group, String page) throws IOException {
        return google.groups()
                .groups()
                .memberships()
                .list(group)
                .setView("FULL")
                .setPageSize(PAGE)
                .setPageToken(page.isEmpty() ? null : page)
                .execute();
    }

    String displayName(String mail) throws IOException {
        String shown = google.groups().groups().get(name(mail)).execute().getDisplayName();
        return shown == null || shown.isBlank() ? mail : shown;
    }

    /** When Google ends the membership; empty if never. */
    static Optional<Instant> ends(Membership membership) {
        List<MembershipRole> roles = membership.getRoles() == null ? List.of() : membership.getRoles();
        return roles.stream()
                .filter(role ->
                        role.getExpiryDetail() != null && role.getExpiryDetail().getExpireTime() != null)
                .flatMap(role -> instant(role.getExpiryDetail().getExpireTime()).stream())
                .findFirst();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** What a long-running operation says: by the codes of google.rpc.Code. */
    static ChangeOutcome outcome(Operation operation, Effect effect) {
        if (!Boolean.TRUE.equals(operation.getDone())) {
            return new ChangeOutcome.Pending(LOOK_AGAIN);
        }
        if (operation.getError() == null) {
            return ChangeOutcome.done(effect);
        }
        int code = operation.getError().getCode() == null
                ? 2
                : operation.getError().getCode();
        String message = "Cloud Identity failed with code " + code;
        return switch (code) {
            case 3, 5, 7, 9 -> new ChangeOutcome.Refused(message);
            case 6, 10 -> new ChangeOutcome.Retryable(message);
            case 8 -> new ChangeOutcome.Throttled(Duration.ofSeconds(30));
            default -> new ChangeOutcome.Unknown(message);
        };
    }

    Verification verify(String mail, GroupExpiry expiry) {
        try {
            Group group = google.groups().groups().get(name(mail)).execute();
            Map<String, String> labels = group.getLabels() == null ? Map.of() : group.getLabels();
            if (group.getDynamicGroupMetadata() != null || labels.containsKey(DYNAMIC)) {
                return new Verification.Unusable("a query decides who is in the group");
            }
            if (labels.containsKey(EXTERNAL)) {
                return new Verification.Unusable("another system decides who is in the group");
            }
            return new Verification.Usable(List.of(
                    expiry == GroupExpiry.BY_GOOGLE
                            ? "Google mails the group's owners before a membership ends"
                            : "only the library ends the membership: Google does not in this edition"));
        } catch (IOException e) {
            Failure failure = Failure.of(e);
            return switch (failure.meaning()) {
                case NOT_FOUND -> new Verification.Unusable("there is no group " + mail);
                // the same answer for a group that is gone and for one that the account may not see
                case FORBIDDEN ->
                    new Verification.Unclear("Google shows no group " + mail
                            + " to the library's account: there is none, or the account may not see it");
                default -> new Verification.Unclear(failure.message());
            };
        }
    }

    /** Whether each group and its members can be read: Google does not tell whether they may be changed. */
    List<MissingRight> missingRights(List<String> mails) {
        List<MissingRight> missing = new ArrayList<>();
        for (String mail : mails) {
            try {
                list(name(mail), "");
            } catch (IOException e) {
                Failure failure = Failure.of(e);
                boolean unseen = failure.meaning() == Failure.Meaning.FORBIDDEN
                        || failure.meaning() == Failure.Meaning.NOT_FOUND;
                if (!unseen) {
                    throw failure.thrown();
                }
                missing.add(new MissingRight(
                        "manager of " + mail + ", or Groups Admin",
                        Set.of(GroupMembership.KIND),
                        "the group cannot be read: " + failure.message()));
            }
        }
        return missing;
    }
}
