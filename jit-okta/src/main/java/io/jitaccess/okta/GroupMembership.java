package io.jitaccess.okta;

import com.okta.sdk.resource.model.Group;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementDiscovery.Discovered;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code group-membership}: a user in a group of Okta's own. A membership has no room for a mark, and Okta answers an add
 * and a removal the same whether they changed anything: each is looked at right before.
 */
final class GroupMembership implements Kind {

    static final EntitlementKind KIND = new EntitlementKind("group-membership");
    static final String GROUP = "group";

    /** Okta promises nothing for reads behind writes of its direct lists. */
    static final Duration READ_LAG = Duration.ofSeconds(30);

    /** Apps that the group gives are assigned after the answer; provisioning takes longer. */
    static final Duration PROPAGATION = Duration.ofMinutes(5);

    private static final String OUTLIVES =
            "apps that the group gave keep the sessions that run in them until they end them themselves";

    private final Context context;
    private final Choice choice;
    private final Form form;
    private final Members members;
    private final Feeds feeds;

    GroupMembership(Context context, Choice choice) {
        this.context = context;
        this.choice = choice;
        this.members = new Members(context.okta());
        this.feeds = new Feeds(context.okta());
        this.form = new Form(context.provider(), KIND)
                .required(
                        GROUP,
                        value -> !Ids.GROUP.matcher(value).matches()
                                ? Optional.of("must be the id of a group of Okta, such as 00g1a2b3c4D5e6f7G8h9")
                                : choice.allows(value)
                                        ? Optional.empty()
                                        : Optional.of("is none that this provider may hand out"),
                        "The group's id, not its name");
    }

    @Override
    public KindDescriptor descriptor() {
        return new KindDescriptor(
                KIND,
                "Okta group membership",
                form.attributes(),
                KindDescriptor.Scope.SHARED,
                KindDescriptor.Expiry.NONE,
                KindDescriptor.Sight.OBSERVABLE,
                KindDescriptor.Marks.UNMARKED,
                Duration.ofMinutes(1),
                Duration.ofDays(365),
                READ_LAG,
                PROPAGATION,
                context.limits().callTimeout(),
                context.limits().effectHorizon());
    }

    @Override
    public List<Problem> validate(Entitlement entitlement) {
        return form.problems(entitlement);
    }

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return Keys.of(KIND + ":" + group(entitlement));
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return group(eligible).equals(group(asked));
    }

    /** What is read of a group serves all changes of it. */
    @Override
    public String batchKey(AccessRef access) {
        return access.targetKey().value();
    }

    @Override
    public List<Observation> look(List<AccessRef> accesses) {
        String group = group(accesses.get(0).entitlement());
        Observation bad = Failure.look(() -> members.group(group)
                .map(found -> Observation.absent())
                .orElseGet(() -> Observation.unclear("Okta shows no group " + group)));
        if (!(bad instanceof Observation.Absent)) {
            return accesses.stream().map(access -> bad).toList();
        }
        return OneByOne.look(
                context.limits(),
                accesses,
                access ->
                        members.isIn(group, access.principal().value()) ? Observation.present() : Observation.absent());
    }

    @Override
    public List<ChangeOutcome> apply(List<Change> changes) {
        return new MembershipBatch(
                        context, members, feeds, group(changes.get(0).access().entitlement()))
                .apply(changes);
    }

    @Override
    public ListedAccess.Page list(Optional<String> from) {
        return Failure.orThrow(() -> {
            Walk.Part<ListedAccess> page = new Walk<String, ListedAccess>(this::groupIds, (group, at) -> {
                        Walk.Part<String> users = members.page(group, at);
                        return new Walk.Part<>(
                                users.entries().stream()
                                        .map(user -> listed(group, user))
                                        .toList(),
                                users.next());
                    })
                    .page(from);
            return new ListedAccess.Page(page.entries(), page.next());
        });
    }

    private ListedAccess listed(String group, String user) {
        Entitlement entitlement = entitlement(group);
        return new ListedAccess(
                new PrincipalId(user), entitlement, targetKey(entitlement), Optional.empty(), Optional.empty());
    }

    private Walk.Part<String> groupIds(Optional<String> from) {
        if (!choice.all()) {
            return new Walk.Part<>(choice.named(), Optional.empty());
        }
        Walk.Part<Group> page = members.groups(from);
        return new Walk.Part<>(
                page.entries().stream().map(Group::getId).map(String::valueOf).toList(), page.next());
    }

    /** Groups that something else feeds are not offered. */
    @Override
    public EntitlementDiscovery.Page discover(Optional<String> from) {
        return Failure.orThrow(() -> {
            Walk.Part<Group> page = choice.all() ? members.groups(from) : named();
            Feeds.Seen rules = feeds.read();
            List<Discovered> offered = new ArrayList<>();
            page.entries().stream()
                    .filter(group -> rules.barred(group).isEmpty())
                    .forEach(group ->
                            offered.add(new Discovered(entitlement(String.valueOf(group.getId())), name(group))));
            return new EntitlementDiscovery.Page(offered, page.next());
        });
    }

    private Walk.Part<Group> named() {
        return new Walk.Part<>(
                choice.named().stream()
                        .flatMap(id -> members.group(id).stream())
                        .toList(),
                Optional.empty());
    }

    private static String name(Group group) {
        String name = group.getProfile() == null ? null : group.getProfile().getName();
        return name == null || name.isBlank() ? String.valueOf(group.getId()) : name;
    }

    @Override
    public Verification verify(Entitlement entitlement) {
        String id = group(entitlement);
        return Failure.orElse(
                () -> {
                    Optional<Group> group = members.group(id);
                    if (group.isEmpty()) {
                        return new Verification.Unusable("Okta shows no group " + id);
                    }
                    Feeds.Seen rules = feeds.read();
                    List<String> warnings = new ArrayList<>(rules.dormant(group.get()));
                    warnings.add(OUTLIVES);
                    return rules.barred(group.get())
                            .<Verification>map(Verification.Unusable::new)
                            .orElseGet(() -> new Verification.Usable(warnings));
                },
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

    private Entitlement entitlement(String group) {
        return form.entitlement(Map.of(GROUP, group));
    }

    private static String group(Entitlement entitlement) {
        return entitlement.attribute(GROUP).orElse("");
    }
}
