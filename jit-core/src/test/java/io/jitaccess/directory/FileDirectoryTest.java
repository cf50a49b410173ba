package io.jitaccess.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.logging.CapturedLog;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.Lookup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileDirectoryTest {

    private static final String GOOD = """
            # who is who
            groups:
              - id: engineers
                contains: [dba, ops]
              - id: dba
                contains: [night-shift]
              - id: night-shift
              - id: ops
              - id: empty
            identities:
              - id: ada
                kind: HUMAN
                displayName: Ada Lovelace
                email: Ada@example.com
                active: true
                groups: [night-shift]
                manager: grace
                attributes:
                  aws.iam-user: ada
              - id: grace
                groups: [ops]
              - id: ada-admin
                owner: ada
              - id: deploy
                kind: SERVICE
                owner: grace
                groups: [ops]
              - id: gone
                email: gone@example.com
                active: false
                groups: [dba]
            """;

    @TempDir
    private Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private FileDirectory open(String text) throws IOException {
        return FileDirectory.open(write("people.yaml", text));
    }

    /** Looks at the file each time it is asked. */
    private static FileDirectory watch(Path file) {
        return new FileDirectory(file, Duration.ZERO);
    }

    /** Replaces the file at once, as editors and deployments do, so that its date and key are other ones. */
    private void replace(Path file, String text) throws IOException {
        Path next = write("next", text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Optional<Identity> find(FileDirectory directory, String id) {
        return directory.find(new IdentityId(id)).fold(known -> known, unknown -> Optional.empty());
    }

    private static List<String> problems(String name, String text, Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        DirectoryFileException thrown =
                catchThrowableOfType(DirectoryFileException.class, () -> FileDirectory.open(file));
        assertThat(thrown).as("refused").isNotNull();
        return thrown.problems().stream()
                .map(Problem::toString)
                .map(problem -> problem.replace(folder + "/", ""))
                .toList();
    }

    private List<String> problems(String text) throws IOException {
        return problems("people.yaml", text, folder);
    }

    private static Set<GroupId> groups(String... ids) {
        return Arrays.stream(ids).map(GroupId::new).collect(Collectors.toSet());
    }

    private static Set<IdentityId> ids(String... ids) {
        return Arrays.stream(ids).map(IdentityId::new).collect(Collectors.toSet());
    }

    @Test
    void aPersonIsReadWithAllFieldsAndAllGroupsNestedOnesIncluded() throws IOException {
        assertThat(find(open(GOOD), "ada"))
                .contains(new Identity(
                        new IdentityId("ada"),
                        IdentityKind.HUMAN,
                        "Ada Lovelace",
                        Optional.of("Ada@example.com"),
                        true,
                        groups("night-shift", "dba", "engineers"),
                        Optional.of(new IdentityId("grace")),
                        Optional.empty(),
                        Map.of("aws.iam-user", "ada")));
    }

    @Test
    void whatIsLeftOutHasItsDefault() throws IOException {
        assertThat(find(open(GOOD), "grace"))
                .contains(new Identity(
                        new IdentityId("grace"),
                        IdentityKind.HUMAN,
                        "grace",
                        Optional.empty(),
                        true,
                        groups("ops", "engineers"),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
    }

    @Test
    void servicesAndSecondAccountsHaveTheirOwner() throws IOException {
        FileDirectory directory = open(GOOD);

        assertThat(find(directory, "deploy").orElseThrow().kind()).isEqualTo(IdentityKind.SERVICE);
        assertThat(find(directory, "deploy").orElseThrow().owner()).contains(new IdentityId("grace"));
        assertThat(find(directory, "ada-admin").orElseThrow().person()).isEqualTo(new IdentityId("ada"));
    }

    @Test
    void membersAreTheActiveOnesOfTheGroupAndOfThoseInIt() throws IOException {
        FileDirectory directory = open(GOOD);

        assertThat(directory.members(new GroupId("engineers"), 10))
                .isEqualTo(Lookup.known(Optional.of(ids("ada", "grace", "deploy"))));
        assertThat(directory.members(new GroupId("dba"), 10)).isEqualTo(Lookup.known(Optional.of(ids("ada"))));
        assertThat(directory.members(new GroupId("empty"), 10)).isEqualTo(Lookup.known(Optional.of(Set.of())));
        assertThat(directory.members(new GroupId("no-such"), 10)).isEqualTo(Lookup.known(Optional.empty()));
    }

    @Test
    void emailsAreComparedWithoutCase() throws IOException {
        FileDirectory directory = open(GOOD);

        assertThat(directory.findByEmail("ADA@EXAMPLE.COM")).isEqualTo(Lookup.known(find(directory, "ada")));
        assertThat(directory.findByEmail("gone@example.com")).isEqualTo(Lookup.known(find(directory, "gone")));
    }

    @Test
    void groupsThatContainEachOtherHaveTheSameMembers() throws IOException {
        FileDirectory directory = open("""
                groups:
                  - {id: a, contains: [b]}
                  - {id: b, contains: [c]}
                  - {id: c, contains: [a, c]}
                identities:
                  - {id: ada, groups: [b]}
                """);

        assertThat(find(directory, "ada").orElseThrow().groups()).isEqualTo(groups("a", "b", "c"));
    }

    @Test
    void jsonIsReadAlike() throws IOException {
        Path file = write("people.json", """
                {"identities": [{"id": "ada", "active": false, "groups": ["dba"]}], "groups": [{"id": "dba"}]}
                """);

        FileDirectory directory = FileDirectory.open(file);

        assertThat(find(directory, "ada").orElseThrow().active()).isFalse();
        assertThat(find(directory, "ada").orElseThrow().groups()).isEqualTo(groups("dba"));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceWithLineAndColumn() throws IOException {
        assertThat(problems("""
                        groups:
                          - id: dba
                            contains: [dba, ghosts]
                          - id: dba
                          - contain: []
                        identities:
                          - id: ada
                            kind: ROBOT
                            displayName: 1815
                            active: yes please
                            groups: [opps, 5]
                            manager: nobody
                            colour: blue
                            id: ada2
                          - id: "ada "
                          - id: ada
                          - id: deploy
                            kind: SERVICE
                          - id: other
                            owner: deploy
                            attributes: [a]
                          - id: second
                            owner: third
                          - id: third
                            owner: ada
                        people: []
                        """))
                .containsExactly(
                        "people.yaml:3:21: there is no group \"ghosts\" in this file",
                        "people.yaml:4:9: groups: the id is there already, in line 2",
                        "people.yaml:5:5: groups[2]: there is no field \"contain\", but contains, id",
                        "people.yaml:5:5: groups[2]: the field id is missing",
                        "people.yaml:8:11: identities[0].kind: expected one of [HUMAN, SERVICE]",
                        "people.yaml:9:18: identities[0].displayName: expected text (numbers and the like in quotes)",
                        "people.yaml:10:13: identities[0].active: expected true or false",
                        "people.yaml:11:14: there is no group \"opps\" in this file",
                        "people.yaml:11:20: identities[0].groups[1]: expected text (numbers and the like in quotes)",
                        "people.yaml:12:14: there is no such person in this file",
                        "people.yaml:13:5: identities[0]: there is no field \"colour\", but active, attributes,"
                                + " displayName, email, groups, id, kind, manager, owner",
                        "people.yaml:14:5: identities[0]: \"id\" is there twice",
                        "people.yaml:15:9: identity must not begin or end with white space",
                        "people.yaml:16:9: identities: the id is there already, in line 7",
                        "people.yaml:17:5: identities[3]: the field owner is missing: a service has an owner",
                        "people.yaml:20:12: there is no such person in this file",
                        "people.yaml:21:17: identities[4].attributes: expected an object",
                        "people.yaml:23:12: identities[5].owner: must be a person's first account, which has no owner",
                        "people.yaml:26:1: there is no field \"people\", but groups, identities");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                             | people.yaml:1:1: the file is empty
                    '- a'                                          | people.yaml:1:1: expected an object
                    'identities: {}'                               | people.yaml:1:13: identities: expected a list
                    'identities: [a]'                              | people.yaml:1:14: identities[0]: expected an object
                    'identities: [&x {id: a}]'                     | people.yaml:1:14: identities[0]: aliases, anchors and tags (*, &, !) are not allowed: write it out
                    'identities: [{id: !!str 5}]'                  | people.yaml:1:19: identities[0].id: aliases, anchors and tags (*, &, !) are not allowed: write it out
                    'identities: [{id: a, attributes: {x: 1}}]'    | people.yaml:1:38: identities[0].attributes: expected text (numbers and the like in quotes)
                    """)
    void aFileOfAnotherFormIsRefused(String text, String problem) throws IOException {
        assertThat(problems(text)).contains(problem);
    }

    @Test
    void aSecondDocumentIsRefused() throws IOException {
        assertThat(problems("identities: []\n---\nidentities: []\n"))
                .containsExactly("people.yaml:3:1: one document per file");
    }

    @Test
    void brokenYamlAndJsonAreRefusedAtTheirPlace() throws IOException {
        assertThat(problems("identities: [{id: ada}\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem).startsWith("people.yaml:2:1: not valid YAML: "));
        assertThat(problems("people.json", "{\"identities\": [}", folder))
                .singleElement()
                .satisfies(problem -> assertThat(problem).startsWith("people.json:1:17: not valid JSON: "));
    }

    @Test
    void aFileThatIsMissingTooLargeOrNotUtf8IsRefused() throws IOException {
        Path missing = folder.resolve("none.yaml");
        assertThatThrownBy(() -> FileDirectory.open(missing))
                .isInstanceOf(DirectoryFileException.class)
                .hasMessage(missing + ":1:1: cannot be read: NoSuchFileException");

        assertThat(problems("#".repeat(3 * 1024 * 1024 + 1))).containsExactly("people.yaml:1:1: has more than 3 MB");

        Path latin = Files.write(folder.resolve("latin.yaml"), "# grüß".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> FileDirectory.open(latin)).hasMessage(latin + ":1:1: is not UTF-8");
    }

    @Test
    void aFileOfTheLargestSizeIsRead() throws IOException {
        StringBuilder text = new StringBuilder("identities:\n  - {id: ada}\n");
        while (text.length() < 3 * 1024 * 1024 - 100) {
            text.append("# ").append("x".repeat(80)).append('\n');
        }

        assertThat(find(open(text.toString()), "ada")).isPresent();
    }

    @Test
    void ofVeryManyProblemsTheFirstHundredAreTold() throws IOException {
        String text = IntStream.range(0, 300)
                .mapToObj(i -> "  - {name: x" + i + "}\n")
                .collect(Collectors.joining("", "identities:\n", ""));

        List<String> problems = problems(text);

        assertThat(problems).hasSize(100);
        assertThat(problems.get(99)).isEqualTo("people.yaml: and 501 more problems");
    }

    @Test
    void aChangedFileIsInForceAtTheNextLook() throws IOException {
        Path file = write("people.yaml", "identities: [{id: ada}]");
        FileDirectory directory = watch(file);

        replace(file, "identities: [{id: bob}]");

        assertThat(find(directory, "ada")).isEmpty();
        assertThat(find(directory, "bob")).isPresent();
        assertThat(directory.problem()).isEmpty();
    }

    @Test
    void theFileIsNotLookedAtMoreThanOnceASecond() throws IOException {
        Path file = write("people.yaml", "identities: [{id: ada}]");
        FileDirectory directory = new FileDirectory(file, Duration.ofHours(1));

        replace(file, "identities: [{id: bob}]");

        assertThat(find(directory, "ada")).isPresent();
    }

    @Test
    void aBadFileChangesNothingAndSaysSoOnce() throws IOException {
        Path file = write("people.yaml", "identities: [{id: ada}]");
        FileDirectory directory = watch(file);
        try (CapturedLog log = CapturedLog.begin()) {
            replace(file, "identities: [{id: 5}]");
            for (int i = 0; i < 3; i++) {
                assertThat(find(directory, "ada")).isPresent();
            }

            String problem = file + ":1:19: identities[0].id: expected text (numbers and the like in quotes)\n" + file
                    + ":1:14: identities[0]: the field id is missing";
            assertThat(directory.problem()).isPresent();
            assertThat(directory.problem().orElseThrow().lines())
                    .containsExactlyInAnyOrderElementsOf(problem.lines().toList());
            assertThat(log.lines("WARN")).singleElement().asString().contains("is not used as it is now");

            replace(file, "identities: [{id: bob}]");
            assertThat(directory.problem()).isEmpty();
            assertThat(find(directory, "bob")).isPresent();
            assertThat(log.lines("INFO")).hasSize(1);
        }
    }

    @Test
    void aFileThatIsGoneChangesNothingUntilItIsBack() throws IOException {
        Path file = write("people.yaml", "identities: [{id: ada}]");
        FileDirectory directory = watch(file);
        try (CapturedLog log = CapturedLog.begin()) {
            Files.delete(file);

            assertThat(find(directory, "ada")).isPresent();
            assertThat(directory.problem()).contains("cannot be read: NoSuchFileException");
            find(directory, "ada");
            assertThat(log.lines("WARN")).hasSize(1);
        }

        write("people.yaml", "identities: [{id: bob}]");
        assertThat(find(directory, "bob")).isPresent();
        assertThat(directory.problem()).isEmpty();
    }

    @Test
    void aFileThatWasAwayForAWhileIsInForceAgain() throws IOException {
        Path file = write("people.yaml", "identities: [{id: ada}]");
        FileDirectory directory = watch(file);
        Files.move(file, folder.resolve("away"));
        assertThat(directory.problem()).isPresent();

        Files.move(folder.resolve("away"), file);

        assertThat(directory.problem()).isEmpty();
    }

    @Test
    void aByteOrderMarkDoesNoHarm() throws IOException {
        Path file = write("people.json", "\uFEFF{\"identities\": [{\"id\": \"ada\"}]}");

        assertThat(find(FileDirectory.open(file), "ada")).isPresent();
    }
}
