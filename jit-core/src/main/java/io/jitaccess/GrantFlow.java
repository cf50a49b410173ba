package io.jitaccess;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.grant.EndReason;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.Actor;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.internal.Text;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Refusal;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.ActivitySource;
import io.jitaccess.spi.ConnectLinks;
import io.jitaccess.spi.ConnectLinks.Link;
import io.jitaccess.spi.CredentialIssuer;
import io.jitaccess.spi.CredentialIssuer.Credential;
import io.jitaccess.spi.CredentialIssuer.Issuing;
import io.jitaccess.spi.KindDescriptor.Expiry;
import io.jitaccess.spi.KindDescriptor.Sight;
import io.jitaccess.spi.store.GrantQuery;
import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.UnitOfWork;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holding access: reading, giving back, collecting credentials, waiting. */
final class GrantFlow implements Grants {

    private static final Logger LOG = LoggerFactory.getLogger(GrantFlow.class);
    private final Store store;
    private final People people;
    private final Providers providers;
    private final Recorder recorder;
    private final GrantEnding ending;
    private final Waiters waiters;
    private final ProviderReading reading;

    GrantFlow(
            Store store,
            People people,
            Providers providers,
            Recorder recorder,
            GrantEnding ending,
            Waiters waiters,
            ProviderReading reading) {
        this.store = store;
        this.people = people;
        this.providers = providers;
        this.recorder = recorder;
        this.ending = ending;
        this.waiters = waiters;
        this.reading = reading;
    }

    static <T> Outcome<T> notFound(GrantId grant) {
        return Outcome.refused(Refusal.NOT_FOUND, "grant", "unknown", "there is no grant " + grant + " for you");
    }

    private static boolean isParty(Grant grant, Identity identity) {
        return grant.beneficiary().equals(identity.id()) || grant.requester().equals(identity.id());
    }

    @Override
    public Outcome<GrantView> find(IdentityId caller, GrantId id) {
        return people.asCaller(
                caller,
                identity -> store.joining(unit -> unit.grants()
                        .find(id)
                        .filter(grant -> isParty(grant, identity) || people.mayReadAll(identity))
                        .map(grant -> Outcome.done(view(unit, grant)))
                        .orElseGet(() -> notFound(id))));
    }

    private GrantView view(UnitOfWork unit, Grant grant) {
        List<Claim> claims = unit.grants().claims(grant.id());
        List<Assignment> rows = unit.assignments()
                .findAll(claims.stream().flatMap(c -> c.assignment().stream()).toList());
        return new GrantView(
                grant,
                claims.stream()
                        .map(claim -> item(
                                grant,
                                claim,
                                rows.stream()
                                        .filter(row -> claim.assignment().equals(Optional.of(row.id())))
                                        .findFirst(),
                                unit.now()))
                        .toList());
    }

    private GrantView.Item item(Grant grant, Claim claim, Optional<Assignment> row, Instant now) {
        Optional<AccessProvider> provider = providers.find(claim.entitlement().provider());
        Optional<Link> connect = claim.state() == ClaimState.ACTIVE && provider.isPresent()
                ? row.flatMap(r -> link(provider.get(), r))
                : Optional.empty();
        return new GrantView.Item(
                claim.item(),
                claim.entitlement(),
                claim.state(),
                claim.standing(),
                claim.endReason(),
                row.map(Assignment::state),
                row.map(Assignment::principal),
                claim.detail()
                        .or(() -> row.filter(r -> claim.state() != ClaimState.ENDED)
                                .flatMap(Assignment::lastError)),
                row.isPresent() && collectable(claim, row.get(), now),
                row.map(Assignment::credentialsIssued).orElse(0),
                claim.state() == ClaimState.ACTIVE ? row.flatMap(this::usableFrom) : Optional.empty(),
                Stream.concat(
                                row.flatMap(Assignment::latestUsable).stream(),
                                row.flatMap(r -> removedEverywhere(grant, claim, r)).stream())
                        .max(Instant::compareTo),
                connect);
    }

    /** When a removal holds everywhere, at the latest; empty where that is at once, or where the provider ended it itself. */
    private Optional<Instant> removedEverywhere(Grant grant, Claim claim, Assignment row) {
        boolean wasRemoved = claim.state() == ClaimState.ENDED
                && !claim.standing()
                && (row.state() == AssignmentState.REVOKING || row.state() == AssignmentState.ABSENT)
                && row.attempts() > 0;
        return providers
                .kind(row.entitlement())
                .filter(kind -> wasRemoved && !kind.propagation().isZero())
                .filter(kind ->
                        kind.expiry() == Expiry.NONE || !claim.endReason().equals(Optional.of(EndReason.EXPIRED)))
                .flatMap(kind -> grant.endedAt().map(at -> at.plus(kind.propagation())));
    }

    private Optional<Instant> usableFrom(Assignment row) {
        return providers
                .kind(row.entitlement())
                .filter(kind -> !kind.propagation().isZero())
                .flatMap(kind -> row.acceptedAt().map(at -> at.plus(kind.propagation())));
    }

    private static Optional<Link> link(AccessProvider provider, Assignment row) {
        try {
            return provider instanceof ConnectLinks links
                    ? Optional.of(links.connectLink(Providers.ref(row)))
                    : Optional.empty();
        } catch (RuntimeException e) {
            LOG.warn("provider {} gave no connect link for assignment {}", provider.id(), row.id(), e);
            return Optional.empty();
        }
    }

    private boolean collectable(Claim claim, Assignment row, Instant now) {
        return claim.state() == ClaimState.ACTIVE
                && !claim.standing()
                && row.state() == AssignmentState.PRESENT
                && row.isWanted(now)
                && providers.find(row.provider()).orElse(null) instanceof CredentialIssuer issuer
                && issuer.issues(Providers.ref(row));
    }

    @Override
    public Outcome<Page<Grant>> mine(IdentityId caller, PageRequest page) {
        return people.asCaller(caller, identity -> page(GrantQuery.ALL.involving(caller), page));
    }

    @Override
    public Outcome<Page<Grant>> all(IdentityId caller, GrantQuery query, PageRequest page) {
        return people.asReader(caller, identity -> page(query, page));
    }

    private Outcome<Page<Grant>> page(GrantQuery query, PageRequest page) {
        return Reading.page(() -> store.joining(unit -> unit.grants().page(query, page)));
    }

    @Override
    public Outcome<Grant> release(IdentityId caller, GrantId id, String comment) {
        return checked(
                comment,
                () -> people.asCaller(
                        caller,
                        identity -> store.joining(unit -> unit.grants()
                                .lock(id)
                                .filter(grant -> isParty(grant, identity))
                                .map(grant -> Outcome.done(end(unit, grant, EndReason.RELEASED, caller, comment)))
                                .orElseGet(() -> notFound(id)))));
    }

    /** Ends the locked grant. */
    Grant end(UnitOfWork unit, Grant grant, EndReason reason, IdentityId by, String comment) {
        return end(unit, List.of(grant), reason, by, comment).stream()
                .findFirst()
                .orElse(grant);
    }

    /** Ends the live ones of these locked grants, and returns them. */
    List<Grant> end(UnitOfWork unit, List<Grant> grants, EndReason reason, IdentityId by, String comment) {
        return ending.end(
                unit, grants, reason, Actor.of(by), comment.isBlank() ? Optional.empty() : Optional.of(comment));
    }

    static <T> Outcome<T> checked(String comment, Supplier<Outcome<T>> next) {
        try {
            Text.paragraph(comment, "comment", 1000);
        } catch (IllegalArgumentException e) {
            return Outcome.refused(Refusal.INVALID, "comment", "malformed", String.valueOf(e.getMessage()));
        }
        return next.get();
    }

    /** What is recorded before a credential is issued. */
    private record Collection(Assignment row, CredentialIssuer issuer, Instant until, int number) {}

    @Override
    public Outcome<Credential> collect(IdentityId caller, GrantId id, int item) {
        Outcome<Collection> counted = people.asCaller(
                caller,
                identity -> store.separately(unit -> unit.grants()
                        .lock(id)
                        .filter(grant -> grant.beneficiary().equals(identity.id()))
                        .map(grant -> count(unit, grant, item, caller))
                        .orElseGet(() -> notFound(id))));
        return counted.fold(
                done -> issue(done.value()), refused -> Outcome.refused(refused.refusal(), refused.problems()));
    }

    /** Counts and records the collection: after this commits the credential may exist, and its end is on record. */
    private Outcome<Collection> count(UnitOfWork unit, Grant grant, int item, IdentityId caller) {
        Optional<Claim> claim = unit.grants().claims(grant.id()).stream()
                .filter(c -> c.item() == item)
                .findFirst();
        if (claim.isEmpty()) {
            return Outcome.refused(Refusal.NOT_FOUND, "item", "unknown", "the grant has no item " + item);
        }
        Optional<Assignment> row = claim.get()
                .assignment()
                .flatMap(held ->
                        unit.assignments().lockAll(List.of(held)).stream().findFirst());
        if (row.isEmpty() || !collectable(claim.get(), row.get(), unit.now())) {
            return Outcome.refused(
                    Refusal.CONFLICT, "item", "not-collectable", "there is no credential to collect for this item now");
        }
        Instant until = row.get().wantedUntil();
        int number = row.get().credentialsIssued() + 1;
        Assignment next = unit.assignments()
                .update(row.get()
                        .change()
                        .credentialsIssued(number)
                        .latestUsable(
                                unobservable(row.get())
                                        ? Optional.of(until)
                                        : row.get().latestUsable())
                        .build());
        recorder.record(
                unit,
                GrantEnding.event(grant, AuditAction.CREDENTIAL_COLLECTED, Actor.of(caller), unit.now())
                        .on(next.id())
                        .with("item", item)
                        .with("number", number)
                        .with("until", until));
        return Outcome.done(new Collection(next, (CredentialIssuer) providers.get(next.provider()), until, number));
    }

    private boolean unobservable(Assignment row) {
        return providers
                .kind(row.entitlement())
                .filter(kind -> kind.sight() == Sight.UNOBSERVABLE)
                .isPresent();
    }

    private static Outcome<Credential> issue(Collection collection) {
        Issuing issuing;
        try {
            issuing =
                    collection.issuer().issue(Providers.ref(collection.row()), collection.until(), collection.number());
        } catch (RuntimeException e) {
            // the message may carry what was issued: only its class is told
            LOG.warn(
                    "provider {} threw {} while issuing a credential for assignment {}",
                    collection.row().provider(),
                    e.getClass().getName(),
                    collection.row().id());
            return Outcome.refused(
                    Refusal.UNAVAILABLE, "", "provider", "the provider did not issue a credential; collect again");
        }
        if (issuing instanceof Issuing.Issued issued) {
            return Outcome.done(issued.credential());
        }
        return Outcome.refused(Refusal.UNAVAILABLE, "", "not-now", ((Issuing.NotNow) issuing).message());
    }

    @Override
    public Outcome<ActivitySource.Page> activity(IdentityId caller, GrantId id, int item, Optional<String> page) {
        Outcome<ProviderReading.Window> window = people.asCaller(
                caller,
                identity -> store.separately(unit -> unit.grants()
                        .find(id)
                        .filter(grant -> isParty(grant, identity) || people.mayReadAll(identity))
                        .map(grant -> ProviderReading.window(unit, grant, item))
                        .orElseGet(() -> notFound(id))));
        return window.fold(
                done -> reading.activity(done.value(), page),
                refused -> Outcome.refused(refused.refusal(), refused.problems()));
    }

    @Override
    public CompletableFuture<Grant> whenActive(GrantId grant) {
        return waiters.whenActive(grant);
    }

    @Override
    public CompletableFuture<Grant> whenEnded(GrantId grant) {
        return waiters.whenEnded(grant);
    }
}
