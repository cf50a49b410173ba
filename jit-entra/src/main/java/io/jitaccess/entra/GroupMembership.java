package io.jitaccess.entra;

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
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a person a member of a group. Only the library ends it: a plain membership has no end, and no room for a mark.
 */
final class GroupMembership implements Kind {

    static final EntitlementKind KIND = new EntitlementKind("group-membership");

    private final Context context;
    private final Members members;
    private final GroupNames names;
    private final GroupList list;
    private final KindDescriptor descriptor;

    GroupMembership(Context context, List<String> groups) {
        this.context = context;
        this.members = new Members(context.graph());
        this.names = new GroupNames(context.provider(), KIND, groups);
        this.list = new GroupList(context, names);
        this.descriptor = new KindDescriptor(
                KIND,
                "Entra group membership",
                GroupNames.ATTRIBUTES,
                KindDescriptor.Scope.SHARED,
                KindDescriptor.Expiry.NONE,
                KindDescriptor.Sight.OBSERVABLE,
                KindDescriptor.Marks.UNMARKED,
                Duration.ofMinutes(1),
                Duration.ofDays(365),
                Limits.READ_LAG,
                context.limits().tokenLifetime(),
                context.limits().plainCall(),
                context.limits().plainHorizon());
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
        return GroupNames.key(entitlement);
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return GroupNames.id(eligible).equals(GroupNames.id(asked));
    }

    @Override
    public PrincipalLookup principal(Identity identity) {
        return context.people().user(identity);
    }

    @Override
    public List<Observation> look(List<AccessRef> accesses) {
        List<Answer> answers = context.graph().send(accesses, members::look);
        List<Observation> seen = new ArrayList<>();
        for (int i = 0; i < accesses.size(); i++) {
            seen.add(observation(answers.get(i), accesses.get(i)));
        }
        return seen;
    }

    private static Observation observation(Answer answer, AccessRef access) {
        try {
            return answer.failure().isPresent()
                    ? answer.failure().get().onLook()
                    : Members.isThere(answer, access) ? Observation.present() : Observation.absent();
        } catch (FailedException e) {
            return e.failure().onLook();
        }
    }

    @Override
    public List<ChangeOutcome> apply(List<Change> changes) {
        Changes all = new Changes(changes);
        revoke(all);
        assign(all);
        return all.outcomes();
    }

    private void revoke(Changes all) {
        List<Integer> which = all.revokes();
        if (all.interrupted(which)) {
            return;
        }
        List<Answer> answers = context.removals()
                .send(all.accesses(which).stream().map(members::remove).toList());
        List<Integer> notFound = new ArrayList<>();
        for (int i = 0; i < which.size(); i++) {
            Optional<Failure> failure = answers.get(i).failure();
            if (failure.isEmpty()) {
                all.set(which.get(i), new ChangeOutcome.Done(Effect.REMOVED, Optional.of(context.tokensEnd())));
            } else if (failure.get().is(Failure.Meaning.NOT_FOUND)) {
                notFound.add(which.get(i));
            } else {
                all.set(which.get(i), failure.get().onWrite());
            }
        }
        confirm(all, notFound, false, "Graph found no member, and yet there is one");
    }

    private void assign(Changes all) {
        List<Integer> fit = new Fitness(context.groups()).of(all);
        if (all.interrupted(fit)) {
            return;
        }
        List<Answer> answers = context.graph().send(all.accesses(fit), members::add);
        List<Integer> there = new ArrayList<>();
        for (int i = 0; i < fit.size(); i++) {
            Optional<Failure> failure = answers.get(i).failure();
            if (failure.isEmpty()) {
                all.set(fit.get(i), ChangeOutcome.done(Effect.CREATED));
            } else if (isThere(failure.get())) {
                there.add(fit.get(i));
            } else {
                all.set(fit.get(i), failure.get().onWrite());
            }
        }
        confirm(all, there, true, "Graph found a member, and yet there is none");
    }

    /**
     * "One or more added object references already exist" has no code of its own
     * (learn.microsoft.com/graph/api/group-post-members).
     */
    private static boolean isThere(Failure failure) {
        return failure.is(Failure.Meaning.INVALID) && failure.message().contains("already exist");
    }

    /** What Graph says of a change that it did not make is believed only if a look, with the group in sight, agrees. */
    private void confirm(Changes all, List<Integer> which, boolean present, String otherwise) {
        List<Observation> seen = look(all.accesses(which));
        for (int i = 0; i < which.size(); i++) {
            Observation look = seen.get(i);
            boolean agrees = present ? look instanceof Observation.Present : look instanceof Observation.Absent;
            all.set(
                    which.get(i),
                    agrees
                            ? ChangeOutcome.done(present ? Effect.ALREADY_PRESENT : Effect.ALREADY_ABSENT)
                            : new ChangeOutcome.Retryable(
                                    look instanceof Observation.Unclear unclear ? unclear.message() : otherwise));
        }
    }

    @Override
    public ListedAccess.Page list(Optional<String> from) {
        return list.page(from);
    }

    @Override
    public EntitlementDiscovery.Page discover(Optional<String> from) {
        return list.discover(from);
    }

    @Override
    public Verification verify(Entitlement entitlement) {
        return context.groups()
                .verify(
                        GroupNames.id(entitlement),
                        List.of("only the library ends the membership: Entra ID does not", Sessions.outlive(context)));
    }

    @Override
    public List<MissingRight> missingRights() {
        return List.of();
    }

    @Override
    public ConnectLinks.Link link(AccessRef access) {
        return context.links().toGroup(access);
    }

    @Override
    public ActivitySource.Page activity(AccessRef access, Instant from, Instant to, Optional<String> page) {
        return context.log().of(access.principal(), from, to, page);
    }
}
