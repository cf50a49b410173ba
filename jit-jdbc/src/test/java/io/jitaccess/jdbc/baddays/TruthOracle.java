package io.jitaccess.jdbc.baddays;

import io.jitaccess.jdbc.baddays.Evidence.AssignmentRow;
import io.jitaccess.jdbc.baddays.Evidence.ClaimRow;
import io.jitaccess.jdbc.baddays.Evidence.EventRow;
import io.jitaccess.jdbc.baddays.Evidence.GrantRow;
import io.jitaccess.jdbc.baddays.Evidence.RequestRow;
import io.jitaccess.jdbc.baddays.Truth.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges a run that has come to rest, from the evidence alone: it asks the library nothing. */
final class TruthOracle {

    private static final String EXPIRY = "expiry";

    /** A node looks, stands still past its lease, meets a stopped database, and writes in the end what nobody else has. */
    private static final Duration SEEN_TO_WRITTEN = Duration.ofSeconds(20);

    private final Evidence evidence;
    private final Duration bound;
    private final Map<UUID, GrantRow> grants;
    private final Map<UUID, RequestRow> requests;

    /** @param bound how long access of the library may be there that no live grant holds */
    TruthOracle(Evidence evidence, Duration bound) {
        this.evidence = evidence;
        this.bound = bound;
        this.grants = evidence.grants().stream().collect(Collectors.toMap(GrantRow::id, Function.identity()));
        this.requests = evidence.requests().stream().collect(Collectors.toMap(RequestRow::id, Function.identity()));
    }

    List<Judgement> judge() {
        return List.of(
                intent(),
                endsInTime(),
                seenBeforeActive(),
                foreignStays(),
                onlyForeignRemains(),
                nobodyDecidesOnTheirOwn(),
                oneGrantPerRequest(),
                auditOfRequests(),
                auditOfGrants(),
                auditOfAttempts(),
                noneLastsTooLong(),
                allAtRest(),
                answersHold());
    }

    private static boolean byLibrary(Change change) {
        return !change.by().equals(Truth.OUTSIDER) && !change.by().equals(EXPIRY);
    }

    /** Each call has at most one effect: the n-th effect needs n attempts that were committed before it. */
    private Judgement intent() {
        Judgement judgement = new Judgement("1, 2: no effect without a committed attempt");
        Map<String, List<Instant>> attempts = new HashMap<>();
        for (EventRow event : evidence.events()) {
            if (event.action().endsWith("_ATTEMPTED")) {
                attempts.computeIfAbsent(event.action() + event.assignment().orElseThrow(), key -> new ArrayList<>())
                        .add(event.committed());
            }
        }
        Map<String, Integer> effects = new HashMap<>();
        for (Change change : evidence.history()) {
            if (byLibrary(change)) {
                String action = change.op().equals("REMOVE") ? "REVOKE_ATTEMPTED" : "ASSIGN_ATTEMPTED";
                String key = action + change.assignment().map(UUID::toString).orElse("");
                int nth = effects.merge(key, 1, Integer::sum);
                long before = attempts.getOrDefault(key, List.of()).stream()
                        .filter(at -> !at.isAfter(change.at()))
                        .count();
                judgement.expect(before >= nth, change + " is effect " + nth + " of " + before + " attempts");
            }
        }
        return judgement;
    }

    /** A time in which a grant holds an assignment, or in which its access is there. */
    private record Hold(Instant from, Instant to) {}

    private Map<UUID, List<Hold>> holds() {
        Map<UUID, Instant> ends = new HashMap<>();
        Map<String, Instant> itemEnds = new HashMap<>();
        for (EventRow event : evidence.events()) {
            if (event.action().equals("GRANT_ENDING")) {
                ends.merge(event.grant().orElseThrow(), event.at(), TruthOracle::earlier);
            }
            if (event.action().equals("CLAIM_FAILED") && event.assignment().isPresent()) {
                itemEnds.merge(
                        "" + event.grant().orElseThrow() + event.assignment().get(), event.at(), TruthOracle::earlier);
            }
        }
        Map<UUID, List<Hold>> holds = new HashMap<>();
        for (ClaimRow claim : evidence.claims()) {
            GrantRow grant = grants.get(claim.grant());
            if (grant != null && claim.assignment().isPresent()) {
                Instant end = earlier(grant.endsAt(), ends.getOrDefault(grant.id(), grant.endsAt()));
                end = earlier(
                        end,
                        itemEnds.getOrDefault(
                                "" + grant.id() + claim.assignment().get(), end));
                holds.computeIfAbsent(claim.assignment().get(), key -> new ArrayList<>())
                        .add(new Hold(grant.startsAt(), end));
            }
        }
        return holds;
    }

    private Judgement endsInTime() {
        Judgement judgement = new Judgement("3, 13, 14: access is there only while a grant holds it");
        Map<UUID, List<Hold>> holds = holds();
        Map<Long, Change> there = new HashMap<>();
        for (Change change : evidence.history()) {
            if (!change.madeBy().equals("library")) {
                continue;
            }
            if (change.op().equals("ADD")) {
                there.put(change.entry(), change);
                boolean begun = holds.getOrDefault(change.assignment().orElseThrow(), List.of()).stream()
                        .anyMatch(hold -> !hold.from().isAfter(change.at()));
                judgement.expect(begun, change + " came before any grant's start");
            } else if (!change.op().equals("UPDATE")) {
                Change added = there.remove(change.entry());
                Duration alone = added == null
                        ? Duration.ZERO
                        : alone(
                                added.at(),
                                change.at(),
                                holds.getOrDefault(added.assignment().orElseThrow(), List.of()));
                judgement.took(alone);
                boolean inTime = alone.compareTo(bound) <= 0;
                judgement.expect(
                        inTime,
                        inTime ? "" : added + " was there for " + alone + " with no grant" + story(added, change.at()));
            }
        }
        there.values().forEach(change -> judgement.expect(false, change + " was never removed"));
        return judgement;
    }

    /** What happened to an entry's assignment while it was there, and when its kind's listing was compared. */
    private String story(Change added, Instant removed) {
        Set<UUID> grantsOfIt = evidence.claims().stream()
                .filter(claim -> claim.assignment().equals(added.assignment()))
                .map(ClaimRow::grant)
                .collect(Collectors.toSet());
        Stream<String> told = evidence.events().stream()
                .filter(event -> event.assignment().equals(added.assignment())
                        || event.grant().filter(grantsOfIt::contains).isPresent()
                        || event.action().equals("DRIFT_SCANNED"))
                .filter(event -> !event.at().isBefore(added.at().minusSeconds(20))
                        && !event.at().isAfter(removed.plusSeconds(2)))
                .map(event -> event.at() + " committed " + event.committed() + " " + event.action() + " "
                        + event.grant().map(UUID::toString).orElse(""));
        Stream<String> done = evidence.history().stream()
                .filter(change -> change.entry() == added.entry())
                .map(change -> change.at() + " " + change.op() + " by " + change.by());
        return Stream.concat(told, done).sorted().map(line -> "\n      " + line).collect(Collectors.joining());
    }

    /** The longest stretch of the time between that no hold covers. */
    private static Duration alone(Instant from, Instant to, Collection<Hold> holds) {
        Instant covered = from;
        Duration longest = Duration.ZERO;
        List<Hold> sorted = holds.stream()
                .filter(hold -> hold.to().isAfter(from) && hold.from().isBefore(to))
                .sorted((a, b) -> a.from().compareTo(b.from()))
                .toList();
        for (Hold hold : sorted) {
            longest = longer(longest, Duration.between(covered, hold.from()));
            covered = covered.isAfter(hold.to()) ? covered : hold.to();
        }
        return longer(longest, Duration.between(covered, to));
    }

    /** What was standing is somebody else's, and left out. */
    private Judgement seenBeforeActive() {
        Judgement judgement = new Judgement("4: an active grant's access was there");
        Map<UUID, List<Hold>> there = there();
        Set<String> standing = evidence.claims().stream()
                .filter(claim -> claim.standing() && claim.assignment().isPresent())
                .map(claim -> "" + claim.grant() + claim.assignment().get())
                .collect(Collectors.toSet());
        for (EventRow event : evidence.events()) {
            if (event.action().equals("CLAIM_ACTIVE")
                    && !standing.contains("" + event.grant().orElseThrow()
                            + event.assignment().orElseThrow())) {
                Instant earliest = event.committed().minus(SEEN_TO_WRITTEN);
                boolean was = there.getOrDefault(event.assignment().get(), List.of()).stream()
                        .anyMatch(time -> !time.from().isAfter(event.committed())
                                && !time.to().isBefore(earliest));
                judgement.expect(was, event + " and the access was not there in the time before");
            }
        }
        return judgement;
    }

    /** When the access of each assignment was there. */
    private Map<UUID, List<Hold>> there() {
        Map<Long, Change> added = new HashMap<>();
        Map<UUID, List<Hold>> there = new HashMap<>();
        for (Change change : evidence.history()) {
            if (change.op().equals("ADD")) {
                added.put(change.entry(), change);
            } else if (!change.op().equals("UPDATE")) {
                Optional.ofNullable(added.remove(change.entry())).ifPresent(from -> put(there, from, change.at()));
            }
        }
        added.values().forEach(from -> put(there, from, Instant.MAX));
        return there;
    }

    private static void put(Map<UUID, List<Hold>> there, Change added, Instant until) {
        added.assignment()
                .ifPresent(id ->
                        there.computeIfAbsent(id, key -> new ArrayList<>()).add(new Hold(added.at(), until)));
    }

    private Judgement foreignStays() {
        Judgement judgement = new Judgement("6: nothing of others is touched");
        for (Change change : evidence.history()) {
            if (change.madeBy().equals(Truth.OUTSIDER)) {
                judgement.expect(change.by().equals(Truth.OUTSIDER), change + " touched what an outsider made");
            }
        }
        return judgement;
    }

    private Judgement onlyForeignRemains() {
        Judgement judgement = new Judgement("3, 6: in the end exactly the others' access remains");
        Set<Long> expected = new HashSet<>();
        for (Change change : evidence.history()) {
            if (change.by().equals(Truth.OUTSIDER) && change.op().equals("ADD")) {
                expected.add(change.entry());
            } else if (change.by().equals(Truth.OUTSIDER)) {
                expected.remove(change.entry());
            }
        }
        for (Truth.Entry entry : evidence.entries()) {
            judgement.expect(expected.remove(entry.id()), entry + " remains");
        }
        expected.forEach(id -> judgement.expect(false, "entry " + id + " of an outsider is gone"));
        return judgement;
    }

    /** {@link Company#DEPUTY} asks, and tries to decide on whatever waits. */
    private Judgement nobodyDecidesOnTheirOwn() {
        Judgement judgement = new Judgement("9: nobody decides on their own access");
        evidence.requests().stream()
                .filter(request -> request.decisions() > 0)
                .forEach(request -> judgement.expect(request.own() == 0, request.toString()));
        return judgement;
    }

    private Judgement noneLastsTooLong() {
        Judgement judgement = new Judgement("13: no grant lasts longer than it may");
        for (GrantRow grant : evidence.grants()) {
            Duration lasts = Duration.between(grant.startsAt(), grant.endsAt());
            judgement.expect(lasts.compareTo(Company.LONGEST) <= 0, grant + " lasts " + lasts);
        }
        return judgement;
    }

    private Judgement oneGrantPerRequest() {
        Judgement judgement = new Judgement("10: one grant for each approved request, none for others");
        Map<UUID, Long> made =
                evidence.grants().stream().collect(Collectors.groupingBy(GrantRow::request, Collectors.counting()));
        for (RequestRow request : evidence.requests()) {
            long wanted =
                    request.state().equals("APPROVED") && request.extending().isEmpty() ? 1 : 0;
            long is = made.getOrDefault(request.id(), 0L);
            judgement.expect(is == wanted, request + " has " + is + " grants");
        }
        made.keySet().forEach(id -> judgement.expect(requests.containsKey(id), "a grant of no request " + id));
        return judgement;
    }

    private Judgement auditOfRequests() {
        Judgement judgement = new Judgement("11: each change of a request is recorded once");
        Map<String, Long> recorded = count(event -> event.request()
                .filter(id -> event.grant().isEmpty()
                        || event.action().startsWith("REQUEST_")
                        || event.action().equals("DECISION_MADE")));
        for (RequestRow request : evidence.requests()) {
            judgement.expect(times(recorded, "REQUEST_CREATED", request.id()) == 1, request + " has no one creation");
            for (String end : List.of("APPROVED", "DENIED", "WITHDRAWN", "LAPSED")) {
                long wanted = request.state().equals(end) ? 1 : 0;
                long is = times(recorded, "REQUEST_" + end, request.id());
                judgement.expect(is == wanted, request + " is recorded " + end + " " + is + " times");
            }
            long decisions = times(recorded, "DECISION_MADE", request.id());
            judgement.expect(decisions == request.decisions(), request + " has " + decisions + " recorded decisions");
        }
        known(judgement, recorded, requests.keySet());
        return judgement;
    }

    private Judgement auditOfGrants() {
        Judgement judgement = new Judgement("11: each change of a grant is recorded once");
        Map<String, Long> recorded = count(EventRow::grant);
        for (GrantRow grant : evidence.grants()) {
            boolean over = grant.state().equals("ENDED");
            long extended = evidence.requests().stream()
                    .filter(request -> request.extending().equals(Optional.of(grant.id()))
                            && request.state().equals("APPROVED"))
                    .count();
            judgement.expect(times(recorded, "GRANT_CREATED", grant.id()) == 1, grant + " has no one creation");
            judgement.expect(times(recorded, "GRANT_ACTIVE", grant.id()) <= 1, grant + " was active more than once");
            judgement.expect(times(recorded, "GRANT_ENDED", grant.id()) == (over ? 1 : 0), grant + " has no one end");
            judgement.expect(
                    times(recorded, "GRANT_EXTENDED", grant.id()) == extended,
                    grant + " has not " + extended + " extensions");
        }
        known(judgement, recorded, grants.keySet());
        return judgement;
    }

    private Judgement auditOfAttempts() {
        Judgement judgement = new Judgement("11: each attempt is recorded once");
        Map<String, Long> recorded = count(EventRow::assignment);
        for (AssignmentRow row : evidence.assignments()) {
            long is = times(recorded, "ASSIGN_ATTEMPTED", row.id()) + times(recorded, "REVOKE_ATTEMPTED", row.id());
            judgement.expect(is == row.attempts(), row + " has " + is + " recorded attempts");
        }
        known(
                judgement,
                recorded,
                evidence.assignments().stream().map(AssignmentRow::id).collect(Collectors.toSet()));
        return judgement;
    }

    private Judgement allAtRest() {
        Judgement judgement = new Judgement("3, 5, 7: everything has come to its end");
        evidence.grants().forEach(grant -> judgement.expect(grant.state().equals("ENDED"), grant.toString()));
        evidence.claims().forEach(claim -> judgement.expect(claim.state().equals("ENDED"), claim.toString()));
        evidence.assignments()
                .forEach(row -> judgement.expect(
                        !row.due() && !row.ours() && row.state().matches("ABSENT|STANDING"), row.toString()));
        evidence.requests().forEach(request -> judgement.expect(!request.state().equals("PENDING"), "" + request));
        return judgement;
    }

    /** What a user was told is so, whatever happened to the node or the database since. */
    private Judgement answersHold() {
        Judgement judgement = new Judgement("what users were told was done stays done");
        for (String ack : evidence.acks()) {
            String[] words = ack.split(" ");
            UUID id = UUID.fromString(words[2]);
            if (words[1].equals("request")) {
                RequestRow request = requests.get(id);
                boolean asTold = request != null
                        && (words[3].equals("PENDING") || words[3].equals(request.state()))
                        && (words[4].equals("-") || grants.containsKey(UUID.fromString(words[4])));
                judgement.expect(asTold, ack + ", but " + request);
            } else {
                GrantRow grant = grants.get(id);
                judgement.expect(grant != null && grant.state().matches("ENDING|ENDED"), ack + ", but " + grant);
            }
        }
        return judgement;
    }

    private Map<String, Long> count(Function<EventRow, Optional<UUID>> of) {
        return evidence.events().stream()
                .filter(event -> of.apply(event).isPresent())
                .collect(Collectors.groupingBy(
                        event -> event.action() + " " + of.apply(event).get(), Collectors.counting()));
    }

    private static long times(Map<String, Long> recorded, String action, UUID id) {
        return recorded.getOrDefault(action + " " + id, 0L);
    }

    /** An event without its row would tell of a change that was rolled back. */
    private static void known(Judgement judgement, Map<String, Long> recorded, Set<UUID> ids) {
        recorded.keySet()
                .forEach(key -> judgement.expect(
                        ids.contains(UUID.fromString(key.substring(key.indexOf(' ') + 1))),
                        "recorded of what is not there: " + key));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
