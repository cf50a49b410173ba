package io.jitaccess.notify;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.internal.Text;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts a {@link WebhookChannel} together. Not thread-safe. */
public final class WebhookChannelBuilder {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[(::1|0:0:0:0:0:0:0:1)]");
    private static final int MOST_SECRETS = 4;

    final String name;
    final URI endpoint;
    final List<WebhookSecret> secrets = new ArrayList<>();
    URI source = URI.create("urn:jitaccess");
    Set<AuditAction> actions = Set.of();
    Duration timeout = Duration.ofSeconds(15);
    InstantSource clock = Clock.systemUTC();
    private Duration connectTimeout = Duration.ofSeconds(5);
    private boolean plainHttp;
    private @Nullable HttpClient client;

    WebhookChannelBuilder(String name, URI endpoint, WebhookSecret secret) {
        this.name = name;
        this.endpoint = endpoint;
        secrets.add(secret);
    }

    /** Signs with this secret, too, so that a receiver may change from one to the other; at most 4 in all. */
    public WebhookChannelBuilder alsoSigningWith(WebhookSecret secret) {
        secrets.add(secret);
        return this;
    }

    /** The CloudEvents attribute {@code source}: which installation this is; by default {@code urn:jitaccess}. */
    public WebhookChannelBuilder source(URI installation) {
        this.source = installation;
        return this;
    }

    /** Sends only these; by default everything, also actions that later versions add. */
    public WebhookChannelBuilder only(Set<AuditAction> wanted) {
        this.actions = Set.copyOf(wanted);
        return this;
    }

    /** How long connecting may take, 1 ms to 1 minute; by default 5 seconds. Of no effect with a client of one's own. */
    public WebhookChannelBuilder connectTimeout(Duration longest) {
        this.connectTimeout = longest;
        return this;
    }

    /** How long one delivery may take in all, 1 ms to 1 minute; by default 15 seconds. */
    public WebhookChannelBuilder timeout(Duration longest) {
        this.timeout = longest;
        return this;
    }

    /** A client of one's own, for proxies and certificates; it must never follow redirects. */
    public WebhookChannelBuilder client(HttpClient own) {
        this.client = own;
        return this;
    }

    /** Dates the signatures; by default the system's, in UTC. */
    public WebhookChannelBuilder clock(InstantSource source) {
        this.clock = source;
        return this;
    }

    /**
     * Allows an endpoint with {@code http:} that is not on this machine: everybody on the way can read who has access to
     * what, and the token that the URI may hold. The signature still shows what was altered.
     */
    public WebhookChannelBuilder insecurePlainHttpAllowed() {
        this.plainHttp = true;
        return this;
    }

    /** @throws IllegalArgumentException naming everything that is wrong; path and query of the endpoint are not repeated */
    public WebhookChannel build() {
        List<String> problems = new ArrayList<>();
        try {
            Text.line(name, "name", 64);
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        judgeEndpoint(problems);
        if (source.toString().isEmpty()) {
            problems.add("source must not be empty");
        }
        if (secrets.size() > MOST_SECRETS) {
            problems.add("at most " + MOST_SECRETS + " secrets, not " + secrets.size());
        }
        within(connectTimeout, "connectTimeout", problems);
        within(timeout, "timeout", problems);
        if (client != null && client.followRedirects() != HttpClient.Redirect.NEVER) {
            problems.add("the client must never follow redirects");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new WebhookChannel(this, client != null ? client : newClient());
    }

    private void judgeEndpoint(List<String> problems) {
        String scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
        String host = endpoint.getHost();
        if (!scheme.equals("https") && !scheme.equals("http") || host == null) {
            problems.add("endpoint must be an absolute https URI with a host");
            return;
        }
        boolean loopback = LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
        if (scheme.equals("http") && !loopback && !plainHttp) {
            problems.add("endpoint must use https, as it is not on this machine");
        }
        if (endpoint.getRawUserInfo() != null || endpoint.getRawFragment() != null) {
            problems.add("endpoint must have neither user nor fragment");
        }
    }

    private static void within(Duration value, String what, List<String> problems) {
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofMinutes(1)) > 0) {
            problems.add(what + " must be PT0.001S to PT1M, not " + value);
        }
    }

    private HttpClient newClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
    }
}
