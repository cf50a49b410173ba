package io.jitaccess.jdbc.baddays;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.jdbc.baddays.Evidence.AssignmentRow;
import io.jitaccess.jdbc.baddays.Evidence.ClaimRow;
import io.jitaccess.jdbc.baddays.Evidence.EventRow;
import io.jitaccess.jdbc.baddays.Evidence.GrantRow;
import io.jitaccess.jdbc.baddays.Evidence.RequestRow;
import io.jitaccess.jdbc.baddays.Truth.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The oracle is silent about a good story, and speaks about each that was doctored. */
class TruthOracleTest {

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final UUID REQUEST = new UUID(1, 1);
    private static final UUID GRANT = new UUID(2, 2);
    private static final UUID ASSIGNMENT = new UUID(3, 3);
    private static final UUID MARK = ASSIGNMENT;

    /** One request, its grant of ten seconds, its access, and an outsider's. */
    private static final class Story {

        final List<RequestRow> requests = new ArrayList<>(
                List.of(new RequestRow(REQUEST, "APPROVED", Optional.of(GRANT), Optional.empty(), 1, 0)));
        final List<GrantRow> grants = new ArrayList<>(List.of(new GrantRow(GRANT, REQUEST, START, at(10), "ENDED")));
        final List<ClaimRow> claims =
                new ArrayList<>(List.of(new ClaimRow(GRANT, Optional.of(ASSIGNMENT), "ENDED", false)));
        final List<AssignmentRow> assignments =
                new ArrayList<>(List.of(new AssignmentRow(ASSIGNMENT, "ABSENT", false, 2, false)));
        final List<EventRow> events = new ArrayList<>(List.of(
                event(0, "REQUEST_CREATED"),
                event(0, "DECISION_MADE"),
                event(0, "REQUEST_APPROVED"),
                event(0, "GRANT_CREATED"),
                event(1, "ASSIGN_ATTEMPTED"),
                event(3, "CLAIM_ACTIVE"),
                event(3, "GRANT_ACTIVE"),
                event(10, "GRANT_ENDING"),
                event(11, "REVOKE_ATTEMPTED"),
                event(13, "GRANT_ENDED")));
        final List<Change> history = new ArrayList<>(List.of(
                change(0, "ADD", 1, "outsider", "outsider"),
                change(2, "ADD", 2, "library", "node"),
                change(12, "REMOVE", 2, "library", "node")));
        final List<Truth.Entry> entries = new ArrayList<>(List.of(entry(1, "outsider")));
        final List<String> acks = new ArrayList<>(
                List.of("ACK request " + REQUEST + " PENDING -", "ACK request " + REQUEST + " APPROVED " + GRANT));

        Evidence evidence() {
            return new Evidence(requests, grants, claims, assignments, events, history, entries, acks);
        }
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private static EventRow event(int second, String action) {
        boolean ofRequest = action.startsWith("REQUEST") || action.startsWith("DECISION");
        boolean ofAssignment = action.endsWith("_ATTEMPTED") || action.startsWith("CLAIM");
        return new EventRow(
                at(second),
                at(second),
                action,
                Optional.of(REQUEST),
                ofRequest ? Optional.empty() : Optional.of(GRANT),
                ofAssignment ? Optional.of(ASSIGNMENT) : Optional.empty());
    }

    private static Change change(int second, String op, long entry, String madeBy, String by) {
        return new Change(
                at(second),
                op,
                entry,
                "badge",
                "ann",
                "a",
                madeBy,
                by,
                madeBy.equals("library") ? Optional.of(ASSIGNMENT) : Optional.empty());
    }

    private static Truth.Entry entry(long id, String madeBy) {
        return new Truth.Entry(
                id, "badge", "ann", "a", madeBy.equals("library") ? MARK : Truth.NO_MARK, madeBy, Optional.empty());
    }

    private static void removeEvent(Story story, String action) {
        story.events.removeIf(event -> event.action().equals(action));
    }

    /** What the oracle finds broken in a story that was doctored so. */
    private static List<String> broken(Consumer<Story> doctoring) {
        Story story = new Story();
        doctoring.accept(story);
        return new TruthOracle(story.evidence(), Duration.ofSeconds(5))
                .judge().stream()
                        .filter(judgement -> !judgement.violations().isEmpty())
                        .map(Judgement::invariant)
                        .toList();
    }

    @Test
    void aGoodStoryPutsEveryInvariantToTheTestAndHolds() {
        assertThat(new TruthOracle(new Story().evidence(), Duration.ofSeconds(5)).judge())
                .allSatisfy(judgement -> {
                    assertThat(judgement.violations()).isEmpty();
                    assertThat(judgement.exercised()).as(judgement.invariant()).isPositive();
                });
    }

    @Test
    void anEffectBeforeItsAttemptWasCommitted() {
        assertThat(broken(story -> {
                    removeEvent(story, "ASSIGN_ATTEMPTED");
                    story.events.add(new EventRow(
                            at(1),
                            at(3),
                            "ASSIGN_ATTEMPTED",
                            Optional.of(REQUEST),
                            Optional.of(GRANT),
                            Optional.of(ASSIGNMENT)));
                }))
                .containsExactly("1, 2: no effect without a committed attempt");
    }

    @Test
    void aSecondEffectOfOneAttempt() {
        assertThat(broken(story -> story.history.add(2, change(4, "UPDATE", 2, "library", "node"))))
                .containsExactly("1, 2: no effect without a committed attempt");
    }

    @Test
    void accessThatStayedTooLong() {
        assertThat(broken(story -> story.history.set(2, change(16, "REMOVE", 2, "library", "node"))))
                .containsExactly("3, 13, 14: access is there only while a grant holds it");
    }

    @Test
    void accessThatStayedAfterAnEarlyEnd() {
        assertThat(broken(story -> {
                    removeEvent(story, "GRANT_ENDING");
                    story.events.add(event(4, "GRANT_ENDING"));
                }))
                .containsExactly("3, 13, 14: access is there only while a grant holds it");
    }

    @Test
    void accessBeforeTheGrantBegan() {
        assertThat(broken(story -> story.grants.set(0, new GrantRow(GRANT, REQUEST, at(3), at(10), "ENDED"))))
                .containsExactly("3, 13, 14: access is there only while a grant holds it");
    }

    @Test
    void aGrantThatLastsLongerThanItMay() {
        assertThat(broken(story -> story.grants.set(0, new GrantRow(GRANT, REQUEST, START, at(13), "ENDED"))))
                .containsExactly("13: no grant lasts longer than it may");
    }

    @Test
    void aDecisionOnOnesOwn() {
        assertThat(broken(story -> story.requests.set(
                        0, new RequestRow(REQUEST, "APPROVED", Optional.of(GRANT), Optional.empty(), 1, 1))))
                .containsExactly("9: nobody decides on their own access");
    }

    @Test
    void accessThatIsStillThere() {
        assertThat(broken(story -> {
                    story.history.remove(2);
                    story.entries.add(entry(2, "library"));
                }))
                .containsExactly(
                        "3, 13, 14: access is there only while a grant holds it",
                        "3, 6: in the end exactly the others' access remains");
    }

    @Test
    void anItemThatWasActiveBeforeItsAccessWasThere() {
        assertThat(broken(story -> {
                    removeEvent(story, "CLAIM_ACTIVE");
                    story.events.add(event(1, "CLAIM_ACTIVE"));
                }))
                .containsExactly("4: an active grant's access was there");
    }

    @Test
    void anItemWhoseAccessWasThereForAnEarlierGrantOnly() {
        assertThat(broken(story -> {
                    removeEvent(story, "CLAIM_ACTIVE");
                    story.events.add(event(40, "CLAIM_ACTIVE"));
                }))
                .containsExactly("4: an active grant's access was there");
    }

    @Test
    void accessOfOthersThatWasRemoved() {
        assertThat(broken(story -> {
                    story.events.add(event(4, "REVOKE_ATTEMPTED"));
                    story.assignments.set(0, new AssignmentRow(ASSIGNMENT, "ABSENT", false, 3, false));
                    story.history.add(
                            2,
                            new Change(
                                    at(5),
                                    "REMOVE",
                                    1,
                                    "badge",
                                    "ann",
                                    "a",
                                    "outsider",
                                    "node",
                                    Optional.of(ASSIGNMENT)));
                    story.entries.clear();
                }))
                .containsExactly(
                        "6: nothing of others is touched", "3, 6: in the end exactly the others' access remains");
    }

    @Test
    void twoGrantsOfOneRequest() {
        assertThat(broken(story -> story.grants.add(new GrantRow(new UUID(9, 9), REQUEST, START, at(10), "ENDED"))))
                .contains("10: one grant for each approved request, none for others");
    }

    @Test
    void aGrantOfADeniedRequest() {
        assertThat(broken(story -> {
                    story.requests.set(0, new RequestRow(REQUEST, "DENIED", Optional.empty(), Optional.empty(), 1, 0));
                    removeEvent(story, "REQUEST_APPROVED");
                    story.events.add(event(1, "REQUEST_DENIED"));
                    story.acks.remove(1);
                }))
                .containsExactly("10: one grant for each approved request, none for others");
    }

    @Test
    void eachEventThatIsLost() {
        for (String action : List.of("REQUEST_CREATED", "DECISION_MADE", "REQUEST_APPROVED")) {
            assertThat(broken(story -> removeEvent(story, action)))
                    .containsExactly("11: each change of a request is recorded once");
        }
        for (String action : List.of("GRANT_CREATED", "GRANT_ENDED")) {
            assertThat(broken(story -> removeEvent(story, action)))
                    .containsExactly("11: each change of a grant is recorded once");
        }
        assertThat(broken(story -> removeEvent(story, "REVOKE_ATTEMPTED")))
                .contains("11: each attempt is recorded once");
    }

    @Test
    void eachEventThatIsThereTwice() {
        assertThat(broken(story -> story.events.add(event(1, "REQUEST_APPROVED"))))
                .containsExactly("11: each change of a request is recorded once");
        assertThat(broken(story -> story.events.add(event(1, "GRANT_ENDED"))))
                .containsExactly("11: each change of a grant is recorded once");
    }

    @Test
    void anEventOfWhatWasRolledBack() {
        assertThat(broken(story -> story.events.add(new EventRow(
                        at(1),
                        at(1),
                        "REQUEST_CREATED",
                        Optional.of(new UUID(8, 8)),
                        Optional.empty(),
                        Optional.empty()))))
                .containsExactly("11: each change of a request is recorded once");
    }

    @Test
    void aRowThatIsNotAtRest() {
        assertThat(broken(story -> story.assignments.set(0, new AssignmentRow(ASSIGNMENT, "REVOKING", true, 2, true))))
                .containsExactly("3, 5, 7: everything has come to its end");
    }

    @Test
    void anAnswerThatDidNotLast() {
        assertThat(broken(story -> story.acks.add("ACK request " + new UUID(7, 7) + " PENDING -")))
                .containsExactly("what users were told was done stays done");
    }
}
