package io.jitaccess.aws;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.ConnectLinks.Link;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetGroupResponse;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserResponse;
import software.amazon.awssdk.services.iam.model.ListGroupsResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** {@code iam-group-membership}: an IAM user in an IAM group of the library's own AWS account. */
final class IamGroups extends SingleKind {

    static final EntitlementKind KIND = new EntitlementKind("iam-group-membership");

    static final String GROUP = "group";

    /** Twice as many as a user may have groups. */
    private static final int MOST_PAGES = 20;

    private final Form form;
    private final IamClient iam;
    private final People people;
    private final Settings settings;

    IamGroups(ProviderId provider, AwsClients aws, People people, Settings settings) {
        this.form = new Form(provider, KIND).required(GROUP, Names.IAM_GROUP, "The IAM group's name");
        this.iam = aws.iam();
        this.people = people;
        this.settings = settings;
    }

    @Override
    public KindDescriptor descriptor() {
        return new KindDescriptor(
                KIND,
                "IAM group membership",
                form.attributes(),
                KindDescriptor.Scope.SHARED,
                KindDescriptor.Expiry.NONE,
                KindDescriptor.Sight.OBSERVABLE,
                KindDescriptor.Marks.UNMARKED,
                Duration.ofMinutes(1),
                Duration.ofDays(365),
                Iam.READ_LAG,
                Iam.PROPAGATION,
                settings.callTimeout(patience()),
                settings.effectHorizon(patience()));
    }

    @Override
    public Duration patience() {
        return settings.patience();
    }

    @Override
    public List<Problem> validate(Entitlement entitlement) {
        return form.problems(entitlement);
    }

    /** IAM does not tell names apart by case. */
    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return new TargetKey(KIND + ":" + group(entitlement).toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return validate(eligible).isEmpty()
                && validate(asked).isEmpty()
                && targetKey(eligible).equals(targetKey(asked));
    }

    @Override
    public PrincipalLookup principal(Identity identity, Entitlement entitlement) {
        return people.iamUser(identity, KIND.value());
    }

    @Override
    Observation observe(AccessRef access) {
        return Failure.look(() -> {
            if (isMember(access)) {
                return Observation.present();
            }
            return exists(group(access)) ? Observation.absent() : Observation.unclear(missing(access));
        });
    }

    /** Adding a member who is there succeeds silently at IAM, so it is looked first. */
    @Override
    ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
        return Attempt.run(attempt -> {
            if (isMember(access)) {
                return ChangeOutcome.done(Effect.ALREADY_PRESENT);
            }
            attempt.write(() -> iam.addUserToGroup(ask ->
                    ask.groupName(group(access)).userName(access.principal().value())));
            return ChangeOutcome.done(Effect.CREATED);
        });
    }

    /** Not looked first: a read behind the write would take for absent what is there. */
    @Override
    ChangeOutcome revoke(AccessRef access) {
        return Attempt.run(attempt -> {
            try {
                attempt.write(() -> iam.removeUserFromGroup(ask ->
                        ask.groupName(group(access)).userName(access.principal().value())));
                return ChangeOutcome.done(Effect.REMOVED);
            } catch (NoSuchEntityException e) {
                return Attempt.after(() -> absentIfReadable(access));
            }
        });
    }

    private ChangeOutcome absentIfReadable(AccessRef access) {
        return exists(group(access))
                ? ChangeOutcome.done(Effect.ALREADY_ABSENT)
                : new ChangeOutcome.Refused(missing(access));
    }

    @Override
    public ListedAccess.Page list(Optional<String> from) {
        return Failure.orThrow(() -> {
            Walk.Part<ListedAccess> page = new Walk<>(this::groups, this::members).page(from);
            return new ListedAccess.Page(page.entries(), page.next());
        });
    }

    /** IAM judges a user's groups at each request, also for keys and sessions that were made before. */
    @Override
    public SessionEnding endSessions(AccessRef access) {
        return new SessionEnding.Ended(0);
    }

    @Override
    public EntitlementDiscovery.Page discover(Optional<String> from) {
        Walk.Part<Group> page = Failure.orThrow(() -> groups(from));
        return new EntitlementDiscovery.Page(
                page.entries().stream()
                        .map(group -> new EntitlementDiscovery.Discovered(
                                entitlement(group.groupName()), group.path() + group.groupName()))
                        .toList(),
                page.next());
    }

    @Override
    public Verification verify(Entitlement entitlement) {
        return Failure.orElse(
                () -> exists(group(entitlement))
                        ? new Verification.Usable(List.of())
                        : new Verification.Unusable("IAM has no group " + group(entitlement)),
                Verification.Unclear::new);
    }

    @Override
    public Link connectLink(AccessRef access) {
        return settings.account()
                .map(account -> ConsolePlace.forUsers(settings.partition(), account))
                .orElseGet(() -> new Link.NotAvailable("the account's number is not configured"));
    }

    private Walk.Part<Group> groups(Optional<String> from) {
        ListGroupsResponse page = iam.listGroups(ask -> ask.maxItems(100).marker(from.orElse(null)));
        return Walk.Part.of(page.groups(), page.marker());
    }

    private Walk.Part<ListedAccess> members(Group group, Optional<String> from) {
        GetGroupResponse page = iam.getGroup(
                ask -> ask.groupName(group.groupName()).maxItems(100).marker(from.orElse(null)));
        Entitlement entitlement = entitlement(group.groupName());
        return Walk.Part.of(
                page.users().stream()
                        .map(user -> new ListedAccess(
                                new PrincipalId(user.userName()),
                                entitlement,
                                targetKey(entitlement),
                                Optional.empty(),
                                Optional.empty()))
                        .toList(),
                page.marker());
    }

    /**
     * A user has at most ten groups, but IAM may give fewer on a page than there are and than were asked for (API reference,
     * ListGroupsForUser): only the last page tells of an absence. A user who is gone is in none.
     */
    private boolean isMember(AccessRef access) {
        Optional<String> from = Optional.empty();
        try {
            for (int page = 0; page < MOST_PAGES; page++) {
                Walk.Part<Group> part = groupsOf(access.principal().value(), from);
                if (part.entries().stream().anyMatch(group -> group.groupName().equalsIgnoreCase(group(access)))) {
                    return true;
                }
                if (part.next().isEmpty()) {
                    return false;
                }
                from = part.next();
            }
        } catch (NoSuchEntityException e) {
            return false;
        }
        throw new NotSentException("IAM's list of the user's groups does not end");
    }

    private Walk.Part<Group> groupsOf(String user, Optional<String> from) {
        ListGroupsForUserResponse page =
                iam.listGroupsForUser(ask -> ask.userName(user).maxItems(1000).marker(from.orElse(null)));
        return Walk.Part.of(page.groups(), page.marker());
    }

    private boolean exists(String group) {
        try {
            iam.getGroup(ask -> ask.groupName(group).maxItems(1));
            return true;
        } catch (NoSuchEntityException e) {
            return false;
        }
    }

    private Entitlement entitlement(String group) {
        return form.entitlement(Map.of(GROUP, group));
    }

    private static String missing(AccessRef access) {
        return "IAM shows no group " + group(access);
    }

    private static String group(AccessRef access) {
        return group(access.entitlement());
    }

    private static String group(Entitlement entitlement) {
        return entitlement.attribute(GROUP).orElse("");
    }
}
