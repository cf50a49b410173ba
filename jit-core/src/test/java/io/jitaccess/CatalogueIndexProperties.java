package io.jitaccess;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.approval.ApprovalPolicy;
import io.jitaccess.approval.Condition;
import io.jitaccess.approval.PolicyId;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.DurationLimits;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.eligibility.ReasonRule;
import io.jitaccess.eligibility.Subjects;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the index finds is what looking at every eligibility finds. */
class CatalogueIndexProperties {

    private static final ApprovalPolicy POLICY = new ApprovalPolicy(
            new PolicyId("open"),
            List.of(new Rule("all", new Condition.Always(), new RuleOutcome.Automatic(Duration.ofHours(1)))));

    @Property(tries = 300)
    void it_finds_each_eligibility_of_an_identity_once_by_name(
            @ForAll("catalogues") Catalogue catalogue, @ForAll("identities") Identity identity) {
        assertThat(new CatalogueIndex(catalogue).of(identity))
                .containsExactlyElementsOf(catalogue.eligibilities().stream()
                        .filter(eligibility -> eligibility.who().include(identity))
                        .sorted(Comparator.comparing(Eligibility::name).thenComparing(e -> e.id().value()))
                        .toList());
    }

    @Provide
    Arbitrary<Catalogue> catalogues() {
        Arbitrary<String> names = Arbitraries.of("a", "b", "c");
        Arbitrary<Subjects> subjects = Combinators.combine(users().set().ofMaxSize(3), groups(), kinds())
                .filter((users, groups, kinds) -> !users.isEmpty() || !groups.isEmpty())
                .as(Subjects::new);
        return Combinators.combine(names, subjects)
                .as(Named::new)
                .list()
                .ofMaxSize(12)
                .map(entries -> {
                    List<Eligibility> eligibilities = new ArrayList<>();
                    entries.forEach(entry -> eligibilities.add(entry.numbered(entries.size() - eligibilities.size())));
                    return new Catalogue(List.of(POLICY), eligibilities);
                });
    }

    @Provide
    Arbitrary<Identity> identities() {
        return Combinators.combine(
                        users(), Arbitraries.of(IdentityKind.class), Arbitraries.of(true, true, false), groups())
                .as((id, kind, active, groups) -> new Identity(
                        id,
                        kind,
                        "somebody",
                        Optional.empty(),
                        active,
                        groups,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
    }

    private static Arbitrary<IdentityId> users() {
        return Arbitraries.of("ann", "bob", "cem").map(IdentityId::new);
    }

    private static Arbitrary<Set<GroupId>> groups() {
        return Arbitraries.of("g1", "g2", "g3", "g4").map(GroupId::new).set().ofMaxSize(4);
    }

    private static Arbitrary<Set<IdentityKind>> kinds() {
        return Arbitraries.of(IdentityKind.class).set().ofMinSize(1);
    }

    private record Named(String name, Subjects who) {
        Eligibility numbered(int number) {
            return new Eligibility(
                    new EligibilityId("e" + number),
                    name,
                    "",
                    who,
                    Set.of(),
                    List.of(Entitlement.of("p", "k", Map.of())),
                    new DurationLimits(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(1)),
                    POLICY.id(),
                    ReasonRule.REQUIRED,
                    false,
                    BundleMode.ALL_OR_NOTHING,
                    Duration.ZERO,
                    true,
                    Map.of());
        }
    }
}
