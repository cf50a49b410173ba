package io.jitaccess.gcp;

import com.google.api.client.json.GenericJson;
import io.jitaccess.gcp.FakeGoogle.Refusal;
import io.jitaccess.gcp.FakeGoogle.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Groups with their members. An ended membership is gone (cloud.google.com/identity/docs/how-to/manage-expirations). */
final class FakeGroups {

    /** A membership; one without an end stays. */
    record Member(String mail, Optional<Instant> end) {}

    private final Clock clock;
    private final Map<String, Map<String, Member>> members = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> labels = new HashMap<>();
    private final Set<String> accounts = new HashSet<>();
    private final Map<String, String> aliases = new HashMap<>();
    private final Shown<Map<String, Map<String, Member>>> shown;
    private boolean absentIsNotFound;
    private int unnamed;
    private final List<String> nested = new ArrayList<>();
    private boolean expires = true;
    private boolean slow;

    FakeGroups(Clock clock) {
        this.clock = clock;
        this.shown = new Shown<>(clock, () -> {
            Map<String, Map<String, Member>> copy = new HashMap<>();
            members.forEach((group, all) -> copy.put(group, new LinkedHashMap<>(all)));
            return copy;
        });
    }

    /** From now on reads are so far behind. */
    synchronized void lag(Duration behind) {
        shown.lag(behind);
    }

    synchronized void add(String mail) {
        members.put(mail, new LinkedHashMap<>());
        labels.put(mail, Map.of("cloudidentity.googleapis.com/groups.discussion_forum", ""));
    }

    synchronized void label(String mail, String label) {
        labels.put(mail, Map.of(label, ""));
    }

    synchronized void accounts(String... mails) {
        accounts.addAll(List.of(mails));
    }

    /** Another address of an account; memberships are kept, and found, under its own. */
    synchronized void alias(String alias, String mail) {
        accounts.add(alias);
        aliases.put(alias, mail);
    }

    /** An edition that knows no ends. */
    synchronized void withoutExpiry() {
        expires = false;
    }

    /** From now on a membership that is not there is answered as that. */
    synchronized void absentIsNotFound() {
        absentIsNotFound = true;
    }

    /** From now on lists begin with so many members of whom they do not say who they are. */
    synchronized void unnamed(int count) {
        unnamed = count;
    }

    /** A group in every group, whose address looks like anybody's. */
    synchronized void nest(String mail) {
        nested.add(mail);
    }

    /** Operations are answered before they are done. */
    synchronized void slow() {
        slow = true;
    }

    synchronized Optional<Member> member(String group, String mail) {
        return member(members, group, mail);
    }

    private Optional<Member> member(Map<String, Map<String, Member>> among, String group, String mail) {
        return Optional.ofNullable(among.getOrDefault(group, Map.of()).get(mail))
                .filter(member -> member.end()
                        .filter(end -> !clock.instant().isBefore(end))
                        .isEmpty());
    }

    synchronized void put(String group, Member member) {
        members.get(group).put(member.mail(), member);
        shown.notice();
    }

    synchronized void remove(String group, String mail) {
        members.getOrDefault(group, new HashMap<>()).remove(mail);
        shown.notice();
    }

    synchronized GenericJson answer(Request request) {
        return switch (request.route()) {
            case GROUP_LOOKUP -> new GenericJson().set("name", "groups/" + id(known(request.query("groupKey.id", ""))));
            case GROUP_GET -> {
                String mail = mail(request.name());
                yield new GenericJson()
                        .set("name", request.name())
                        .set("displayName", "Name of " + mail)
                        .set("labels", labels.get(mail));
            }
            case MEMBERSHIP_LOOKUP -> {
                String group = mail(request.name());
                String member = request.query("memberKey.id", "");
                yield new GenericJson()
                        .set(
                                "name",
                                request.name() + "/memberships/"
                                        + id(there(shown.seen(), group, member).mail()));
            }
            case MEMBERSHIP_GET -> tree(request.name(), found(shown.seen(), request.name()));
            case MEMBERSHIP_LIST -> list(request);
            case MEMBERSHIP_CREATE -> create(request);
            case MEMBERSHIP_CHANGE -> change(request);
            default -> {
                Member gone = found(members, request.name());
                members.get(mail(request.name())).remove(gone.mail());
                shown.notice();
                yield done();
            }
        };
    }

    private GenericJson list(Request request) {
        String group = mail(request.name());
        Map<String, Map<String, Member>> seen = shown.seen();
        List<GenericJson> named = seen.getOrDefault(group, Map.of()).keySet().stream()
                .flatMap(mail -> member(seen, group, mail).stream())
                .map(member -> tree(request.name() + "/memberships/" + id(member.mail()), member))
                .peek(tree -> {
                    // the basic view has neither roles nor ends (cloud.google.com/identity/docs/reference, View)
                    if (!request.query("view", "BASIC").equals("FULL")) {
                        tree.remove("roles");
                    }
                })
                .toList();
        List<GenericJson> all = new ArrayList<>();
        for (int i = 0; i < unnamed; i++) {
            all.add(new GenericJson()
                    .set("name", request.name() + "/memberships/" + i)
                    .set("type", "USER"));
        }
        for (String mail : nested) {
            // type GROUP (cloud.google.com/identity/docs/reference/rest/v1/groups.memberships, MembershipType)
            all.add(tree(request.name() + "/memberships/" + id(mail), new Member(mail, Optional.empty()))
                    .set("type", "GROUP"));
        }
        all.addAll(named);
        // two to a page, whatever is asked for: a page may be shorter than asked
        int from = Integer.parseInt(request.query("pageToken", "0"));
        int to = Math.min(all.size(), from + 2);
        GenericJson page = new GenericJson().set("memberships", all.subList(Math.min(from, to), to));
        return to < all.size() ? page.set("nextPageToken", String.valueOf(to)) : page;
    }

    private GenericJson create(Request request) {
        String group = mail(request.name());
        String mail =
                Json.tree(request.body().get("preferredMemberKey")).get("id").toString();
        if (!accounts.contains(mail)) {
            throw new Refusal(404, "NOT_FOUND", "Error(4004): member not found");
        }
        if (member(group, mail).isPresent()) {
            throw new Refusal(409, "ALREADY_EXISTS", "Error(4003): Cannot create membership: already exists");
        }
        Member made =
                new Member(aliases.getOrDefault(mail, mail), end(request.body().get("roles")));
        put(group, made);
        GenericJson done = done();
        // cloud.google.com/identity/docs/reference/rest/v1/groups.memberships/create: the response is the membership
        return slow ? done : done.set("response", tree(request.name() + "/memberships/" + id(made.mail()), made));
    }

    private GenericJson change(Request request) {
        Member member = found(members, request.name());
        Object update = ((List<?>) request.body().get("updateRolesParams")).get(0);
        if (!"expiry_detail.expire_time".equals(Json.tree(update).get("fieldMask"))) {
            // developers.google.com/resources, UpdateMembershipRolesParams: the only field that it may name
            throw new Refusal(400, "INVALID_ARGUMENT", "Invalid field mask.");
        }
        Object role = Json.tree(update).get("membershipRole");
        put(mail(request.name()), new Member(member.mail(), end(List.of(role))));
        return new GenericJson().set("membership", tree(request.name(), found(members, request.name())));
    }

    private Optional<Instant> end(Object roles) {
        Object detail = Json.tree(((List<?>) roles).get(0)).get("expiryDetail");
        if (detail == null) {
            return Optional.empty();
        }
        if (!expires) {
            // cloud.google.com/identity/docs/how-to/manage-expirations: paid editions only; the code is our guess
            throw new Refusal(400, "FAILED_PRECONDITION", "Membership expiry is not available in this edition.");
        }
        Instant end = Instant.parse(Json.tree(detail).get("expireTime").toString());
        if (!end.isAfter(clock.instant())) {
            throw new Refusal(400, "INVALID_ARGUMENT", "The expiry must be in the future.");
        }
        return Optional.of(end);
    }

    private GenericJson done() {
        return slow ? new GenericJson().set("name", "operations/1") : new GenericJson().set("done", true);
    }

    private GenericJson tree(String name, Member member) {
        Map<String, Object> role = new HashMap<>(Map.of("name", "MEMBER"));
        member.end().ifPresent(end -> role.put("expiryDetail", Map.of("expireTime", end.toString())));
        return new GenericJson()
                .set("name", name)
                .set("type", "SERVICE_ACCOUNT")
                .set("preferredMemberKey", Map.of("id", member.mail()))
                .set("roles", List.of(role));
    }

    private Member there(Map<String, Map<String, Member>> among, String group, String mail) {
        return member(among, group, mail).orElseThrow(() -> {
            if (absentIsNotFound) {
                return new Refusal(404, "NOT_FOUND", "Error(4003): no membership of " + mail);
            }
            // 403 in the place of 404, to whoever may manage the group too:
            // github.com/GoogleCloudPlatform/magic-modules
            // pull 6999 and hashicorp/terraform-provider-google issue 11171 (get), terraform-google-group issue 29;
            // Google's
            // own GoogleCloudPlatform/jit-groups, CloudIdentityGroupsClient, reads 403 and 404 so for the look-up
            return new Refusal(
                    403,
                    "PERMISSION_DENIED",
                    "Error(2028): Permission denied for resource groups/memberships (or it may not exist).");
        });
    }

    private Member found(Map<String, Map<String, Member>> among, String name) {
        String[] parts = name.split("/");
        String group = mail("groups/" + parts[1]);
        return there(
                among,
                group,
                among.getOrDefault(group, Map.of()).keySet().stream()
                        .filter(mail -> id(mail).equals(parts[3]))
                        .findFirst()
                        .orElse(""));
    }

    private String known(String mail) {
        if (!members.containsKey(mail)) {
            // jit-groups' ITestCloudIdentityGroupsClient, against Google: a group that does not exist is "denied"
            throw new Refusal(403, "PERMISSION_DENIED", "Error(2028): Permission denied for resource");
        }
        return mail;
    }

    private String mail(String name) {
        return members.keySet().stream()
                .filter(mail -> name.startsWith("groups/" + id(mail)))
                .findFirst()
                .orElseThrow(
                        () -> new Refusal(403, "PERMISSION_DENIED", "Error(2028): Permission denied for resource"));
    }

    private static String id(String mail) {
        return "id" + Integer.toHexString(mail.hashCode());
    }
}
