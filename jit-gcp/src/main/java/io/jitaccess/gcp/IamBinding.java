package io.jitaccess.gcp;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problems;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ActivitySource;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ConnectLinks;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.KindDescriptor.Expiry;
import io.jitaccess.spi.KindDescriptor.Marks;
import io.jitaccess.spi.KindDescriptor.Scope;
import io.jitaccess.spi.KindDescriptor.Sight;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Binds a role to a member until an instant, in the policy of a resource. The condition's title carries the
 * assignment's id: a binding with that title is ours whole, whatever somebody may have changed in it, until it is gone.
 */
final class IamBinding implements Kind {

    static final EntitlementKind KIND = new EntitlementKind("iam-binding");

    /** Google: a changed policy may be read as it was for about as long as most changes take to spread. */
    private static final Duration READ_LAG = Duration.ofMinutes(1);

    /** Google: typically 2 minutes, at most 7 or more (cloud.google.com/iam/docs/access-change-propagation). */
    private static final Duration PROPAGATION = Duration.ofMinutes(7);

    /** How far a node's clock may be ahead before a look takes for ended what has not ended. */
    private static final Duration CLOCK_ERROR = Duration.ofSeconds(30);

    private final KindDescriptor descriptor;
    private final Context context;
    private final Targets targets;
    private final PolicyBatch batches;
    private final BindingList listing;
    private final Roles roles;

    IamBinding(Context context, ResourceScope scope) {
        this.context = context;
        this.targets = new Targets(scope);
        this.batches = new PolicyBatch(
                context.policies(),
                context.mark(),
                context.clock(),
                context.limits().patience());
        ResourceWalk walk = new ResourceWalk(context.google(), scope);
        this.listing = new BindingList(context, walk);
        this.roles = new Roles(context, walk, targets);
        this.descriptor = new KindDescriptor(
                KIND,
                "Google Cloud role on a resource",
                Targets.ATTRIBUTES,
                Scope.SHARED,
                Expiry.NATIVE,
                Sight.OBSERVABLE,
                Marks.MARKED,
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
        targets.problems(entitlement, problems);
    }

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return Targets.key(entitlement);
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return Targets.covers(eligible, asked);
    }

    @Override
    public PrincipalLookup principal(Identity identity) {
        return context.members().of(identity);
    }

    /** The resource: one policy, one writer, one write. */
    @Override
    public String batchKey(AccessRef access) {
        return KIND + ":" + Targets.resource(access.entitlement());
    }

    @Override
    public List<Observation> look(List<AccessRef> accesses) {
        Policy policy;
        try {
            policy = context.policies().read(Targets.resource(accesses.get(0).entitlement()));
        } catch (IOException e) {
            Observation failed = Failure.of(e).onLook();
            return accesses.stream().map(access -> failed).toList();
        }
        Clock clock = context.clock();
        return accesses.stream()
                .map(access -> seen(policy, access, clock.instant()))
                .toList();
    }

    private Observation seen(Policy policy, AccessRef access, Instant now) {
        List<Binding> ours = policy.bindings().stream()
                .filter(binding -> binding.assignment(context.mark())
                        .filter(access.assignment()::equals)
                        .isPresent())
                .filter(binding -> !binding.endedBefore(now.minus(CLOCK_ERROR)))
                .toList();
        if (ours.isEmpty()) {
            return Observation.absent();
        }
        // one whose end cannot be read has none
        boolean ends = ours.stream().allMatch(binding -> binding.condition().isPresent());
        Optional<Instant> until = ours.stream()
                .flatMap(binding -> binding.condition().stream())
                .map(Condition::until)
                .max(Instant::compareTo);
        return new Observation.Present(ends ? until : Optional.empty(), Observation.Mark.OURS);
    }

    @Override
    public List<ChangeOutcome> apply(List<Change> changes) {
        return batches.apply(Targets.resource(changes.get(0).access().entitlement()), changes);
    }

    @Override
    public ListedAccess.Page list(Optional<String> from) {
        return listing.page(from);
    }

    @Override
    public EntitlementDiscovery.Page discover(Optional<String> from) {
        return roles.discover(from);
    }

    @Override
    public Verification verify(Entitlement entitlement) {
        return roles.verify(entitlement);
    }

    @Override
    public List<MissingRight> missingRights() {
        return roles.missingRights();
    }

    @Override
    public ConnectLinks.Link link(AccessRef access) {
        return context.links().to(Targets.resource(access.entitlement()), access.principal());
    }

    @Override
    public ActivitySource.Page activity(AccessRef access, Instant from, Instant to, Optional<String> page) {
        return context.log().of(Targets.resource(access.entitlement()), access.principal(), from, to, page);
    }
}
