package io.jitaccess.testkit.provider;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.problem.Problem;
import io.jitaccess.problem.Problems;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.CredentialIssuer.Credential;
import io.jitaccess.spi.CredentialIssuer.Issuing;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.KindDescriptor.Expiry;
import io.jitaccess.spi.KindDescriptor.Marks;
import io.jitaccess.spi.KindDescriptor.Scope;
import io.jitaccess.spi.KindDescriptor.Sight;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the fake provider does when nothing goes wrong: speaks to the cloud as the kinds declare. */
final class FakeService {

    private final ProviderId id;
    private final FakeCloud cloud;
    private final Map<EntitlementKind, FakeKind> kinds;

    FakeService(ProviderId id, FakeCloud cloud, List<FakeKind> kinds) {
        this.id = id;
        this.cloud = cloud;
        this.kinds = kinds.stream().collect(Collectors.toUnmodifiableMap(FakeKind::kind, kind -> kind));
    }

    List<Problem> problems(Entitlement entitlement) {
        Problems problems = new Problems();
        if (!entitlement.provider().equals(id)) {
            problems.add("provider", "other-provider", "is not " + id);
        }
        FakeKind kind = kinds.get(entitlement.kind());
        return kind == null
                ? problems.add("kind", "unknown", "is not handed out").list()
                : problems.addAll(FakeNames.problems(entitlement)).list();
    }

    TargetKey targetKey(Entitlement entitlement) {
        return new TargetKey(entitlement.kind() + ":" + FakeNames.canonical(entitlement));
    }

    boolean covers(Entitlement eligible, Entitlement asked) {
        return problems(eligible).isEmpty()
                && problems(asked).isEmpty()
                && eligible.kind().equals(asked.kind())
                && FakeNames.covers(FakeNames.canonical(eligible), FakeNames.canonical(asked));
    }

    Observation observe(AccessRef access, Duration ago) {
        KindDescriptor kind = kind(access).descriptor();
        CloudSlot slot = slot(access);
        if (kind.sight() == Sight.UNOBSERVABLE) {
            throw new IllegalStateException(kind.kind() + " cannot be observed");
        }
        if (cloud.isHidden(slot)) {
            return Observation.unclear("no such " + kind.kind() + ", or no right to read it");
        }
        Observation.Mark mark = kind.marks() == Marks.MARKED ? Observation.Mark.OURS : Observation.Mark.NONE;
        return cloud.read(slot, kind(access).age().plus(ago))
                .<Observation>map(entry -> new Observation.Present(entry.until(), mark))
                .orElseGet(Observation::absent);
    }

    ChangeOutcome assign(AccessRef access, Instant until, boolean ours, FakeCall call) {
        boolean carries = kind(access).descriptor().expiry() == Expiry.NATIVE;
        return cloud.assign(slot(access), carries ? Optional.of(until) : Optional.empty(), ours, call);
    }

    ChangeOutcome revoke(AccessRef access, FakeCall call) {
        return cloud.revoke(slot(access), call);
    }

    ListedAccess.Page list(EntitlementKind kind, String from, int size, Duration ago) {
        KindDescriptor descriptor = kind(kind).descriptor();
        if (descriptor.sight() == Sight.UNOBSERVABLE) {
            return new ListedAccess.Page(List.of(), Optional.empty());
        }
        List<CloudEntry> entries = cloud.list(kind, from, size, kind(kind).age().plus(ago));
        Optional<String> next =
                entries.size() > size ? Optional.of(entries.get(size - 1).slot().key()) : Optional.empty();
        return new ListedAccess.Page(
                entries.stream().limit(size).map(this::listed).toList(), next);
    }

    SessionEnding endSessions(AccessRef access) {
        CloudSlot slot = slot(access);
        int ended = cloud.endSessions(slot);
        Optional<Instant> latest = cloud.latestToken(slot);
        return latest.isPresent()
                ? new SessionEnding.NotPossible(latest, "tokens cannot be recalled")
                : new SessionEnding.Ended(ended);
    }

    boolean issues(AccessRef access) {
        return kind(access).secrets() != FakeKind.Secrets.NONE;
    }

    Issuing issue(AccessRef access, Instant until) {
        boolean token = kind(access).secrets() == FakeKind.Secrets.TOKEN;
        return cloud.issue(slot(access), token, until)
                .<Issuing>map(secret -> new Issuing.Issued(new Credential(secret.fields(), secret.until())))
                .orElseGet(() -> new Issuing.NotNow("there is no such access"));
    }

    private ListedAccess listed(CloudEntry entry) {
        Entitlement entitlement =
                Entitlement.of(id.value(), entry.kind().value(), Map.of(FakeNames.ATTRIBUTE, entry.name()));
        return new ListedAccess(entry.principal(), entitlement, targetKey(entitlement), entry.mark(), entry.until());
    }

    private FakeKind kind(AccessRef access) {
        return kind(access.entitlement().kind());
    }

    private FakeKind kind(EntitlementKind name) {
        FakeKind kind = kinds.get(name);
        if (kind == null) {
            throw new IllegalArgumentException(id + " has no kind " + name);
        }
        return kind;
    }

    /** What a listing showed and no grant is known of is addressed by its mark alone. */
    private CloudSlot byMark(KindDescriptor kind, AccessRef access) {
        if (kind.marks() == Marks.UNMARKED) {
            throw new IllegalArgumentException(kind.kind() + " is per grant, and no grant is named");
        }
        Optional<AssignmentId> mark = Optional.of(access.assignment());
        // its sessions may outlive it
        return cloud.history().stream()
                .map(CloudEffect::entry)
                .filter(entry ->
                        entry.kind().equals(kind.kind()) && entry.mark().equals(mark))
                .map(CloudEntry::slot)
                .findFirst()
                .orElseGet(() -> new CloudSlot(
                        kind.kind(),
                        FakeNames.canonical(access.entitlement()),
                        access.principal(),
                        mark,
                        Optional.empty()));
    }

    private CloudSlot slot(AccessRef access) {
        KindDescriptor kind = kind(access).descriptor();
        boolean perGrant = kind.scope() == Scope.PER_GRANT;
        if (perGrant && access.grant().isEmpty()) {
            return byMark(kind, access);
        }
        return new CloudSlot(
                kind.kind(),
                FakeNames.canonical(access.entitlement()),
                access.principal(),
                kind.marks() == Marks.MARKED ? Optional.of(access.assignment()) : Optional.empty(),
                perGrant ? access.grant() : Optional.empty());
    }
}
