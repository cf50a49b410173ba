package io.jitaccess.jdbc.baddays;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.BatchProvider;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.SessionEnder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A provider of a node that changes many at once, and ends sessions. */
final class BulkProvider implements BatchProvider, SessionEnder {

    private final SoloProvider one;

    BulkProvider(Truth truth, String node, FaultScript script) {
        this.one = new SoloProvider("bulk", truth, node, script);
    }

    @Override
    public ProviderId id() {
        return one.id();
    }

    @Override
    public List<KindDescriptor> kinds() {
        return one.kinds();
    }

    @Override
    public List<Problem> validate(Entitlement entitlement) {
        return one.validate(entitlement);
    }

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return one.targetKey(entitlement);
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return one.covers(eligible, asked);
    }

    @Override
    public PrincipalLookup principal(Identity identity, Entitlement entitlement) {
        return one.principal(identity, entitlement);
    }

    @Override
    public Observation observe(AccessRef access) {
        return one.observe(access);
    }

    @Override
    public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
        return one.assign(access, until, ours);
    }

    @Override
    public ChangeOutcome revoke(AccessRef access) {
        return one.revoke(access);
    }

    @Override
    public ListedAccess.Page list(EntitlementKind kind, Optional<String> from) {
        return one.list(kind, from);
    }

    @Override
    public String batchKey(AccessRef access) {
        return "keys";
    }

    @Override
    public int largestBatch() {
        return 5;
    }

    @Override
    public List<Observation> look(List<AccessRef> accesses) {
        FaultScript.Fate<FaultScript.Read> fate = one.script.read();
        return accesses.stream().map(access -> one.observe(access, fate)).toList();
    }

    @Override
    public List<ChangeOutcome> apply(List<Change> changes) {
        FaultScript.Fate<FaultScript.Change> fate = one.script.change(changes.size());
        if (fate.fault() == FaultScript.Change.PARTIAL) {
            List<ChangeOutcome> outcomes = new ArrayList<>(
                    Collections.nCopies(changes.size(), ChangeOutcome.unknown("the batch broke in the middle")));
            for (int i = 0; i < changes.size() / 2; i++) {
                one.change(
                        changes.get(i).access(),
                        changes.get(i).until(),
                        changes.get(i).ours(),
                        fate);
            }
            return outcomes;
        }
        return changes.stream()
                .map(change -> one.change(change.access(), change.until(), change.ours(), fate))
                .toList();
    }

    @Override
    public SessionEnding endSessions(AccessRef access) {
        return one.script.read().fault() == FaultScript.Read.UNCLEAR
                ? new SessionEnding.Failed("the script says so")
                : new SessionEnding.Ended(0);
    }
}
