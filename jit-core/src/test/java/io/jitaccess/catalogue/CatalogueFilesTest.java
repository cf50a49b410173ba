package io.jitaccess.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jitaccess.approval.PolicyId;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.EligibilitySource.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueFilesTest {

    private static final String POLICY = "version: 1\npolicies: [{id: p, rules: [{name: r, denied: x}]}]\n";

    @TempDir
    private Path folder;

    @Test
    void theFilesOfAFolderAndItsFoldersAreOneCatalogueInTheOrderOfTheirNames() throws IOException {
        write("teams/b.yml", eligibility("second"));
        write("teams/a.YAML", eligibility("first"));
        write(
                "z.json",
                "{\"version\": 1, \"policies\": [{\"id\": \"p\", \"rules\": [{\"name\": \"r\", \"denied\": \"x\"}]}]}");

        Catalogue catalogue = offered(new CatalogueFiles(folder));

        assertThat(catalogue.policies()).extracting(policy -> policy.id()).containsExactly(new PolicyId("p"));
        assertThat(catalogue.eligibilities())
                .extracting(eligibility -> eligibility.id())
                .containsExactly(new EligibilityId("first"), new EligibilityId("second"));
    }

    @Test
    void aSingleFileIsACatalogue() throws IOException {
        Path file = write(".hidden.yaml", POLICY);

        assertThat(offered(new CatalogueFiles(file)).policies()).hasSize(1);
    }

    @Test
    void draftsAndOtherFilesAreLeftOut() throws IOException {
        write("p.yaml", POLICY);
        for (String name :
                List.of(".p.yaml.swp", ".draft.yaml", "..data/p.yaml", "p.yaml~", "p.yaml.tmp", "README.md")) {
            write(name, "not a catalogue");
        }

        assertThat(offered(new CatalogueFiles(folder)).policies()).hasSize(1);
    }

    @Test
    void aMountedFolderOfLinksIsReadThroughThem() throws IOException {
        write("..2026/p.yaml", POLICY);
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026"));
        Files.createSymbolicLink(folder.resolve("p.yaml"), Path.of("..data/p.yaml"));

        assertThat(offered(new CatalogueFiles(folder)).policies()).hasSize(1);
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheText() throws IOException {
        write("p.yaml", "\uFEFF" + POLICY);

        assertThat(offered(new CatalogueFiles(folder)).policies()).hasSize(1);
    }

    @Test
    void theProblemsOfAllFilesAreToldAtOnceEachWithItsFile() throws IOException {
        write("a.yaml", "version: 2\n");
        write("b.yaml", POLICY + "eligibility: []\n");
        write("c/d.json", "{\"version\": 1,}");

        assertThat(problems(new CatalogueFiles(folder)))
                .extracting(Problem::toString)
                .satisfiesExactly(
                        text -> assertThat(text).isEqualTo("a.yaml:1:10: version: expected 1, found 2"),
                        text -> assertThat(text)
                                .isEqualTo(
                                        "b.yaml:3:1: there is no field \"eligibility\"; did you mean eligibilities?"),
                        text -> assertThat(text).startsWith("c/d.json:1:15: not valid JSON: "));
    }

    @Test
    void anIdTakenInAnotherFileIsAProblemThatNamesBothPlaces() throws IOException {
        write("a.yaml", POLICY);
        write("b.yaml", POLICY);

        assertThat(problems(new CatalogueFiles(folder)))
                .containsExactly(new Problem(
                        "b.yaml:2:12", "duplicate-id", "policies[p]: the id is taken already, at a.yaml:2:12"));
    }

    @Test
    void aPolicyOfABrokenFileIsNotReportedAsMissing() throws IOException {
        write("a.yaml", POLICY + "x");
        write("b.yaml", eligibility("e"));

        assertThat(problems(new CatalogueFiles(folder)))
                .extracting(Problem::code)
                .containsExactly("syntax");
    }

    @Test
    void whatCannotBeReadIsAProblemAndNotAnEmptyCatalogue() throws IOException {
        assertThat(problems(new CatalogueFiles(folder.resolve("missing"))))
                .extracting(Problem::toString)
                .containsExactly(folder.resolve("missing") + ": no such file");
        assertThat(problems(new CatalogueFiles(folder)))
                .extracting(Problem::toString)
                .containsExactly("there is no .yaml, .yml or .json file in " + folder);
        assertThat(problems(new CatalogueFiles(write("notes.txt", POLICY))))
                .extracting(Problem::message)
                .containsExactly(folder.resolve("notes.txt") + ": a catalogue's file is called .yaml, .yml or .json");
    }

    @Test
    void aLinkToNothingAndALinkInACircleAreProblems() throws IOException {
        Files.createSymbolicLink(folder.resolve("gone.yaml"), Path.of("nowhere.yaml"));

        assertThat(problems(new CatalogueFiles(folder)))
                .extracting(Problem::toString)
                .containsExactly("gone.yaml: cannot be read: no such file");

        Files.delete(folder.resolve("gone.yaml"));
        Files.createSymbolicLink(folder.resolve("circle"), folder);

        assertThat(problems(new CatalogueFiles(folder)))
                .extracting(Problem::message)
                .containsExactly(folder + ": FileSystemLoopException");
    }

    @Test
    void whatIsTooLargeTooDeepOrTooMuchIsAProblem() throws IOException {
        write("large.yaml", POLICY + "#".repeat(3_000_000));
        assertThat(problems(new CatalogueFiles(folder)))
                .extracting(Problem::toString)
                .containsExactly("large.yaml: cannot be read: larger than 3000000 bytes");
        Files.delete(folder.resolve("large.yaml"));

        write("1/2/3/4/5/6/7/8/deep.yaml", POLICY);
        assertThat(problems(new CatalogueFiles(folder)))
                .extracting(Problem::message)
                .containsExactly(folder + ": the folder 1/2/3/4/5/6/7/8 lies more than 8 deep");
        Files.move(folder.resolve("1"), folder.resolve(".1"));

        for (int i = 0; i <= 1000; i++) {
            write(i + ".yaml", "version: 1");
        }
        assertThat(problems(new CatalogueFiles(folder)))
                .extracting(Problem::message)
                .containsExactly(folder + ": more than 1000 files");
    }

    @Test
    void allFilesTogetherAreBounded() throws IOException {
        String nearlyTheMost = "version: 1 #" + "x".repeat(2_999_000);
        for (int i = 0; i < 22; i++) {
            write(i + ".yaml", nearlyTheMost);
        }

        assertThat(problems(new CatalogueFiles(folder)))
                .extracting(Problem::message)
                .containsExactly(folder + ": more than 64000000 bytes in all files");
    }

    @Test
    void textThatIsNotUtf8IsAProblem() throws IOException {
        Files.write(folder.resolve("a.yaml"), new byte[] {'a', ':', (byte) 0xE4});

        assertThat(problems(new CatalogueFiles(folder)))
                .extracting(Problem::toString)
                .containsExactly("a.yaml: cannot be read: not UTF-8");
    }

    @Test
    void aChangeIsReportedWhenTwoCallsInARowSawTheSame() throws IOException {
        write("p.yaml", POLICY);
        CatalogueFiles files = new CatalogueFiles(folder);

        Optional<String> first = files.changed(Optional.empty());
        assertThat(first).isPresent();
        assertThat(files.changed(first)).isEmpty();

        write("p.yaml", POLICY + "# a");
        assertThat(files.changed(first)).isEmpty();
        write("p.yaml", POLICY + "# a longer");
        assertThat(files.changed(first)).isEmpty();
        Optional<String> second = files.changed(first);
        assertThat(second).isPresent().isNotEqualTo(first);
        assertThat(files.changed(second)).isEmpty();
    }

    @Test
    void aSecondWriteThatLeavesSizeAndTimeIsSeen() throws IOException {
        Path file = write("p.yaml", POLICY);
        FileTime time = Files.getLastModifiedTime(file);
        CatalogueFiles files = new CatalogueFiles(folder);
        Optional<String> seen = files.changed(Optional.empty());

        write("p.yaml", POLICY.replace("denied: x", "denied: y"));
        Files.setLastModifiedTime(file, time);

        assertThat(files.changed(seen)).isEmpty();
        assertThat(files.changed(seen)).isPresent();
    }

    @Test
    void contentsAreNotReadForEverWhenNothingMoves() throws IOException {
        Path file = write("p.yaml", POLICY);
        FileTime time = Files.getLastModifiedTime(file);
        CatalogueFiles files = new CatalogueFiles(folder);
        Optional<String> seen = files.changed(Optional.empty());
        for (int i = 0; i < 10; i++) {
            assertThat(files.changed(seen)).isEmpty();
        }

        write("p.yaml", POLICY.replace("denied: x", "denied: y"));
        Files.setLastModifiedTime(file, time);

        assertThat(files.changed(seen)).isEmpty();
        assertThat(files.changed(seen)).isEmpty();
    }

    @Test
    void replacingByRenameAndRemovingAreSeenWhateverTheTime() throws IOException {
        Path file = write("p.yaml", POLICY);
        FileTime time = Files.getLastModifiedTime(file);
        CatalogueFiles files = new CatalogueFiles(folder);
        Optional<String> seen = settled(files, Optional.empty());

        Path draft = write(".p.yaml", POLICY.replace("denied: x", "denied: y"));
        Files.setLastModifiedTime(draft, time);
        assertThat(files.changed(seen)).isEmpty();
        Files.move(draft, file, ATOMIC_MOVE);

        assertThat(files.changed(seen)).isEmpty();
        Optional<String> replaced = files.changed(seen);
        assertThat(replaced).isPresent();

        Files.delete(file);
        assertThat(files.changed(replaced)).isEmpty();
        assertThat(files.changed(replaced)).isPresent();
    }

    @Test
    void aReadingDuringWhichAFileIsWrittenOffersNothing() throws Exception {
        for (int i = 0; i < 50; i++) {
            write(i + ".yaml", "version: 1 #" + "x".repeat(10_000));
        }
        CatalogueFiles files = new CatalogueFiles(folder);
        AtomicBoolean done = new AtomicBoolean();
        Path growing = write("z.yaml", "version: 1 #");
        Thread writer = new Thread(() -> {
            while (!done.get()) {
                assertThatCode(() -> Files.writeString(growing, "x", APPEND)).doesNotThrowAnyException();
            }
        });
        writer.start();
        try {
            List<Reading> readings = Stream.generate(files::read)
                    .limit(200)
                    .takeWhile(Reading.Offered.class::isInstance)
                    .toList();
            assertThat(readings).as("readings before one noticed the writer").hasSizeLessThan(200);
        } finally {
            done.set(true);
            writer.join();
        }
        assertThat(files.read()).isInstanceOf(Reading.Offered.class);
    }

    @Test
    void aFolderThatGoesAndComesBackIsAChangeEachTime() throws IOException {
        CatalogueFiles files = new CatalogueFiles(folder.resolve("later"));
        Optional<String> missing = files.changed(Optional.empty());
        assertThat(missing).isPresent();
        assertThat(files.changed(missing)).isEmpty();

        write("later/p.yaml", POLICY);

        assertThat(files.changed(missing)).isEmpty();
        assertThat(files.changed(missing)).isPresent();
        assertThat(offered(files).policies()).hasSize(1);
    }

    @Test
    void aProblemFoundLaterIsShownWhereItsFieldStands() throws IOException {
        write("e.yaml", """
                version: 1
                policies: [{id: p, rules: [{name: r, denied: x}]}]
                eligibilities:
                  - id: e.1
                    name: E
                    who: {groups: [g]}
                    entitlements:
                      - provider: x
                        kind: y
                        attributes: {db: a, db.name: b}
                    duration: {longest: PT2H}
                    policy: p
                """);
        Reading.Offered offered = (Reading.Offered) new CatalogueFiles(folder).read();

        assertThat(offered.placed(List.of(new Problem("eligibilities[e.1].duration.longest", "c", "too long"))))
                .containsExactly(new Problem("e.yaml:11:25", "c", "eligibilities[e.1].duration.longest: too long"));
        assertThat(offered.where().apply("eligibilities[e.1].duration.shortest"))
                .hasValue("e.yaml:11:15");
        assertThat(offered.where().apply("eligibilities[e.1].entitlements[0].attributes.db.name"))
                .hasValue("e.yaml:10:38");
        assertThat(offered.where().apply("eligibilities[e.1].entitlements[0].attributes.db"))
                .hasValue("e.yaml:10:26");
        assertThat(offered.where().apply("eligibilities[e.1].entitlements[7]")).hasValue("e.yaml:8:7");
        assertThat(offered.where().apply("eligibilities[e.1]")).hasValue("e.yaml:4:5");
        assertThat(offered.where().apply("policies[p].rules[0].denied")).hasValue("e.yaml:2:46");
        assertThat(offered.where().apply("policies[q].rules[0]")).isEmpty();
        assertThat(offered.where().apply("")).isEmpty();
        Problem elsewhere = new Problem("policies[q]", "c", "m");
        assertThat(offered.placed(List.of(elsewhere))).containsExactly(elsewhere);
    }

    @Test
    void theNameIsThePathAndFitsTheRecord() {
        assertThat(new CatalogueFiles(folder).name()).isEqualTo(folder.toString());
        assertThat(new CatalogueFiles(folder.resolve("x".repeat(900))).name())
                .hasSize(500)
                .startsWith("...");
    }

    private static Optional<String> settled(CatalogueFiles files, Optional<String> seen) {
        Optional<String> stamp = seen;
        for (int i = 0; i < 6; i++) {
            Optional<String> next = files.changed(stamp);
            stamp = next.isPresent() ? next : stamp;
        }
        return stamp;
    }

    private static String eligibility(String id) {
        return "version: 1\neligibilities: [{id: " + id + ", name: E, who: {groups: [g]},"
                + " entitlements: [{provider: x, kind: y}], duration: {longest: PT2H}, policy: p}]\n";
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text, UTF_8);
    }

    private static Catalogue offered(CatalogueFiles files) {
        return ((Reading.Offered) files.read()).catalogue();
    }

    private static List<Problem> problems(CatalogueFiles files) {
        return ((Reading.Unreadable) files.read()).problems();
    }
}
