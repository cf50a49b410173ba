package io.jitaccess;

import io.jitaccess.grant.Claim;
import io.jitaccess.id.ClaimId;
import io.jitaccess.spi.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The claims that a lane resolves, from their lease until what was found is written. For the lane's thread alone. */
final class ClaimWrites {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimWrites.class);
    /** After so many failed writes a claim is let go. */
    private static final int MOST_FAILED = 5;

    private final Store store;
    private final Resolver resolver;
    private final Set<ClaimId> begun = new HashSet<>();
    private final Map<ClaimId, Integer> failed = new HashMap<>();

    ClaimWrites(Store store, Resolver resolver) {
        this.store = store;
        this.resolver = resolver;
    }

    boolean isEmpty() {
        return begun.isEmpty();
    }

    int size() {
        return begun.size();
    }

    void begun(Claim claim) {
        begun.add(claim.id());
    }

    /**
     * Writes them together; if that fails, each by itself, so that a bad one holds up no other. What cannot be written is
     * to be handed in again: a few times, and then it is let go. Its claim is found again when its lease has run out, and
     * nothing was done for it yet.
     *
     * @return those that need not be handed in again
     */
    List<Landing.Resolved> write(List<Landing.Resolved> resolved) {
        if (resolved.size() > 1) {
            try {
                settle(resolved);
                resolved.forEach(this::over);
                return resolved;
            } catch (RuntimeException e) {
                LOG.debug("{} claims could not be written together", resolved.size(), e);
            }
        }
        List<Landing.Resolved> done = new ArrayList<>();
        for (Landing.Resolved one : resolved) {
            if (writeAlone(one)) {
                over(one);
                done.add(one);
            }
        }
        return done;
    }

    private boolean writeAlone(Landing.Resolved one) {
        ClaimId claim = one.claim().id();
        try {
            settle(List.of(one));
            return true;
        } catch (RuntimeException e) {
            if (failed.merge(claim, 1, Integer::sum) <= MOST_FAILED) {
                return false;
            }
            LOG.warn("claim {} could not be written, it is resolved again", claim, e);
            return true;
        }
    }

    private void settle(List<Landing.Resolved> resolved) {
        store.separately(unit -> {
            resolver.settle(unit, resolved);
            return true;
        });
    }

    private void over(Landing.Resolved one) {
        failed.remove(one.claim().id());
        begun.remove(one.claim().id());
    }
}
