package io.jitaccess.catalogue;

import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.approval.Stage;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.internal.Text;
import io.jitaccess.spi.Directory;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the eligibilities that cannot work for what the directory says now. Each lookup is made once; one that is not
 * answered leaves the eligibility that needs it as it is. Not thread-safe; for one check.
 */
final class DirectoryLint {

    static final int MOST_UNKNOWN = 10;

    private final Catalogue catalogue;
    private final DirectoryView directory;

    DirectoryLint(Catalogue catalogue, Directory directory) {
        this.catalogue = catalogue;
        this.directory = new DirectoryView(directory);
    }

    Map<EligibilityId, String> disabled() {
        Map<EligibilityId, String> disabled = new TreeMap<>();
        int unknown = 0;
        for (Eligibility eligibility : catalogue.eligibilities()) {
            try {
                reason(eligibility).ifPresent(reason -> disabled.put(eligibility.id(), Text.printable(reason, 500)));
            } catch (DirectoryView.Unanswered unanswered) {
                if (++unknown == MOST_UNKNOWN) {
                    break;
                }
            }
        }
        return disabled;
    }

    private Optional<String> reason(Eligibility eligibility) {
        Set<GroupId> gone = directory.gone(eligibility.who().groups());
        boolean someGroup = gone.size() < eligibility.who().groups().size();
        boolean someUser = eligibility.who().users().stream()
                .anyMatch(user ->
                        directory.find(user).filter(eligibility.who()::include).isPresent());
        if (!someGroup && !someUser) {
            return Optional.of("nobody is left whom it is for" + of(gone));
        }
        for (Rule rule : catalogue.policyOf(eligibility).rules()) {
            if (rule.then() instanceof RuleOutcome.Staged staged) {
                for (Stage stage : staged.stages()) {
                    StageApprovers approvers = new StageApprovers(directory, eligibility, stage);
                    if (!approvers.canDecide()) {
                        return Optional.of(
                                "too few are left who may approve in the stage " + stage.name() + " of the rule "
                                        + rule.name() + ": " + stage.quorum() + " must"
                                        + of(directory.gone(stage.approvers().groups()))
                                        + leavers(stage.approvers().users()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private String leavers(Set<IdentityId> users) {
        Set<IdentityId> left = new TreeSet<>();
        for (IdentityId user : users) {
            if (directory.find(user).filter(Identity::active).isEmpty()) {
                left.add(user);
            }
        }
        return left.isEmpty() ? "" : "; no longer active: " + left;
    }

    private static String of(Set<GroupId> gone) {
        return gone.isEmpty() ? "" : "; no longer there: the groups " + gone;
    }
}
