package io.jitaccess.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.Settings;
import io.jitaccess.testkit.logging.CapturedLog;
import io.jitaccess.testkit.model.Oracle;
import io.jitaccess.testkit.provider.FakeCall.Operation;
import io.jitaccess.testkit.provider.FakeKind;
import io.jitaccess.testkit.provider.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** A log stays readable while a provider cannot be asked for hours. */
class LastingFailureLogTest {

    private static final String SCAN = "drift scan of fake/group ";
    private final World world = new World(new Oracle(), Settings.DEFAULTS, List.of(FakeKind.group()));

    @Test
    void a_failure_that_lasts_is_told_ever_more_rarely_and_so_is_its_end() {
        try (CapturedLog log = CapturedLog.begin()) {
            world.provider.faults().always(call -> call.operation() == Operation.LIST, Fault.breaks());
            for (int scan = 0; scan < 9; scan++) {
                world.pass(Settings.DEFAULTS.driftEvery());
            }
            assertThat(told(log, Level.WARN))
                    .extracting(line -> line.replaceAll(".*failed, ([0-9]+) times.*", "$1"))
                    .containsExactly("1", "2", "4", "8");

            world.provider.faults().clear();
            world.pass(Settings.DEFAULTS.driftEvery());
            world.pass(Settings.DEFAULTS.driftEvery());
            assertThat(told(log, Level.INFO)).singleElement().asString().contains("works again, after");
        }
    }

    private static List<String> told(CapturedLog log, Level level) {
        return log.lines().stream()
                .filter(line -> line.level() == level && line.text().contains(SCAN))
                .map(line -> line.text().lines().findFirst().orElse(""))
                .toList();
    }
}
