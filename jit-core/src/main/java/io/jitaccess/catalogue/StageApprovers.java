package io.jitaccess.catalogue;

import io.jitaccess.approval.Stage;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whether enough distinct people can approve in one stage for at least one who may ask. Escalation does not count: a
 * stage must be passable before it.
 */
final class StageApprovers {

    private final DirectoryView directory;
    private final Eligibility eligibility;
    private final Stage stage;

    /** The people found, no more than needed. */
    private final Set<IdentityId> people = new HashSet<>();

    StageApprovers(DirectoryView directory, Eligibility eligibility, Stage stage) {
        this.directory = directory;
        this.eligibility = eligibility;
        this.stage = stage;
    }

    /** @throws DirectoryView.Unanswered if that depends on what the directory does not answer */
    boolean canDecide() {
        for (IdentityId user : named()) {
            add(user);
        }
        for (GroupId group : stage.approvers().groups()) {
            Set<IdentityId> members = directory.members(group).orElse(Set.of());
            if (members.size() >= DirectoryView.MOST_MEMBERS) {
                return true;
            }
            for (IdentityId member : members) {
                if (isPlenty()) {
                    return true;
                }
                add(member);
            }
        }
        if (isPlenty()) {
            return true;
        }
        int most = people.size() + (stage.approvers().manager() ? 1 : 0);
        return most >= stage.quorum() && someBeneficiaryHasEnough();
    }

    /** One more than the quorum is enough for everybody: nobody has more than one person's voice to lose. */
    private boolean isPlenty() {
        return people.size() > stage.quorum();
    }

    private void add(IdentityId approver) {
        directory.find(approver).filter(Identity::active).map(Identity::person).ifPresent(people::add);
    }

    private Set<IdentityId> named() {
        Set<IdentityId> named = new LinkedHashSet<>(stage.approvers().users());
        for (Entitlement entitlement : eligibility.entitlements()) {
            for (String name : stage.approvers().entitlementAttributes()) {
                entitlement
                        .attribute(name)
                        .filter(value -> value.length() <= 200)
                        .map(IdentityId::new)
                        .ifPresent(named::add);
            }
        }
        return named;
    }

    private boolean someBeneficiaryHasEnough() {
        Set<IdentityId> beneficiaries = new LinkedHashSet<>(eligibility.who().users());
        for (GroupId group : eligibility.who().groups()) {
            Set<IdentityId> members = directory.members(group).orElse(Set.of());
            if (members.isEmpty() || members.size() >= DirectoryView.MOST_MEMBERS) {
                // whoever joins, or one of so many, is none of the few approvers
                return true;
            }
            beneficiaries.addAll(members);
        }
        return beneficiaries.stream()
                .flatMap(id -> directory.find(id).stream())
                .filter(eligibility.who()::include)
                .anyMatch(this::hasEnough);
    }

    /** Whose manager decides: the owner of a service stands in for it. */
    private Optional<Identity> managed(Identity beneficiary) {
        return beneficiary.kind() == IdentityKind.HUMAN
                ? Optional.of(beneficiary)
                : beneficiary.owner().flatMap(directory::find);
    }

    private boolean hasEnough(Identity beneficiary) {
        Set<IdentityId> others = new HashSet<>(people);
        if (stage.approvers().manager()) {
            managed(beneficiary)
                    .flatMap(Identity::manager)
                    .flatMap(directory::find)
                    .filter(Identity::active)
                    .map(Identity::person)
                    .ifPresent(others::add);
        }
        others.remove(beneficiary.id());
        beneficiary.owner().ifPresent(others::remove);
        return others.size() >= stage.quorum();
    }
}
