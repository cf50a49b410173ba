package io.jitaccess.examples.portal.browser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** An installed Chromium or Chrome without a window, with an empty profile, that talks to nobody but the page's host. */
final class Chromium implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final Path profile;
    private final DevTools tools;

    private Chromium(Process process, Path profile, DevTools tools) {
        this.process = process;
        this.profile = profile;
        this.tools = tools;
    }

    /** The browser that is installed, by JIT_CHROMIUM or on the path. */
    static Optional<Path> installed() {
        Stream<Path> named = Stream.ofNullable(System.getenv("JIT_CHROMIUM")).map(Path::of);
        Stream<Path> onPath = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)));
        return Stream.concat(named, onPath).filter(Files::isExecutable).findFirst();
    }

    static Chromium start(Path program, int width, int height, boolean dark) throws Exception {
        Path profile = Files.createTempDirectory("jit-portal-browser");
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-default-apps",
                "--disable-extensions",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "--window-size=" + width + "," + height));
        if (dark) {
            command.add("--blink-settings=preferredColorScheme=0");
        }
        command.add("about:blank");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("browser.log").toFile())
                .start();
        DevTools tools = DevTools.connect(process, profile, START);
        // narrower than the narrowest window, too
        tools.send(
                "Emulation.setDeviceMetricsOverride",
                "width",
                width,
                "height",
                height,
                "deviceScaleFactor",
                1,
                "mobile",
                false);
        return new Chromium(process, profile, tools);
    }

    void open(String url) {
        tools.send("Page.navigate", "url", url);
        waitFor("document.readyState === 'complete' && location.href.startsWith(" + quoted(url) + ")");
    }

    /** Evaluates an expression in the page; promises are waited for. */
    JsonNode eval(String expression) {
        return tools.evaluate(expression);
    }

    /** Waits until the expression is true; fails with what the page shows when it takes too long. */
    void waitFor(String condition) {
        eval("""
                new Promise((done, fail) => {
                  const until = performance.now() + 20000;
                  const look = () => {
                    let is = false;
                    try { is = Boolean(%1$s); } catch (e) { is = false; }
                    if (is) { done(true); return; }
                    if (performance.now() < until) { setTimeout(look, 50); return; }
                    fail(new Error('waited in vain for ' + %2$s + '; the page shows: ' + document.body.innerText));
                  };
                  look();
                })
                """.formatted(condition, quoted(condition)));
    }

    /** Clicks the first visible element of this kind whose text begins so, as soon as it is there. */
    void click(String selector, String text) {
        String found = """
                [...document.querySelectorAll(%s)]
                  .find(e => e.offsetParent !== null && !e.disabled && e.textContent.trim().startsWith(%s))
                """.formatted(quoted(selector), quoted(text)).strip();
        waitFor(found);
        eval(found + ".click()");
    }

    /** Types into the field with this label, as a person would: the page's listeners hear of it. */
    void type(String label, String text) {
        String found = """
                [...document.querySelectorAll('label')]
                  .filter(e => e.offsetParent !== null && e.textContent.trim().startsWith(%s))
                  .map(e => document.getElementById(e.htmlFor)).at(-1)
                """.formatted(quoted(label)).strip();
        waitFor(found);
        eval("""
                (() => {
                  const field = %s;
                  field.focus();
                  field.value = %s;
                  for (const name of ['input', 'change']) {
                    field.dispatchEvent(new Event(name, { bubbles: true }));
                  }
                })()
                """.formatted(found, quoted(text)));
    }

    void waitForText(String text) {
        waitFor("document.body.innerText.includes(" + quoted(text) + ")");
    }

    void screenshot(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, tools.screenshot());
    }

    /** What the page wrote to its console as errors, refusals by the content policy included. */
    List<String> errors() {
        return tools.errors();
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    @Override
    public void close() throws IOException {
        tools.close();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
        }
    }
}
