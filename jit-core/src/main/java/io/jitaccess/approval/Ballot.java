package io.jitaccess.approval;

import io.jitaccess.identity.IdentityId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Counts the decisions of one stage: distinct people, never accounts or groups. */
public enum Ballot {
    /** More approvals are needed. */
    OPEN,
    /** The quorum is reached. */
    PASSED,
    /** Enough people denied. */
    FAILED;

    /** Judges a stage by the decisions made on it; decisions on other stages are ignored. Denials weigh first. */
    public static Ballot count(Stage stage, int index, Collection<Decision> decisions) {
        Set<IdentityId> approved = new HashSet<>();
        Set<IdentityId> denied = new HashSet<>();
        for (Decision decision : decisions) {
            if (decision.stage() == index) {
                (decision.verdict() == Verdict.APPROVE ? approved : denied).add(decision.person());
            }
        }
        if (denied.size() >= stage.denials()) {
            return FAILED;
        }
        return approved.size() >= stage.quorum() ? PASSED : OPEN;
    }
}
