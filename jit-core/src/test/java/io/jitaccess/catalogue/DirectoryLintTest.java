package io.jitaccess.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DirectoryLintTest {

    private static final String TEAM = "who: {groups: [team]}";

    @Test
    void whatWorksIsNotDisabled() {
        Staff staff = new Staff()
                .person("ada")
                .person("bob")
                .person("cyd")
                .group("team", "cyd")
                .group("owners", "ada", "bob");

        assertThat(disabled(staff, TEAM, "{groups: [owners]}, quorum: 2")).isEmpty();
    }

    @Test
    void anEligibilityForAGroupThatIsGoneIsDisabledAndNoOther() {
        Staff staff = new Staff().person("ada").group("team", "ada");
        String gone = entry("e", "who: {groups: [gone]}");
        String here = entry("f", TEAM);

        assertThat(CatalogueLint.disabled(catalogue("[{name: r, automatic: {upTo: PT1H}}]", gone + here), staff))
                .isEqualTo(Map.of(
                        new EligibilityId("e"), "nobody is left whom it is for; no longer there: the groups [gone]"));
    }

    @Test
    void aGroupThatIsThereAndEmptyIsNoReason() {
        assertThat(disabled(new Staff().person("ada").group("team"), TEAM, "{users: [ada]}"))
                .isEmpty();
    }

    @Test
    void anEligibilityWhoseOnlyUserLeftIsDisabled() {
        Staff staff = new Staff().leaver("ada").person("bob");

        assertThat(disabled(staff, "who: {users: [ada]}", "{users: [bob]}"))
                .containsValue("nobody is left whom it is for");
        assertThat(disabled(staff, "who: {users: [ada, bob]}", "{manager: true, users: [eve]}"))
                .isNotEmpty();
    }

    @Test
    void aUserOfTheWrongKindIsNobody() {
        Staff staff = new Staff().person("ada").service("robot", "ada").group("owners", "ada");

        assertThat(disabled(staff, "who: {users: [robot]}", "{groups: [owners]}"))
                .containsValue("nobody is left whom it is for");
    }

    @Test
    void aLeaverAsOnlyApproverDisablesIt() {
        Staff staff = new Staff().leaver("ada").person("cyd").group("team", "cyd");

        assertThat(disabled(staff, TEAM, "{users: [ada]}"))
                .containsValue("too few are left who may approve in the stage s of the rule r: 1 must;"
                        + " no longer active: [ada]");
        assertThat(disabled(staff, TEAM, "{users: [unheard-of]}"))
                .containsValue("too few are left who may approve in the stage s of the rule r: 1 must;"
                        + " no longer active: [unheard-of]");
    }

    @Test
    void anApproverGroupThatIsGoneDisablesItOnlyIfItIsNeeded() {
        Staff staff = new Staff().person("ada").person("cyd").group("team", "cyd");

        assertThat(disabled(staff, TEAM, "{groups: [gone]}"))
                .containsValue("too few are left who may approve in the stage s of the rule r: 1 must;"
                        + " no longer there: the groups [gone]");
        assertThat(disabled(staff, TEAM, "{groups: [gone], users: [ada]}")).isEmpty();
    }

    @Test
    void aQuorumAboveTheMembersDisablesIt() {
        Staff staff = new Staff()
                .person("ada")
                .person("bob")
                .leaver("eve")
                .person("cyd")
                .group("team", "cyd");

        assertThat(disabled(staff.group("owners", "ada", "bob", "eve"), TEAM, "{groups: [owners]}, quorum: 3"))
                .isNotEmpty();
        assertThat(disabled(staff.group("owners", "ada", "bob", "eve"), TEAM, "{groups: [owners]}, quorum: 2"))
                .isEmpty();
        assertThat(disabled(staff.person("eve"), TEAM, "{groups: [owners]}, quorum: 3"))
                .isEmpty();
    }

    @Test
    void oneWhoAsksDoesNotCountAsApprover() {
        Staff staff = new Staff().person("ada").person("bob").group("owners", "ada", "bob");

        assertThat(disabled(staff, "who: {users: [ada]}", "{groups: [owners]}, quorum: 2"))
                .isNotEmpty();
        assertThat(disabled(staff, "who: {users: [ada]}", "{groups: [owners]}")).isEmpty();
        assertThat(disabled(staff, "who: {groups: [owners]}", "{groups: [owners]}, quorum: 2"))
                .isNotEmpty();
        assertThat(disabled(staff, "who: {groups: [owners]}", "{groups: [owners]}"))
                .isEmpty();
    }

    @Test
    void itWorksIfOneOfThoseWhoAskHasEnoughApprovers() {
        Staff staff = new Staff()
                .person("ada")
                .person("bob")
                .person("cyd")
                .group("team", "ada", "cyd")
                .group("owners", "ada", "bob");

        assertThat(disabled(staff, TEAM, "{groups: [owners]}, quorum: 2")).isEmpty();
    }

    @Test
    void twoAccountsOfOnePersonAreOneApprover() {
        Staff staff = new Staff()
                .person("ada")
                .secondAccount("ada-admin", "ada")
                .person("cyd")
                .group("team", "cyd")
                .group("owners", "ada", "ada-admin");

        assertThat(disabled(staff, TEAM, "{groups: [owners]}, quorum: 2")).isNotEmpty();
        assertThat(disabled(staff, "who: {users: [ada-admin]}", "{users: [ada]}"))
                .isNotEmpty();
    }

    @Test
    void aManagerCountsIfThereIsOne() {
        Staff staff = new Staff()
                .managed("cyd", "ada")
                .person("ada")
                .managed("dan", "eve")
                .leaver("eve")
                .person("fay");

        assertThat(disabled(staff, "who: {users: [cyd]}", "{manager: true}")).isEmpty();
        assertThat(disabled(staff, "who: {users: [dan]}", "{manager: true}")).isNotEmpty();
        assertThat(disabled(staff, "who: {users: [fay]}", "{manager: true}")).isNotEmpty();
        assertThat(disabled(staff, "who: {users: [cyd]}", "{manager: true, users: [ada]}, quorum: 2"))
                .isNotEmpty();
        assertThat(disabled(staff, "who: {users: [fay, cyd]}", "{manager: true}"))
                .isEmpty();
    }

    @Test
    void theOwnerOfAServiceDoesNotApproveForIt() {
        Staff staff = new Staff().person("ada").service("robot", "ada").person("bob");
        String who = "who: {users: [robot], kinds: [SERVICE]}";

        assertThat(disabled(staff, who, "{users: [ada]}")).isNotEmpty();
        assertThat(disabled(staff, who, "{users: [bob]}")).isEmpty();
        assertThat(disabled(staff, who, "{manager: true}")).isNotEmpty();
    }

    @Test
    void forAServiceTheManagerOfItsOwnerCounts() {
        String who = "who: {users: [robot], kinds: [SERVICE]}";
        Staff staff = new Staff().managed("ada", "max").person("max").service("robot", "ada");

        assertThat(disabled(staff, who, "{manager: true}")).isEmpty();
        assertThat(disabled(staff.leaver("max"), who, "{manager: true}")).isNotEmpty();
    }

    @Test
    void anApproverNamedByAnEntitlementMustBeThere() {
        assertThat(disabled(
                        new Staff().person("cyd").group("team", "cyd").person("olga"),
                        TEAM,
                        "{entitlementAttributes: [owner]}"))
                .isEmpty();
        assertThat(disabled(
                        new Staff().person("cyd").group("team", "cyd").leaver("olga"),
                        TEAM,
                        "{entitlementAttributes: [owner]}"))
                .isNotEmpty();
    }

    @Test
    void aVeryLargeGroupIsEnoughWithoutLookingAtEachMember() {
        Staff staff = new Staff().person("cyd").group("team", "cyd");
        String[] members = IntStream.range(0, 300).mapToObj(i -> "m" + i).toArray(String[]::new);
        for (String member : members) {
            staff.person(member);
        }
        staff.group("owners", members);

        assertThat(disabled(staff, TEAM, "{groups: [owners]}, quorum: 20")).isEmpty();
        assertThat(staff.questions()).isLessThan(10);
    }

    @Test
    void whatTheDirectoryDoesNotAnswerDisablesNothing() {
        Staff staff =
                new Staff().person("ada").person("cyd").group("team", "cyd").group("owners");

        assertThat(disabled(staff, TEAM, "{groups: [owners]}")).isNotEmpty();
        assertThat(disabled(staff.silentAbout(new GroupId("owners")), TEAM, "{groups: [owners]}"))
                .isEmpty();
        assertThat(disabled(new Staff().silentAbout(new GroupId("team")), TEAM, "{users: [gone]}"))
                .isEmpty();
        assertThat(disabled(
                        new Staff().person("cyd").group("team", "cyd").silentAbout(new IdentityId("ada")),
                        TEAM,
                        "{users: [ada]}"))
                .isEmpty();
    }

    @Test
    void oneThatIsNotAnsweredLeavesTheOthersJudged() {
        Staff staff = new Staff().silentAbout(new GroupId("silent"));
        String entries = entry("e", "who: {groups: [silent]}") + entry("f", "who: {groups: [gone]}");

        assertThat(CatalogueLint.disabled(catalogue("[{name: r, denied: x}]", entries), staff))
                .containsOnlyKeys(new EligibilityId("f"));
    }

    @Test
    void aDirectoryThatIsDownIsNotAskedForEverything() {
        Staff staff = new Staff();
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            staff.silentAbout(new GroupId("g" + i));
            entries.append(entry("e" + i, "who: {groups: [g" + i + "]}"));
        }

        assertThat(CatalogueLint.disabled(catalogue("[{name: r, denied: x}]", entries.toString()), staff))
                .isEmpty();
        assertThat(staff.questions()).isEqualTo(10);
    }

    private static Map<EligibilityId, String> disabled(Staff staff, String who, String approversAndMore) {
        String rules = "[{name: r, stages: [{name: s, approvers: " + approversAndMore + "}]}]";
        return CatalogueLint.disabled(catalogue(rules, entry("e", who)), staff);
    }

    private static String entry(String id, String who) {
        return "  - {id: " + id + ", name: E, " + who
                + ", entitlements: [{provider: x, kind: y, attributes: {owner: olga}}],"
                + " duration: {longest: PT2H}, policy: p}\n";
    }

    private static Catalogue catalogue(String rules, String entries) {
        Findings findings = new Findings();
        CatalogueReader reader = new CatalogueReader(findings, 1000);
        String document = "version: 1\npolicies: [{id: p, rules: " + rules + "}]\neligibilities:\n" + entries;
        reader.read("x.yaml", DocumentParser.parse("x.yaml", document, findings));
        assertThat(findings.list()).isEmpty();
        return reader.catalogue();
    }
}
