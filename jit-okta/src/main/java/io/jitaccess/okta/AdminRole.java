package io.jitaccess.okta;

import com.okta.sdk.resource.client.ApiException;
import com.okta.sdk.resource.model.RoleType;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.okta.Roles.RoleName;
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
import io.jitaccess.spi.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code admin-role}: an administrator's role that is given to a user itself. Okta refuses a second assignment of a role:
 * whoever finds it there is told so.
 */
final class AdminRole implements Kind {

    static final EntitlementKind KIND = new EntitlementKind("admin-role");
    static final String ROLE = "role";
    static final String RESOURCE_SET = "resource-set";

    /** Those that the SDK can read: of another it does not tell which it is, so it would be given and never seen again. */
    static final Pattern STANDARD = Pattern.compile(Arrays.stream(RoleType.values())
            .filter(type -> type != RoleType.CUSTOM && type != RoleType.UNKNOWN_DEFAULT_OPEN_API)
            .map(RoleType::getValue)
            .collect(Collectors.joining("|")));

    private static final Pattern CUSTOM = Pattern.compile("cr0[0-9A-Za-z]{17}");
    private static final Pattern SET = Pattern.compile("iam[0-9A-Za-z]{17}");
    static final Pattern CHOSEN = Pattern.compile(STANDARD + "|" + CUSTOM + ":" + SET);

    /** "Duplicate role assignment exception" (developer.okta.com/docs/reference/error-codes). */
    private static final String DUPLICATE = "E0000090";

    private static final String OUTLIVES = "what was changed with the role stays changed";

    private final Context context;
    private final Choice choice;
    private final Form form;
    private final Roles roles;

    AdminRole(Context context, Choice choice) {
        this.context = context;
        this.choice = choice;
        this.roles = new Roles(context.okta());
        this.form = new Form(context.provider(), KIND)
                .required(
                        ROLE,
                        value -> STANDARD.matcher(value).matches()
                                        || CUSTOM.matcher(value).matches()
                                ? Optional.empty()
                                : Optional.of(
                                        "must be a standard role, such as READ_ONLY_ADMIN, or a custom role's id"),
                        "A standard role's type, or a custom role's id")
                .optional(
                        RESOURCE_SET,
                        value -> SET.matcher(value).matches()
                                ? Optional.empty()
                                : Optional.of("must be the id of a resource set"),
                        "The resource set's id, for a custom role");
    }

    @Override
    public KindDescriptor descriptor() {
        return new KindDescriptor(
                KIND,
                "Okta administrator role",
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
        List<Problem> problems = new ArrayList<>(form.problems(entitlement));
        String name = entitlement.attribute(ROLE).orElse("");
        boolean custom = CUSTOM.matcher(name).matches();
        if (custom != entitlement.attribute(RESOURCE_SET).isPresent() && !name.isEmpty()) {
            problems.add(
                    new Problem("attributes." + RESOURCE_SET, "invalid", "belongs to a custom role, and to no other"));
        }
        if (problems.isEmpty() && !choice.allows(role(entitlement).text())) {
            problems.add(new Problem("attributes." + ROLE, "invalid", "is none that this provider may hand out"));
        }
        return List.copyOf(problems);
    }

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return Keys.of(KIND + ":" + role(entitlement).text());
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return role(eligible).equals(role(asked));
    }

    @Override
    public String batchKey(AccessRef access) {
        return access.targetKey().value();
    }

    @Override
    public List<Observation> look(List<AccessRef> accesses) {
        return OneByOne.look(
                context.limits(),
                accesses,
                access -> held(access).isEmpty() ? Observation.absent() : Observation.present());
    }

    /** Of a user who is gone, the list of all administrators tells. */
    private List<String> held(AccessRef access) {
        String user = access.principal().value();
        Optional<List<String>> assignments = roles.assignments(user, role(access.entitlement()));
        if (assignments.isEmpty() && roles.isAssignee(user)) {
            throw new ProviderException("Okta lists the user as an administrator, and does not show it");
        }
        return assignments.orElse(List.of());
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
        Optional<String> barred = context.people().barred(access.principal());
        if (barred.isPresent()) {
            return new ChangeOutcome.Refused(barred.get());
        }
        if (!held(access).isEmpty()) {
            return ChangeOutcome.done(Effect.ALREADY_PRESENT);
        }
        try {
            attempt.write(() -> roles.assign(access.principal().value(), role(access.entitlement())));
            return ChangeOutcome.done(Effect.CREATED);
        } catch (ApiException e) {
            if (Failure.of(e).code().equals(DUPLICATE)) {
                return ChangeOutcome.done(Effect.ALREADY_PRESENT);
            }
            throw e;
        }
    }

    /** By the assignment's own id: another that was made meanwhile has another one. */
    private ChangeOutcome revoke(AccessRef access, Attempt attempt) {
        List<String> held = held(access);
        if (held.isEmpty()) {
            return ChangeOutcome.done(Effect.ALREADY_ABSENT);
        }
        try {
            attempt.write(() -> roles.unassign(access.principal().value(), held.get(0)));
            return ChangeOutcome.done(Effect.REMOVED);
        } catch (ApiException e) {
            if (Failure.of(e).meaning() == Failure.Meaning.NOT_FOUND) {
                return ChangeOutcome.done(Effect.ALREADY_ABSENT);
            }
            throw e;
        }
    }

    @Override
    public ListedAccess.Page list(Optional<String> from) {
        return Failure.orThrow(() -> {
            Walk.Part<ListedAccess> page = new Walk<String, ListedAccess>(
                            roles::assignees,
                            (user, at) -> new Walk.Part<>(
                                    roles.given(user).orElse(List.of()).stream()
                                            .flatMap(given -> RoleName.of(given).stream())
                                            .filter(role -> choice.allows(role.text()))
                                            .map(role -> listed(role, user))
                                            .toList(),
                                    Optional.empty()))
                    .page(from);
            return new ListedAccess.Page(page.entries(), page.next());
        });
    }

    private ListedAccess listed(RoleName role, String user) {
        Entitlement entitlement = entitlement(role);
        return new ListedAccess(
                new PrincipalId(user), entitlement, targetKey(entitlement), Optional.empty(), Optional.empty());
    }

    /** What was chosen; no network. */
    @Override
    public EntitlementDiscovery.Page discover(Optional<String> from) {
        return new EntitlementDiscovery.Page(
                choice.named().stream()
                        .map(text -> new Discovered(entitlement(parse(text)), text))
                        .toList(),
                Optional.empty());
    }

    @Override
    public Verification verify(Entitlement entitlement) {
        return Failure.orElse(
                () -> roles.missing(role(entitlement))
                        .<Verification>map(Verification.Unusable::new)
                        .orElseGet(() -> new Verification.Usable(List.of(
                                "to give an administrator's role the library's own account has to be a Super Administrator",
                                OUTLIVES))),
                failure -> new Verification.Unclear(failure.message()));
    }

    @Override
    public Optional<String> logTarget(AccessRef access) {
        return Optional.empty();
    }

    @Override
    public String outlives() {
        return OUTLIVES;
    }

    private Entitlement entitlement(RoleName role) {
        return form.entitlement(role.resourceSet()
                .map(set -> Map.of(ROLE, role.name(), RESOURCE_SET, set))
                .orElseGet(() -> Map.of(ROLE, role.name())));
    }

    private static RoleName role(Entitlement entitlement) {
        return new RoleName(entitlement.attribute(ROLE).orElse(""), entitlement.attribute(RESOURCE_SET));
    }

    private static RoleName parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new RoleName(text, Optional.empty())
                : new RoleName(text.substring(0, colon), Optional.of(text.substring(colon + 1)));
    }
}
