package io.jitaccess.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.provider.FakeCall.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holds docs/writing-a-provider.md to the code that it quotes. */
class ProviderGuideTest {

    private static final Path MODULE =
            Path.of(System.getProperty("jit.build.dir")).getParent();
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\| (.*?) \\| .* \\|$", Pattern.MULTILINE);

    private final String guide = read(Objects.requireNonNull(MODULE.getParent()).resolve("docs/writing-a-provider.md"));

    @Test
    void everyLineOfJavaStandsInATestedFile() throws IOException {
        String sources;
        try (Stream<Path> files = Files.walk(MODULE.resolve("src/test/java/io/jitaccess/testkit/provider"))) {
            sources = String.join(
                    "\n",
                    files.filter(Files::isRegularFile)
                            .map(file -> plain(read(file)))
                            .toList());
        }
        List<String> blocks = JAVA.matcher(guide)
                .results()
                .map(block -> plain(block.group(1)))
                .toList();

        assertThat(blocks)
                .hasSizeGreaterThan(5)
                .allSatisfy(block -> assertThat(sources).contains(block));
    }

    @Test
    void theTableHasEveryTestOfTheContractAndNoOther() {
        List<String> rows = ROW.matcher(guide)
                .results()
                .map(row -> "Invariant " + row.group(1) + ": " + row.group(2))
                .toList();
        List<String> tests = new ArrayList<>();
        Arrays.stream(InvariantTests.class.getDeclaredMethods())
                .flatMap(method -> Stream.ofNullable(method.getAnnotation(DisplayName.class)))
                .forEach(name -> tests.add(name.value()));

        assertThat(rows).containsExactlyInAnyOrderElementsOf(tests).hasSizeGreaterThan(50);
    }

    @Test
    void theLastExampleDoesWhatItSays() {
        HandClock clock = new HandClock();
        FakeProvider provider = FakeProvider.on(clock);
        provider.faults().next(Operation.ASSIGN, Fault.landsLate(Duration.ofSeconds(7)));
        AccessRef access = Fakes.access(provider, Fakes.ANN, provider.to("group", "payments"));

        provider.assign(access, clock.instant().plusSeconds(60), false);
        clock.forward(Duration.ofSeconds(7));

        assertThat(provider.cloud().holds(Fakes.ANN, access.entitlement())).isTrue();
    }

    private static String plain(String code) {
        return String.join(
                "\n",
                code.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
