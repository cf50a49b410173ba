package io.jitaccess.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jitaccess.logging.CapturedLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A secret and a token that are canaries: they must not turn up in anything that is logged, thrown, shown or stored. */
@Timeout(120)
class WebhookSecrecyTest {

    private static final byte[] KEY = "canary-of-the-secret-0123456789".getBytes(StandardCharsets.UTF_8);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TOKEN = "canary-of-the-path";

    private final List<String> shown = new ArrayList<>();

    private void show(Object thing) {
        shown.add(String.valueOf(thing));
        if (thing instanceof Throwable thrown) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace, true));
            shown.add(trace.toString());
        }
    }

    private static int deadPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void deliver(URI endpoint, Duration timeout) {
        WebhookChannelBuilder builder =
                WebhookChannel.builder("siem", endpoint, WebhookSecret.of(KEY)).timeout(timeout);
        show(builder);
        WebhookChannel channel = builder.build();
        show(channel);
        show(channel.deliver(Events.active(Map.of())));
    }

    @Test
    void neitherSecretNorTokenIsLoggedThrownShownOrStored(@TempDir Path folder) throws Exception {
        String encoded = Base64.getEncoder().encodeToString(KEY);
        List<LogRecord> platform = new ArrayList<>();
        Handler handler = new Recording(platform);
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try (CapturedLog log = CapturedLog.begin();
                Receiver well = Receiver.answering(200);
                Receiver sick = Receiver.answering(500);
                Receiver moved = Receiver.answering(302, "location", "http://localhost:1/" + TOKEN);
                Receiver untrusted = Receiver.withTls(SelfSigned.in(folder), exchange -> {});
                Receiver silent = Receiver.waiting((exchange, closing) -> closing.await())) {
            for (Receiver receiver : List.of(well, sick, moved, untrusted)) {
                deliver(receiver.at("/" + TOKEN + "?key=" + TOKEN), PATIENCE);
            }
            deliver(silent.at("/" + TOKEN), Duration.ofMillis(300));
            deliver(URI.create("http://localhost:" + deadPort() + "/" + TOKEN), PATIENCE);
            deliver(URI.create("https://no-such-host.invalid/" + TOKEN), PATIENCE);

            WebhookSecret secret = WebhookSecret.parse("whsec_" + encoded);
            show(secret);
            show(catchThrowable(() -> WebhookSecret.parse(encoded)));
            show(catchThrowable(() -> WebhookSecret.parse("whsec_" + encoded + "!")));
            show(catchThrowable(() -> WebhookSecret.parse("whsec_" + encoded + encoded + encoded)));
            show(catchThrowable(() -> WebhookChannel.builder("siem", URI.create("ftp://x/" + TOKEN), secret)
                    .client(HttpClient.newBuilder()
                            .followRedirects(HttpClient.Redirect.ALWAYS)
                            .build())
                    .build()));
            show(log.text());
        } finally {
            root.removeHandler(handler);
        }
        platform.forEach(record -> shown.add(record.getMessage() + record.getThrown()));

        String all = String.join("\n", shown).toLowerCase(Locale.ROOT);
        assertThat(all)
                .contains(
                        "status 500",
                        "redirects",
                        "connectexception",
                        "sslhandshakeexception",
                        "no answer within",
                        "siem",
                        "base64")
                .doesNotContain("canary")
                .doesNotContain(encoded.substring(0, 12).toLowerCase(Locale.ROOT))
                .doesNotContain(HexFormat.of().formatHex(KEY).substring(0, 12));
    }

    private static final class Recording extends Handler {

        private final List<LogRecord> records;

        Recording(List<LogRecord> records) {
            this.records = records;
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord logged) {
            records.add(logged);
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
