package io.jitaccess;

import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.grant.Assignment;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How this node and the shared store fare. A store that does not answer throws instead.
 *
 * @param running whether this node's reconciler runs
 * @param overdue how many assignments are past their end by more than the alarm threshold and not confirmed absent,
 *     counted up to 1000
 * @param longestOverdue the first of them, at most 20
 * @param catalogue the number of the revision in force; 0 if none
 * @param catalogueProblem why the last reading of the source was not accepted
 * @param disabled eligibilities that this node found unusable for now, with the reason; the first 20
 * @param missingRights what the library's own account may not do, by provider, as this node last looked
 * @param providers how each provider's queue fares on this node
 * @param outbox how many notifications wait, by channel, counted up to 1000
 */
public record Status(
        boolean running,
        long overdue,
        List<Assignment> longestOverdue,
        long catalogue,
        Optional<String> catalogueProblem,
        Map<EligibilityId, String> disabled,
        Map<ProviderId, List<MissingRight>> missingRights,
        Map<ProviderId, Lane> providers,
        Map<String, Long> outbox) {

    /**
     * One provider's queue on this node.
     *
     * @param inFlight assignments being worked on
     * @param calls calls made since the start
     * @param failures of these, how many failed or had an unknown outcome
     * @param pausedUntil until when the provider asked to be left alone
     * @param lag how late the last due assignment was taken up
     */
    public record Lane(int inFlight, long calls, long failures, Optional<Instant> pausedUntil, Duration lag) {}

    public Status {
        longestOverdue = List.copyOf(longestOverdue);
        disabled = Map.copyOf(disabled);
        missingRights = Map.copyOf(missingRights);
        providers = Map.copyOf(providers);
        outbox = Map.copyOf(outbox);
    }
}
