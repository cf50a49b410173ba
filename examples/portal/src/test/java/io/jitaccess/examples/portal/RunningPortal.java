package io.jitaccess.examples.portal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The portal as its main method starts it, on a free port, with the sample's windows made short where a test says so. */
public final class RunningPortal implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private RunningPortal(ConfigurableApplicationContext context) {
        this.context = context;
    }

    public static RunningPortal start(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--server.port=0");
        return new RunningPortal(PortalApplication.start(all.toArray(String[]::new)));
    }

    /** With this folder for its data, and grants of "One-minute peek" that last that long. */
    public static RunningPortal startWithShortPeek(Path folder, String peek) throws IOException {
        try (var sample = RunningPortal.class.getResourceAsStream("/sample/eligibilities.yaml")) {
            String text = new String(sample.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            String usual = "{ shortest: PT1M, longest: PT1M, longestTotal: PT3M }";
            if (!text.contains(usual)) {
                throw new IllegalStateException("the sample has no " + usual);
            }
            Files.writeString(
                    Files.createDirectories(folder.resolve("eligibilities")).resolve("sample.yaml"),
                    text.replace(usual, "{ shortest: " + peek + ", longest: " + peek + ", longestTotal: PT3M }"));
        }
        return start("--portal.data=" + folder);
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Somebody with a browser of their own. */
    Visitor visitor(String identity) {
        Visitor visitor = new Visitor(url());
        visitor.actAs(identity);
        return visitor;
    }

    @Override
    public void close() {
        context.close();
    }
}
