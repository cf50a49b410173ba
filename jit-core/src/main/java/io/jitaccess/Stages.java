package io.jitaccess;

import io.jitaccess.approval.Approvers;
import io.jitaccess.approval.Stage;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.AccessRequest.OpenTo;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who may decide a stage, and when it is due. */
final class Stages {

    private Stages() {}

    /** Resolves approvers to ids. */
    static OpenTo resolve(Approvers approvers, Optional<IdentityId> manager, List<Entitlement> eligible) {
        Set<IdentityId> users = new HashSet<>(approvers.users());
        if (approvers.manager()) {
            manager.ifPresent(users::add);
        }
        for (String name : approvers.entitlementAttributes()) {
            for (Entitlement entitlement : eligible) {
                entitlement.attribute(name).map(IdentityId::new).ifPresent(users::add);
            }
        }
        return new OpenTo(users, approvers.groups());
    }

    static OpenTo join(OpenTo one, OpenTo other) {
        Set<IdentityId> users = new HashSet<>(one.users());
        users.addAll(other.users());
        Set<io.jitaccess.identity.GroupId> groups = new HashSet<>(one.groups());
        groups.addAll(other.groups());
        return new OpenTo(users, groups);
    }

    /** Everybody who must not decide because the access is, in some way, their own. */
    static Set<IdentityId> interested(Identity requester, Identity beneficiary) {
        Set<IdentityId> all = new HashSet<>();
        for (Identity identity : List.of(requester, beneficiary)) {
            all.add(identity.id());
            all.add(identity.person());
            identity.owner().ifPresent(all::add);
        }
        return all;
    }

    /** When the library must next act on a pending request. */
    static Instant nextDue(Stage stage, Instant since, Instant lapsesAt, boolean reminded, boolean escalated) {
        return Stream.of(
                        Optional.of(lapsesAt),
                        reminded
                                ? Optional.<Instant>empty()
                                : stage.remindAfter().map(since::plus),
                        escalated
                                ? Optional.<Instant>empty()
                                : stage.escalation().map(e -> since.plus(e.after())))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    static boolean isOpenTo(AccessRequest request, Identity approver) {
        return request.approvers().users().contains(approver.id())
                || approver.isIn(request.approvers().groups());
    }
}
