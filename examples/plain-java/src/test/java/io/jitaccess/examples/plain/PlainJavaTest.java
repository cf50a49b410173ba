package io.jitaccess.examples.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainJavaTest {

    private static String run(Path folder) throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            PlainJava.main(folder.toString());
        } finally {
            System.setOut(out);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void adaAsksBobApprovesAndTheAccessIsThereAndGoneAgain(@TempDir Path folder) throws Exception {
        assertThat(run(folder).lines())
                .hasSize(3)
                .satisfiesExactly(
                        asked -> assertThat(asked).isEqualTo("Ada asked: PENDING"),
                        held -> assertThat(held)
                                .startsWith("Ada holds it until 2")
                                .endsWith("writers: [ada]"),
                        ended -> assertThat(ended).isEqualTo("Ada gave it back, writers: []"));
        assertThat(Files.readAllLines(folder.resolve("writers.txt"))).isEmpty();
    }

    @Test
    void itRunsASecondTimeOnTheDatabaseOfTheFirst(@TempDir Path folder) throws Exception {
        run(folder);
        assertThat(run(folder)).contains("writers: [ada]").endsWith("writers: []" + System.lineSeparator());
    }

    @Test
    void whoWasInTheFileBeforeStaysInIt(@TempDir Path folder) throws Exception {
        Files.write(folder.resolve("writers.txt"), List.of("ada", "zoe"));
        assertThat(run(folder)).contains("gave it back, writers: [ada, zoe]");
    }
}
