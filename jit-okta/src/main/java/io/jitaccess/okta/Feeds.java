package io.jitaccess.okta;

import com.okta.sdk.resource.model.Group;
import com.okta.sdk.resource.model.GroupRule;
import com.okta.sdk.resource.model.GroupRuleStatus;
import com.okta.sdk.resource.model.GroupType;
import io.jitaccess.spi.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who else decides about a group's members. A group that an app or a directory feeds cannot be changed. One that a rule
 * feeds must not be: Okta writes a member whom somebody removes to the rule's exceptions, for good, so that the person
 * loses what the rule gave before.
 */
final class Feeds {

    private static final int PAGE = 200;

    /** Ten times as many rules as Okta allows an organisation. */
    private static final int MOST_PAGES = 100;

    private final Okta okta;

    Feeds(Okta okta) {
        this.okta = okta;
    }

    /** Every rule, as it is now. */
    Seen read() {
        return new Seen(rules());
    }

    /** What was seen in one pass. */
    record Seen(List<GroupRule> rules) {

        /** Why nobody but another system may change the group's members; empty if nothing else does. */
        Optional<String> barred(Group group) {
            if (group.getType() != GroupType.OKTA_GROUP) {
                return Optional.of(
                        "the group is of type " + group.getType() + ": an app, a directory or Okta itself feeds it");
            }
            return feeding(group, false)
                    .findFirst()
                    .map(rule -> "the group rule " + rule.getName() + " feeds the group");
        }

        /** Rules that are switched off and would feed the group: for people to know. */
        List<String> dormant(Group group) {
            return feeding(group, true)
                    .map(rule -> "the group rule " + rule.getName()
                            + " is inactive: once it is active, nothing of this group can be given or taken")
                    .toList();
        }

        /** A rule of a status that the SDK does not know counts as active. */
        private Stream<GroupRule> feeding(Group group, boolean inactive) {
            return rules.stream()
                    .filter(rule -> (rule.getStatus() == GroupRuleStatus.INACTIVE) == inactive)
                    .filter(rule -> rule.getActions() != null
                            && rule.getActions().getAssignUserToGroups() != null
                            && rule.getActions().getAssignUserToGroups().getGroupIds() != null
                            && rule.getActions()
                                    .getAssignUserToGroups()
                                    .getGroupIds()
                                    .contains(group.getId()));
        }
    }

    /** Every rule of the organisation: Okta has no question for the rules of one group. */
    private List<GroupRule> rules() {
        List<GroupRule> found = new ArrayList<>();
        Optional<String> after = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            String from = after.orElse(null);
            List<GroupRule> rules = okta.call(() -> okta.rules().listGroupRules(PAGE, from, null, null));
            found.addAll(rules);
            after = Paging.next(rules);
            if (after.isEmpty()) {
                return found;
            }
        }
        throw new ProviderException("the organisation has more group rules than can be read");
    }
}
