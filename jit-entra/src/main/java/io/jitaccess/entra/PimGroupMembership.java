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
import io.jitaccess.spi.ConnectLinks;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes a person a member of a group through PIM for Groups, which ends the membership by itself. */
final class PimGroupMembership implements Kind {

    static final EntitlementKind KIND = new EntitlementKind("pim-group-membership");

    private final Context context;
    private final PimGroups pim;
    private final GroupNames names;
    private final PimGroupList list;
    private final KindDescriptor descriptor;

    PimGroupMembership(Context context, List<String> groups) {
        this.context = context;
        this.pim = new PimGroups(context, new Members(context.graph()));
        this.names = new GroupNames(context.provider(), KIND, groups);
        this.list = new PimGroupList(context, names, pim);
        this.descriptor = PimKinds.descriptor(
                KIND, "Entra group membership through PIM", GroupNames.ATTRIBUTES, context.limits());
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
        return new GroupList(context, names).discover(from);
    }

    @Override
    public Verification verify(Entitlement entitlement) {
        Optional<Verification> none = PimKinds.licence(context.graph().send(probe(GroupNames.id(entitlement))));
        return none.orElseGet(() -> context.groups()
                .verify(
                        GroupNames.id(entitlement),
                        List.of(
                                "a group that PIM manages once cannot be taken out of PIM again",
                                Sessions.outlive(context))));
    }

    private com.microsoft.kiota.RequestInformation probe(String group) {
        return pim.instances("groupId eq '" + group + "' and principalId eq '" + PimKinds.NOBODY + "'");
    }

    @Override
    public List<MissingRight> missingRights() {
        return PimKinds.missing(context.graph().send(probe(names.ids().get(0))), KIND);
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
