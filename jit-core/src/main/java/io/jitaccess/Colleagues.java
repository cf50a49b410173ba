package io.jitaccess;

import io.jitaccess.approval.Approvers;
import io.jitaccess.approval.Stage;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.request.AccessRequest.OpenTo;
import io.jitaccess.spi.Lookup;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may decide about one beneficiary, as the directory said before the unit of work began: it may not be asked while
 * rows are locked.
 *
 * @param manager of the beneficiary; for a service of its owner
 * @param persons of the approvers that are named one by one: the person behind each, empty for whoever may decide nothing
 */
record Colleagues(Optional<IdentityId> manager, Map<IdentityId, Optional<IdentityId>> persons) {

    static final Colleagues UNKNOWN = new Colleagues(Optional.empty(), Map.of());

    /** What judging these stages needs; unknown where the directory does not say who the manager is. */
    static Lookup<Colleagues> of(
            People people, Identity beneficiary, Collection<Stage> stages, List<Entitlement> eligible) {
        // a person's costs no look-up
        boolean byManager = stages.stream().flatMap(Colleagues::named).anyMatch(Approvers::manager);
        Lookup<Optional<IdentityId>> manager = byManager || beneficiary.kind() == IdentityKind.HUMAN
                ? people.managerOf(beneficiary)
                : Lookup.known(Optional.empty());
        return manager.fold(
                known -> Lookup.known(new Colleagues(known, persons(people, known, stages, eligible))),
                Lookup::unknown);
    }

    private static Stream<Approvers> named(Stage stage) {
        return Stream.concat(Stream.of(stage.approvers()), stage.escalation().map(Stage.Escalation::to).stream());
    }

    /** Only for stages without groups: where there is one, nobody is counted. */
    private static Map<IdentityId, Optional<IdentityId>> persons(
            People people, Optional<IdentityId> manager, Collection<Stage> stages, List<Entitlement> eligible) {
        Map<IdentityId, Optional<IdentityId>> persons = new HashMap<>();
        for (Stage stage : stages) {
            if (named(stage).allMatch(approvers -> approvers.groups().isEmpty())) {
                named(stage)
                        .flatMap(approvers -> Stages.resolve(approvers, manager, eligible).users().stream())
                        .filter(user -> !persons.containsKey(user))
                        .forEach(user -> person(people, user, persons));
            }
        }
        return persons;
    }

    private static void person(People people, IdentityId user, Map<IdentityId, Optional<IdentityId>> persons) {
        if (people.find(user) instanceof Lookup.Known<Optional<Identity>> found) {
            persons.put(user, found.value().filter(Identity::active).map(Identity::person));
        }
    }

    OpenTo openTo(Approvers approvers, List<Entitlement> eligible) {
        return Stages.resolve(approvers, manager, eligible);
    }

    /**
     * Whether enough people could decide the stage before the request lapses: those who join it later count, too. People
     * are counted, not accounts. Not known for groups, which may have members; whom the directory did not answer for is
     * taken for somebody.
     *
     * @param not who may not decide: whose access it is, and who has decided already
     */
    boolean canDecide(Stage stage, List<Entitlement> eligible, Set<IdentityId> not, Duration lapsesIn) {
        OpenTo openTo = openTo(stage.approvers(), eligible);
        OpenTo later = stage.escalation()
                .filter(escalation -> escalation.after().compareTo(lapsesIn) < 0)
                .map(escalation -> openTo(escalation.to(), eligible))
                .orElse(OpenTo.NOBODY);
        OpenTo all = Stages.join(openTo, later);
        Set<IdentityId> others = new HashSet<>();
        for (IdentityId user : all.users()) {
            persons.getOrDefault(user, Optional.of(user))
                    .filter(person -> !not.contains(user) && !not.contains(person))
                    .ifPresent(others::add);
        }
        return !all.groups().isEmpty() || others.size() >= stage.quorum();
    }
}
