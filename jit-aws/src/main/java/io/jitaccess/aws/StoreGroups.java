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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.identitystore.IdentitystoreClient;
import software.amazon.awssdk.services.identitystore.model.ConflictException;
import software.amazon.awssdk.services.identitystore.model.ConflictExceptionReason;
import software.amazon.awssdk.services.identitystore.model.DescribeGroupResponse;
import software.amazon.awssdk.services.identitystore.model.Group;
import software.amazon.awssdk.services.identitystore.model.ListGroupMembershipsResponse;
import software.amazon.awssdk.services.identitystore.model.ListGroupsResponse;
import software.amazon.awssdk.services.identitystore.model.ResourceNotFoundException;

/**
 * {@code group-membership}: a user of the identity store in one of its groups. Creating is conditional at AWS: who finds
 * the membership there is told so.
 */
final class StoreGroups extends SingleKind {

    static final EntitlementKind KIND = new EntitlementKind("group-membership");

    static final String GROUP = "group";

    /** AWS says nothing of reads behind writes here; what Terraform waits for at most elsewhere in Identity Center. */
    private static final Duration READ_LAG = Duration.ofSeconds(15);

    /** A session of a permission set lasts 1 to 12 hours, and a new one can begin up to an hour later. */
    private static final Duration LONGEST_SESSION = Duration.ofHours(13);

    private static final String OUTLIVES =
            "running sessions of permission sets stay after the removal until they end: 12 hours at most, and 1 to start";

    private final Form form;
    private final IdentitystoreClient store;
    private final People people;
    private final Settings settings;

    StoreGroups(ProviderId provider, AwsClients aws, People people, Settings settings) {
        this.form = new Form(provider, KIND)
                .required(GROUP, Names.STORE_ID, "The group's id in the identity store, not its name");
        this.store = aws.identityStore();
        this.people = people;
        this.settings = settings;
    }

    @Override
    public KindDescriptor descriptor() {
        return new KindDescriptor(
                KIND,
                "IAM Identity Center group membership",
                form.attributes(),
                KindDescriptor.Scope.SHARED,
                KindDescriptor.Expiry.NONE,
                KindDescriptor.Sight.OBSERVABLE,
                KindDescriptor.Marks.UNMARKED,
                Duration.ofMinutes(1),
                Duration.ofDays(365),
                READ_LAG,
                Duration.ofMinutes(1),
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

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return new TargetKey(KIND + ":" + group(entitlement));
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return validate(eligible).isEmpty()
                && validate(asked).isEmpty()
                && targetKey(eligible).equals(targetKey(asked));
    }

    @Override
    public PrincipalLookup principal(Identity identity, Entitlement entitlement) {
        return people.user(identity, KIND.value());
    }

    @Override
    Observation observe(AccessRef access) {
        return Failure.look(() -> {
            if (membership(access).isPresent()) {
                return Observation.present();
            }
            return describe(group(access)).isPresent()
                    ? Observation.absent()
                    : Observation.unclear("the identity store shows no group " + group(access));
        });
    }

    @Override
    ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
        return Attempt.run(attempt -> {
            try {
                attempt.write(() -> store.createGroupMembership(ask -> ask.identityStoreId(settings.store())
                        .groupId(group(access))
                        .memberId(member -> member.userId(access.principal().value()))));
                return ChangeOutcome.done(Effect.CREATED);
            } catch (ConflictException e) {
                return e.reason() == ConflictExceptionReason.UNIQUENESS_CONSTRAINT_VIOLATION
                        ? ChangeOutcome.done(Effect.ALREADY_PRESENT)
                        : new ChangeOutcome.Retryable(Failure.say(e));
            }
        });
    }

    @Override
    ChangeOutcome revoke(AccessRef access) {
        return Attempt.run(attempt -> {
            Optional<String> membership = membership(access);
            if (membership.isEmpty()) {
                return describe(group(access)).isPresent()
                        ? ChangeOutcome.done(Effect.ALREADY_ABSENT)
                        : new ChangeOutcome.Refused("the identity store shows no group " + group(access));
            }
            try {
                attempt.write(() -> store.deleteGroupMembership(
                        ask -> ask.identityStoreId(settings.store()).membershipId(membership.get())));
                return ChangeOutcome.done(Effect.REMOVED);
            } catch (ResourceNotFoundException e) {
                // read a moment ago by its own id: somebody else removed it meanwhile
                return ChangeOutcome.done(Effect.ALREADY_ABSENT);
            }
        });
    }

    @Override
    public ListedAccess.Page list(Optional<String> from) {
        return Failure.orThrow(() -> {
            Walk.Part<ListedAccess> page = new Walk<>(this::groups, this::members).page(from);
            return new ListedAccess.Page(page.entries(), page.next());
        });
    }

    @Override
    public SessionEnding endSessions(AccessRef access) {
        return new SessionEnding.NotPossible(
                Optional.of(settings.clock().instant().plus(LONGEST_SESSION)), OUTLIVES);
    }

    @Override
    public EntitlementDiscovery.Page discover(Optional<String> from) {
        Walk.Part<Group> page = Failure.orThrow(() -> groups(from));
        return new EntitlementDiscovery.Page(
                page.entries().stream()
                        .map(group -> new EntitlementDiscovery.Discovered(
                                entitlement(group.groupId()),
                                group.displayName() == null ? group.groupId() : group.displayName()))
                        .toList(),
                page.next());
    }

    @Override
    public Verification verify(Entitlement entitlement) {
        return Failure.orElse(
                () -> {
                    Optional<DescribeGroupResponse> found = describe(group(entitlement));
                    if (found.isEmpty()) {
                        return new Verification.Unusable("the identity store has no group " + group(entitlement));
                    }
                    List<String> warnings = new ArrayList<>(List.of(OUTLIVES));
                    if (found.get().hasExternalIds()) {
                        warnings.add(
                                "another directory feeds this group: its next synchronisation may undo a membership");
                    }
                    return new Verification.Usable(warnings);
                },
                Verification.Unclear::new);
    }

    @Override
    public Link connectLink(AccessRef access) {
        return settings.portal()
                .<Link>map(Link.To::new)
                .orElseGet(() -> new Link.NotAvailable("the access portal's address is not configured"));
    }

    private Walk.Part<Group> groups(Optional<String> from) {
        ListGroupsResponse page = store.listGroups(
                ask -> ask.identityStoreId(settings.store()).maxResults(100).nextToken(from.orElse(null)));
        return Walk.Part.of(page.groups(), page.nextToken());
    }

    private Walk.Part<ListedAccess> members(Group group, Optional<String> from) {
        ListGroupMembershipsResponse page = store.listGroupMemberships(ask -> ask.identityStoreId(settings.store())
                .groupId(group.groupId())
                .maxResults(100)
                .nextToken(from.orElse(null)));
        Entitlement entitlement = entitlement(group.groupId());
        return Walk.Part.of(
                page.groupMemberships().stream()
                        .filter(member ->
                                member.memberId() != null && member.memberId().userId() != null)
                        .map(member -> new ListedAccess(
                                new PrincipalId(member.memberId().userId()),
                                entitlement,
                                targetKey(entitlement),
                                Optional.empty(),
                                Optional.empty()))
                        .toList(),
                page.nextToken());
    }

    private Optional<String> membership(AccessRef access) {
        try {
            return Optional.of(store.getGroupMembershipId(ask -> ask.identityStoreId(settings.store())
                            .groupId(group(access))
                            .memberId(member -> member.userId(access.principal().value())))
                    .membershipId());
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private Optional<DescribeGroupResponse> describe(String group) {
        try {
            return Optional.of(store.describeGroup(
                    ask -> ask.identityStoreId(settings.store()).groupId(group)));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private Entitlement entitlement(String group) {
        return form.entitlement(Map.of(GROUP, group));
    }

    private static String group(AccessRef access) {
        return group(access.entitlement());
    }

    private static String group(Entitlement entitlement) {
        return entitlement.attribute(GROUP).orElse("").toLowerCase(Locale.ROOT);
    }
}
