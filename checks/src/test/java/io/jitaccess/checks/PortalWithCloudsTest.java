package io.jitaccess.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The portal with all providers, as the profile {@code clouds} builds it, started with every example configuration. */
class PortalWithCloudsTest {

    private static final Path PORTAL = Path.of("../examples/portal");
    private static final Path CONFIGURATIONS =
            Path.of("../examples/configurations").toAbsolutePath().normalize();
    private static final List<String> CLOUDS = List.of("aws", "azure", "entra", "gcp", "okta");
    private static final List<String> EXPECTED = List.of(
            "production-account",
            "azure-production-reading",
            "entra-production-readers",
            "production-logs",
            "okta-on-call",
            "database-debugging");
    private static final Pattern UP = Pattern.compile("The portal is up: {2}(http://127\\.0\\.0\\.1:\\d+)/");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Executor SOON = CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS);

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @Test
    void it_starts_without_any_credentials_and_shows_what_every_cloud_could_give(@TempDir Path folder)
            throws Exception {
        Path log = folder.resolve("log.txt");
        Process portal = start(folder, log);
        try {
            String url = awaitUp(portal, log);
            actAs(url, "ana");
            TreeSet<String> shown = new TreeSet<>();
            for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                    !shown.containsAll(EXPECTED) && System.nanoTime() < end;
                    pause()) {
                get(url + "/jit/api/offers")
                        .path("items")
                        .forEach(offer -> shown.add(offer.path("eligibility").asString()));
            }
            assertThat(shown).as(Files.readString(log)).containsAll(EXPECTED);
        } finally {
            // it takes its database with it
            portal.destroy();
            assertThat(portal.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void the_profile_adds_the_modules_of_the_configurations() throws IOException {
        String pom = Files.readString(PORTAL.resolve("pom.xml"));
        String profile = pom.substring(pom.indexOf("<id>clouds</id>"));
        profile = profile.substring(0, profile.indexOf("</profile>"));
        List<String> added = Pattern.compile("<artifactId>jit-(\\w+)</artifactId>")
                .matcher(profile)
                .results()
                .map(found -> found.group(1))
                .sorted()
                .toList();

        assertThat(added).isEqualTo(CLOUDS);
        try (var folders = Files.list(CONFIGURATIONS)) {
            assertThat(folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .sorted())
                    .isEqualTo(CLOUDS);
        }
    }

    private Process start(Path folder, Path log) throws Exception {
        Path key = folder.resolve("okta-key.pem");
        Files.writeString(key, privateKey());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                PORTAL.resolve("target/classes") + File.pathSeparator + classPath(),
                // no cloud is to be reached, whatever this machine may do: nobody listens on this port
                "-Dhttp.proxyHost=127.0.0.1",
                "-Dhttp.proxyPort=9",
                "-Dhttps.proxyHost=127.0.0.1",
                "-Dhttps.proxyPort=9",
                "-Djava.io.tmpdir=" + folder,
                "io.jitaccess.examples.portal.PortalApplication",
                "--server.port=0",
                "--jit.okta.private-key-file=" + key,
                "--spring.config.additional-location="
                        + CLOUDS.stream()
                                .map(cloud -> "file:" + CONFIGURATIONS.resolve(cloud) + "/")
                                .collect(Collectors.joining(",")),
                "--portal.eligibilities="
                        + CLOUDS.stream()
                                .map(cloud -> CONFIGURATIONS
                                        .resolve(cloud)
                                        .resolve("eligibilities.yaml")
                                        .toString())
                                .collect(Collectors.joining(","))));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(AWS|AZURE|GOOGLE|OKTA)_.*"));
        builder.environment().putAll(Map.of("AWS_EC2_METADATA_DISABLED", "true", "NO_GCE_CHECK", "true"));
        return builder.start();
    }

    /** This test's own, without what only tests have: some of them bring a logging of their own. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.matches(".*(test-classes|-tests\\.jar|jit-testkit).*"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String privateKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String text = Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
    }

    private static String awaitUp(Process portal, Path log) throws IOException {
        String text = "";
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120); System.nanoTime() < end; pause()) {
            text = Files.readString(log);
            Matcher up = UP.matcher(text);
            if (up.find()) {
                return up.group(1);
            }
            if (!portal.isAlive()) {
                break;
            }
        }
        throw new AssertionError("the portal did not start:\n" + text);
    }

    private static void pause() {
        CompletableFuture.runAsync(() -> {}, SOON).join();
    }

    private void actAs(String url, String identity) throws Exception {
        String token = get(url + "/portal/session").path("csrf").path("token").asString();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/portal/act-as"))
                .header("Content-Type", "application/json")
                .header("X-CSRF-TOKEN", token)
                .POST(BodyPublishers.ofString("{\"identity\": \"" + identity + "\"}"))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isBetween(200, 299);
    }

    private JsonNode get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return JSON.readTree(http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8))
                .body());
    }
}
