package io.jitaccess.gcp;

import com.google.api.services.cloudidentity.v1.model.EntityKey;
import com.google.api.services.cloudidentity.v1.model.ExpiryDetail;
import com.google.api.services.cloudidentity.v1.model.Membership;
import com.google.api.services.cloudidentity.v1.model.MembershipRole;
import com.google.api.services.cloudidentity.v1.model.ModifyMembershipRolesRequest;
import com.google.api.services.cloudidentity.v1.model.UpdateMembershipRolesParams;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problems;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ActivitySource;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.ConnectLinks;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.KindDescriptor.Attribute;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Makes an account a member of a group, with an end where the edition has it. A membership has no room for a mark. One
 * without an end is never given one: somebody made it to stay.
 */
final class GroupMembership implements Kind {

    static final EntitlementKind KIND = new EntitlementKind("group-membership");

    /** A change of a membership may be read as it was for as long. */
    private static final Duration READ_LAG = Duration.ofMinutes(1);

    /** Google: minutes, and up to hours (cloud.google.com/iam/docs/access-change-propagation). */
    private static final Duration PROPAGATION = Duration.ofHours(2);

    private static final String ROLE = "MEMBER";

    private final Context context;
    private final Groups groups;
    private final GroupExpiry expiry;
    private final GroupNames names;
    private final KindDescriptor descriptor;

    GroupMembership(Context context, List<String> mails, GroupExpiry expiry) {
        this.context = context;
        this.groups = new Groups(context.google(), context.limits());
        this.expiry = expiry;
        this.names = new GroupNames(context.provider(), mails, expiry);
        this.descriptor = new KindDescriptor(
                KIND,
                "Google group membership",
                List.of(
                        new Attribute(GroupNames.GROUP, true, "The group's mail address"),
                        new Attribute(
                                GroupNames.PLAIN,
                                false,
                                "\"accepted\": a membership that only the library ends will do where Google ends none")),
                KindDescriptor.Scope.SHARED,
                expiry == GroupExpiry.BY_GOOGLE ? KindDescriptor.Expiry.NATIVE : KindDescriptor.Expiry.NONE,
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
    public KindDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public void problems(Entitlement entitlement, Problems problems) {
        names.problems(entitlement, problems);
    }

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return names.key(entitlement);
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return names.covers(eligible, asked);
    }

    /** Federated identities are members of no group. */
    @Override
    public PrincipalLookup principal(Identity identity) {
        PrincipalLookup found = context.members().of(identity);
        return found instanceof PrincipalLookup.Found account
                        && Members.mail(account.principal()).isEmpty()
                ? new PrincipalLookup.NoPrincipal("a federated identity cannot be a member of a group")
                : found;
    }

    /** Each by itself: Google takes one membership at a time. */
    @Override
    public String batchKey(AccessRef access) {
        return KIND + ":" + access.assignment();
    }

    @Override
    public List<Observation> look(List<AccessRef> accesses) {
        return accesses.stream().map(this::look).toList();
    }

    private Observation look(AccessRef access) {
        try {
            return find(access)
                    .<Observation>map(
                            membership -> new Observation.Present(Groups.ends(membership), Observation.Mark.NONE))
                    .orElseGet(Observation::absent);
        } catch (IOException e) {
            return Failure.of(e).onLook();
        }
    }

    private Optional<Membership> find(AccessRef access) throws IOException {
        return groups.find(names.group(access.entitlement()), mail(access));
    }

    @Override
    public List<ChangeOutcome> apply(List<Change> changes) {
        return changes.stream()
                .map(change -> change.until()
                        .map(until -> assign(change.access(), until.truncatedTo(ChronoUnit.SECONDS), change.ours()))
                        .orElseGet(() -> revoke(change.access())))
                .toList();
    }

    private ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
        Optional<Membership> found;
        String group;
        long begun = System.nanoTime();
        try {
            group = groups.name(names.group(access.entitlement()));
            found = groups.findIn(group, mail(access), begun);
        } catch (IOException e) {
            return Failure.of(e).beforeWrite();
        }
        if (Thread.currentThread().isInterrupted()) {
            return new ChangeOutcome.Retryable("interrupted before anything was changed");
        }
        try {
            if (found.isEmpty()) {
                return groups.added(groups.add(group, membership(access, until)), mail(access));
            }
            Optional<Instant> ends = Groups.ends(found.get());
            if (!ours || ends.isEmpty() || ends.get().equals(until)) {
                return ChangeOutcome.done(Effect.ALREADY_PRESENT);
            }
            groups.change(
                    found.get().getName(),
                    new ModifyMembershipRolesRequest()
                            .setUpdateRolesParams(List.of(new UpdateMembershipRolesParams()
                                    .setFieldMask("expiry_detail.expire_time")
                                    .setMembershipRole(role(until)))));
            return ChangeOutcome.done(Effect.UPDATED);
        } catch (IOException e) {
            return Failure.of(e).onWrite();
        }
    }

    private Membership membership(AccessRef access, Instant until) {
        return new Membership()
                .setPreferredMemberKey(new EntityKey().setId(mail(access)))
                .setRoles(List.of(expiry == GroupExpiry.BY_GOOGLE ? role(until) : new MembershipRole().setName(ROLE)));
    }

    private static MembershipRole role(Instant until) {
        return new MembershipRole().setName(ROLE).setExpiryDetail(new ExpiryDetail().setExpireTime(until.toString()));
    }

    private ChangeOutcome revoke(AccessRef access) {
        Optional<Membership> found;
        String group;
        long begun = System.nanoTime();
        try {
            group = groups.name(names.group(access.entitlement()));
            found = groups.findIn(group, mail(access), begun);
        } catch (IOException e) {
            return Failure.of(e).beforeWrite();
        }
        if (found.isEmpty()) {
            return ChangeOutcome.done(Effect.ALREADY_ABSENT);
        }
        if (Thread.currentThread().isInterrupted()) {
            return new ChangeOutcome.Retryable("interrupted before anything was changed");
        }
        try {
            return Groups.outcome(groups.remove(found.get().getName()), Effect.REMOVED);
        } catch (IOException e) {
            Failure failure = Failure.of(e);
            return switch (failure.meaning()) {
                // the group was read in this pass
                case NOT_FOUND -> ChangeOutcome.done(Effect.ALREADY_ABSENT);
                // refused, or gone since the look
                case FORBIDDEN ->
                    groups.isAbsent(group, mail(access), begun, e)
                            ? ChangeOutcome.done(Effect.ALREADY_ABSENT)
                            : failure.onWrite();
                default -> failure.onWrite();
            };
        }
    }

    @Override
    public ListedAccess.Page list(Optional<String> from) {
        return new GroupList(groups, names).page(from);
    }

    @Override
    public EntitlementDiscovery.Page discover(Optional<String> from) {
        return new GroupList(groups, names).discover(from);
    }

    @Override
    public Verification verify(Entitlement entitlement) {
        return groups.verify(names.group(entitlement), expiry);
    }

    @Override
    public List<MissingRight> missingRights() {
        return groups.missingRights(names.mails());
    }

    @Override
    public ConnectLinks.Link link(AccessRef access) {
        return new ConnectLinks.Link.NotAvailable("a group is used where it was given access, not at one place");
    }

    @Override
    public ActivitySource.Page activity(AccessRef access, Instant from, Instant to, Optional<String> page) {
        return AuditLog.none("A membership gives access wherever the group has it: there is no one log to read.");
    }

    private static String mail(AccessRef access) {
        return Members.mail(access.principal()).orElse("");
    }
}
