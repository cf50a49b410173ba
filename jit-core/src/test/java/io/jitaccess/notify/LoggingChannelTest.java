package io.jitaccess.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.logging.CapturedLog;
import io.jitaccess.spi.Channel.Delivery;
import io.jitaccess.spi.Notification;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoggingChannelTest {

    @Test
    void anEventIsOneLineWithAllItsFields() {
        try (CapturedLog log = CapturedLog.begin()) {
            Delivery delivery = new LoggingChannel().deliver(Events.active(Map.of("reason", "night shift")));

            assertThat(delivery).isEqualTo(Delivery.delivered());
            assertThat(log.lines())
                    .containsExactly("INFO io.jitaccess.notify.LoggingChannel event "
                            + "{\"id\":\"5e0f3d2c-8a34-4d0f-9f61-0d8a4c7b1e22\",\"at\":\"2026-11-23T09:30:00.123456Z\","
                            + "\"action\":\"GRANT_ACTIVE\",\"actor\":{\"type\":\"IDENTITY\",\"id\":\"system\"},"
                            + "\"subject\":\"ada\",\"request\":\"0b9c2f5e-3c1d-4d8e-a7f6-1f2e3d4c5b6a\","
                            + "\"grant\":\"f1e2d3c4-b5a6-4978-8f6e-5d4c3b2a1908\","
                            + "\"details\":{\"reason\":\"night shift\"}}");
        }
    }

    @Test
    void freeTextCanNeitherBeginALineNorEndItsField() {
        String forged = "x\"}}\r\nINFO root logged in\u2028\u0085\u001b[31m {} ${jndi:x} \u202Egnp.exe";
        try (CapturedLog log = CapturedLog.begin()) {
            new LoggingChannel().deliver(Events.active(Map.of("reason", forged)));

            assertThat(log.lines()).hasSize(1);
            assertThat(log.text())
                    .matches("[ -~]*")
                    .contains("{\"reason\":\"x\\\"}}  INFO root logged in   [31m {} ${jndi:x}  gnp.exe\"}}");
        }
    }

    @Test
    void foreignLettersAreEscaped() {
        try (CapturedLog log = CapturedLog.begin()) {
            new LoggingChannel().deliver(Events.active(Map.of("reason", "Zoë")));

            assertThat(log.text()).contains("Zo\\u00EB");
        }
    }

    @Test
    void anEventForVeryManyIsWrittenOnce() {
        try (CapturedLog log = CapturedLog.begin()) {
            Notification first = Events.active(Map.of());
            new LoggingChannel().deliver(first);
            new LoggingChannel().deliver(new Notification(first.event(), 2, Set.of(), Set.of()));

            assertThat(log.lines()).hasSize(1);
        }
    }

    @Test
    void onlyWhatIsWantedIsWritten() {
        assertThat(new LoggingChannel().wants(AuditAction.DRIFT_SCANNED)).isTrue();
        LoggingChannel some = new LoggingChannel(Set.of(AuditAction.GRANT_ACTIVE));
        assertThat(some.wants(AuditAction.GRANT_ACTIVE)).isTrue();
        assertThat(some.wants(AuditAction.GRANT_ENDED)).isFalse();
    }
}
