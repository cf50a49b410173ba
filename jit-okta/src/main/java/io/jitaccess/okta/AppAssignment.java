package io.jitaccess.okta;

import com.okta.sdk.resource.model.AppUser;
import com.okta.sdk.resource.model.Application;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementDiscovery.Discovered;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code app-assignment}: a user assigned to an app by itself. An assignment that a group gives is access as well: it is
 * never made the person's own, and never removed.
 */
final class AppAssignment implements Kind {

    static final EntitlementKind KIND = new EntitlementKind("app-assignment");
    static final String APP = "app";
    static final String LOSS = "data-loss";
    private static final String ACCEPTED = "accepted";

    private static final String OUTLIVES = "sessions that run in the app go on until the app ends them itself";

    private final Context context;
    private final Choice choice;
    private final Form form;
    private final Apps apps;

    AppAssignment(Context context, Choice choice) {
        this.context = context;
        this.choice = choice;
        this.apps = new Apps(context.okta());
        this.form = new Form(context.provider(), KIND)
                .required(
                        APP,
                        value -> !Ids.APP.matcher(value).matches()
                                ? Optional.of("must be the id of an app of Okta, such as 0oa1a2b3c4D5e6f7G8h9")
                                : choice.allows(value)
                                        ? Optional.empty()
                                        : Optional.of("is none that this provider may hand out"),
                        "The app's id, not its label")
                .optional(
                        LOSS,
                        value -> value.equals(ACCEPTED)
                                ? Optional.empty()
                                : Optional.of("must be " + ACCEPTED + ", or not there"),
                        "\"accepted\": what the app loses when the person is unassigned may be lost");
    }

    @Override
    public KindDescriptor descriptor() {
        return new KindDescriptor(
                KIND,
                "Okta app assignment",
                form.attributes(),
                KindDescriptor.Scope.SHARED,
                KindDescriptor.Expiry.NONE,
                KindDescriptor.Sight.OBSERVABLE,
                KindDescriptor.Marks.UNMARKED,
                Duration.ofMinutes(1),
                Duration.ofDays(365),
                GroupMembership.READ_LAG,
                GroupMembership.PROPAGATION,
                context.limits().callTimeout(),
                context.limits().effectHorizon());
    }

    @Override
    public List<Problem> validate(Entitlement entitlement) {
        return form.problems(entitlement);
    }

    /** What may be lost at the end is no part of what it gives. */
    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return Keys.of(KIND + ":" + app(entitlement));
    }

    /** One that may lose nothing does not cover one that may. */
    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return app(eligible).equals(app(asked)) && (isLossAccepted(eligible) || !isLossAccepted(asked));
    }

    @Override
    public String batchKey(AccessRef access) {
        return access.targetKey().value();
    }

    @Override
    public List<Observation> look(List<AccessRef> accesses) {
        return OneByOne.look(context.limits(), accesses, access -> {
            String app = app(access.entitlement());
            if (apps.assignment(app, access.principal().value()).isPresent()) {
                return Observation.present();
            }
            return apps.app(app).isPresent() ? Observation.absent() : Observation.unclear("Okta shows no app " + app);
        });
    }

    @Override
    public List<ChangeOutcome> apply(List<Change> changes) {
        return OneByOne.apply(
                context.limits(),
                changes,
                (change, attempt) -> change.until().isPresent()
                        ? assign(change.access(), attempt)
                        : revoke(change.access(), attempt));
    }

    private ChangeOutcome assign(AccessRef access, Attempt attempt) {
        String id = app(access.entitlement());
        Optional<String> barred = barred(apps.app(id), access.entitlement())
                .or(() -> context.people().barred(access.principal()));
        if (barred.isPresent()) {
            return new ChangeOutcome.Refused(barred.get());
        }
        // an assignment of a group's would be made the person's own, and not be given back
        if (apps.assignment(id, access.principal().value()).isPresent()) {
            return ChangeOutcome.done(Effect.ALREADY_PRESENT);
        }
        attempt.write(() -> apps.assign(id, access.principal().value()));
        return ChangeOutcome.done(Effect.CREATED);
    }

    /** What the app loses stops no end: whoever gave the access accepted it, or nothing was to lose then. */
    private ChangeOutcome revoke(AccessRef access, Attempt attempt) {
        String id = app(access.entitlement());
        if (apps.app(id).isEmpty()) {
            return new ChangeOutcome.Refused("Okta shows no app " + id);
        }
        Optional<AppUser> assignment = apps.assignment(id, access.principal().value());
        if (assignment.isEmpty()) {
            return ChangeOutcome.done(Effect.ALREADY_ABSENT);
        }
        if (assignment.get().getScope() != AppUser.ScopeEnum.USER) {
            return new ChangeOutcome.Refused(
                    "a group gives the app to the person now: it ends where the group is changed");
        }
        attempt.write(() -> apps.unassign(id, access.principal().value()));
        return ChangeOutcome.done(Effect.REMOVED);
    }

    private static Optional<String> barred(Optional<Application> app, Entitlement entitlement) {
        return app.map(found -> Apps.barred(found, isLossAccepted(entitlement)))
                .orElseGet(() -> Optional.of("Okta shows no app " + app(entitlement)));
    }

    @Override
    public ListedAccess.Page list(Optional<String> from) {
        return Failure.orThrow(() -> {
            Walk.Part<ListedAccess> page = new Walk<String, ListedAccess>(this::ids, (app, at) -> {
                        Walk.Part<AppUser> users = apps.assignments(app, at);
                        return new Walk.Part<>(
                                users.entries().stream()
                                        .filter(user -> user.getId() != null)
                                        .map(user -> listed(app, user.getId()))
                                        .toList(),
                                users.next());
                    })
                    .page(from);
            return new ListedAccess.Page(page.entries(), page.next());
        });
    }

    private ListedAccess listed(String app, String user) {
        Entitlement entitlement = form.entitlement(Map.of(APP, app));
        return new ListedAccess(
                new PrincipalId(user), entitlement, targetKey(entitlement), Optional.empty(), Optional.empty());
    }

    private Walk.Part<String> ids(Optional<String> from) {
        if (!choice.all()) {
            return new Walk.Part<>(choice.named(), Optional.empty());
        }
        Walk.Part<Application> page = apps.active(from);
        return new Walk.Part<>(
                page.entries().stream().map(app -> String.valueOf(app.getId())).toList(), page.next());
    }

    /** Apps that lose something are offered with the attribute that says so. */
    @Override
    public EntitlementDiscovery.Page discover(Optional<String> from) {
        return Failure.orThrow(() -> {
            Walk.Part<Application> page = choice.all()
                    ? apps.active(from)
                    : new Walk.Part<>(
                            choice.named().stream()
                                    .flatMap(id -> apps.app(id).stream())
                                    .toList(),
                            Optional.empty());
            return new EntitlementDiscovery.Page(
                    page.entries().stream()
                            .filter(app -> Apps.barred(app, true).isEmpty())
                            .map(this::offered)
                            .toList(),
                    page.next());
        });
    }

    private Discovered offered(Application app) {
        String id = String.valueOf(app.getId());
        Map<String, String> values =
                Apps.barred(app, false).isEmpty() ? Map.of(APP, id) : Map.of(APP, id, LOSS, ACCEPTED);
        String label = app.getLabel();
        return new Discovered(form.entitlement(values), label == null || label.isBlank() ? id : label);
    }

    @Override
    public Verification verify(Entitlement entitlement) {
        return Failure.orElse(
                () -> barred(apps.app(app(entitlement)), entitlement)
                        .<Verification>map(Verification.Unusable::new)
                        .orElseGet(() -> new Verification.Usable(
                                List.of("the person's profile in the app is lost when the assignment ends", OUTLIVES))),
                failure -> new Verification.Unclear(failure.message()));
    }

    @Override
    public Optional<String> logTarget(AccessRef access) {
        return Optional.of(app(access.entitlement()));
    }

    @Override
    public String outlives() {
        return OUTLIVES;
    }

    private static boolean isLossAccepted(Entitlement entitlement) {
        return entitlement.attribute(LOSS).filter(ACCEPTED::equals).isPresent();
    }

    private static String app(Entitlement entitlement) {
        return entitlement.attribute(APP).orElse("");
    }
}
