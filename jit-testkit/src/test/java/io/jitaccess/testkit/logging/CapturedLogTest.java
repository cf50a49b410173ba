package io.jitaccess.testkit.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.testkit.logging.CapturedLog.Line;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CapturedLogTest {

    private final org.slf4j.Logger slf4j = LoggerFactory.getLogger("one");
    private final Logger jdk = Logger.getLogger("two");

    @Test
    void it_sees_every_level_of_both_kinds_of_logs_between_its_beginning_and_its_end() {
        slf4j.error("before");
        try (CapturedLog log = CapturedLog.begin()) {
            slf4j.trace("a {}", "canary");
            slf4j.error("b", new IllegalStateException("canary below"));
            jdk.finest("c");
            jdk.log(Level.FINE, "d {0}", "canary");
            jdk.severe("e");
            assertThat(log.lines())
                    .filteredOn(
                            line -> line.logger().equals("one") || line.logger().equals("two"))
                    .extracting(line ->
                            line.level() + " " + line.text().lines().findFirst().orElse(""))
                    .containsExactly("TRACE a canary", "ERROR b", "TRACE c", "DEBUG d canary", "ERROR e");
            assertThat(log.lines())
                    .filteredOn(line -> !line.isAskedFor())
                    .filteredOn(
                            line -> line.logger().equals("one") || line.logger().equals("two"))
                    .hasSize(2);
            assertThat(log.lines()).extracting(Line::text).anyMatch(text -> text.contains("canary below"));
        }
    }

    @Test
    void what_comes_after_its_end_is_dropped_and_the_level_of_the_jdk_is_as_before() {
        Level before = Logger.getLogger("").getLevel();
        CapturedLog log = CapturedLog.begin();
        log.close();
        slf4j.error("after");
        jdk.severe("after");
        assertThat(log.lines()).extracting(Line::text).doesNotContain("after");
        assertThat(Logger.getLogger("").getLevel()).isEqualTo(before);
    }
}
