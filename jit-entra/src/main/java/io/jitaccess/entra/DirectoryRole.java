package io.jitaccess.entra;

import com.microsoft.graph.models.UnifiedRoleDefinition;
import com.microsoft.kiota.RequestInformation;
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
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives a role of the directory through PIM, which ends it by itself. */
final class DirectoryRole implements Kind {

    static final EntitlementKind KIND = new EntitlementKind("directory-role");

    private final Context context;
    private final PimRoles pim;
    private final RoleNames names;
    private final RoleList list;
    private final KindDescriptor descriptor;

    DirectoryRole(Context context, List<String> roles) {
        this.context = context;
        this.pim = new PimRoles(context);
        this.names = new RoleNames(context.provider(), KIND, roles);
        this.list = new RoleList(context, names);
        this.descriptor = PimKinds.descriptor(KIND, "Entra role through PIM", RoleNames.ATTRIBUTES, context.limits());
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
        return RoleNames.key(entitlement);
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return RoleNames.covers(eligible, asked);
    }

    @Override
    public PrincipalLookup principal(Identity identity) {
        return context.people().userOrService(identity);
    }

    @Override
    public List<Observation> look(List<AccessRef> accesses) {
        return pim.look(accesses).stream().map(PimSight::observation).toList();
    }

    @Override
    public List<ChangeOutcome> apply(List<Change> changes) {
        return new PimChanges(context, pim).apply(changes);
    }

    @Override
    public ListedAccess.Page list(Optional<String> from) {
        return list.page(from);
    }

    @Override
    public EntitlementDiscovery.Page discover(Optional<String> from) {
        int index = Place.parse(from).index();
        List<String> some = names.ids().stream().skip(index).limit(Graph.BATCH).toList();
        List<Answer> answers = context.graph().send(some, this::definition);
        List<EntitlementDiscovery.Discovered> found = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            Answer answer = answers.get(i);
            if (answer.isGood()) {
                UnifiedRoleDefinition role = answer.as(UnifiedRoleDefinition::createFromDiscriminatorValue);
                found.add(new EntitlementDiscovery.Discovered(
                        names.entitlement(some.get(i), RoleNames.TENANT),
                        Optional.ofNullable(role.getDisplayName()).orElse(some.get(i))));
            } else if (!answer.failure().orElseThrow().is(Failure.Meaning.NOT_FOUND)) {
                throw answer.failure().orElseThrow().thrown();
            }
        }
        return new EntitlementDiscovery.Page(
                found, Place.next(index + some.size() - 1, names.ids().size(), null));
    }

    private RequestInformation definition(String role) {
        return context.graph()
                .client()
                .roleManagement()
                .directory()
                .roleDefinitions()
                .byUnifiedRoleDefinitionId(role)
                .toGetRequestInformation(
                        ask -> ask.queryParameters.select = new String[] {"id", "displayName", "isEnabled"});
    }

    @Override
    public Verification verify(Entitlement entitlement) {
        String id = RoleNames.role(entitlement);
        List<Answer> answers = context.graph().send(List.of(definition(id), probe()));
        Optional<Failure> failure = answers.get(0).failure();
        if (failure.isPresent()) {
            return failure.get().is(Failure.Meaning.NOT_FOUND)
                    ? new Verification.Unusable("there is no role " + id)
                    : new Verification.Unclear(failure.get().message());
        }
        try {
            boolean off = Boolean.FALSE.equals(answers.get(0)
                    .as(UnifiedRoleDefinition::createFromDiscriminatorValue)
                    .getIsEnabled());
            return off
                    ? new Verification.Unusable("the role is switched off")
                    : PimKinds.licence(answers.get(1))
                            .orElseGet(() -> new Verification.Usable(List.of(
                                    "PIM takes nothing back in the first five minutes", Sessions.outlive(context))));
        } catch (FailedException e) {
            return new Verification.Unclear(e.failure().message());
        }
    }

    private RequestInformation probe() {
        return pim.instances("principalId eq '" + PimKinds.NOBODY + "'");
    }

    @Override
    public List<MissingRight> missingRights() {
        return PimKinds.missing(context.graph().send(probe()), KIND);
    }

    @Override
    public ConnectLinks.Link link(AccessRef access) {
        return context.links().toDirectory();
    }

    @Override
    public ActivitySource.Page activity(AccessRef access, Instant from, Instant to, Optional<String> page) {
        return context.log().of(access.principal(), from, to, page);
    }
}
