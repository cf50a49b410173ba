package io.jitaccess;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.grant.EndReason;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.GrantState;
import io.jitaccess.identity.Actor;
import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What happens to grants by the passing of time: their window begins, its end is near, it is over. */
final class GrantDeadlines {

    private static final int BATCH = 100;

    private final Store store;
    private final Recorder recorder;
    private final GrantEnding ending;
    private final Duration warnBefore;
    private final Runnable wake;

    GrantDeadlines(Store store, Recorder recorder, GrantEnding ending, Duration warnBefore, Runnable wake) {
        this.store = store;
        this.recorder = recorder;
        this.ending = ending;
        this.warnBefore = warnBefore;
        this.wake = wake;
    }

    /** Handles up to a batch of what is due; false when nothing was. */
    boolean run() {
        return store.separately(unit -> {
            List<Grant> due = unit.grants().lockDue(BATCH);
            if (due.isEmpty()) {
                return false;
            }
            Instant now = unit.now();
            ending.end(
                    unit,
                    due.stream().filter(grant -> isOver(grant, now)).toList(),
                    EndReason.EXPIRED,
                    Actor.SYSTEM,
                    Optional.empty());
            due.stream().filter(grant -> !isOver(grant, now)).forEach(grant -> act(unit, grant));
            unit.afterCommit(wake);
            return true;
        });
    }

    private static boolean isOver(Grant grant, Instant now) {
        return !now.isBefore(grant.endsAt());
    }

    private void act(UnitOfWork unit, Grant grant) {
        Instant now = unit.now();
        if (grant.state() == GrantState.SCHEDULED) {
            unit.grants()
                    .update(grant.activating()
                            .dueAt(warnAt(grant).filter(now::isBefore).orElse(grant.endsAt())));
            recorder.record(unit, GrantEnding.event(grant, AuditAction.GRANT_ACTIVATING, Actor.SYSTEM, now));
            return;
        }
        if (!grant.warned() && warnAt(grant).filter(at -> !now.isBefore(at)).isPresent()) {
            unit.grants().update(grant.endIsNear());
            recorder.record(
                    unit,
                    GrantEnding.event(grant, AuditAction.GRANT_END_NEAR, Actor.SYSTEM, now)
                            .with("endsAt", grant.endsAt()));
            return;
        }
        unit.grants().update(grant.dueAt(grant.endsAt()));
    }

    private Optional<Instant> warnAt(Grant grant) {
        return warnBefore.isZero()
                ? Optional.empty()
                : Optional.of(grant.endsAt().minus(warnBefore));
    }
}
