package io.jitaccess.notify;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.spi.Channel;
import io.jitaccess.spi.Notification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts each event to one HTTP endpoint, as a CloudEvent 1.0 in structured JSON, signed as {@link WebhookSignature} says.
 * The CloudEvent's id and the {@code webhook-id} are the audit event's id, its type is {@code io.jitaccess.<action>.v1}
 * with the action in lower case.
 *
 * <p>2xx means delivered; anything else is tried again by the library. Redirects are never followed. What the endpoint
 * asks with {@code Retry-After} is kept for all its events on this node, up to a day, and 410 counts as asking for a day:
 * until then nothing is sent. Of the response only status and that header are read. The endpoint's path and query, which
 * may hold a token, are never logged. Thread-safe.
 */
public final class WebhookChannel implements Channel {

    static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final String name;
    private final URI endpoint;
    private final URI source;
    private final List<WebhookSecret> secrets;
    private final Set<AuditAction> actions;
    private final Duration timeout;
    private final HttpClient client;
    private final InstantSource clock;
    private final Embargo embargo = new Embargo();

    WebhookChannel(WebhookChannelBuilder builder, HttpClient client) {
        this.name = builder.name;
        this.endpoint = builder.endpoint;
        this.source = builder.source;
        this.secrets = List.copyOf(builder.secrets);
        this.actions = Set.copyOf(builder.actions);
        this.timeout = builder.timeout;
        this.clock = builder.clock;
        this.client = client;
    }

    /**
     * @param name the channel's name, see {@link Channel#name()}
     * @param endpoint an absolute https URI without user and fragment
     * @param secret signs every event; shared with this endpoint alone
     */
    public static WebhookChannelBuilder builder(String name, URI endpoint, WebhookSecret secret) {
        return new WebhookChannelBuilder(name, endpoint, secret);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean wants(AuditAction action) {
        return actions.isEmpty() || actions.contains(action);
    }

    @Override
    public Delivery deliver(Notification notification) {
        Duration wait = embargo.left();
        if (!wait.isZero()) {
            return new Delivery.Failed("not sent: the endpoint asked to be left alone", Optional.of(wait));
        }
        StatusOnly answer = new StatusOnly();
        CompletableFuture<HttpResponse<Void>> exchange = client.sendAsync(request(notification), answer);
        String error = "no answer";
        try {
            exchange.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            error = "no answer within " + timeout;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            error = names(cause == null ? e : cause);
        } catch (InterruptedException e) {
            error = "interrupted";
            Thread.currentThread().interrupt();
        } finally {
            exchange.cancel(true);
        }
        String reason = error;
        return answer.seen().map(this::judge).orElseGet(() -> Delivery.failed(reason));
    }

    private HttpRequest request(Notification notification) {
        byte[] body = EventJson.cloudEvent(notification, source);
        String id = notification.id();
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        return HttpRequest.newBuilder(endpoint)
                .header("content-type", "application/cloudevents+json; charset=utf-8")
                .header("user-agent", "jit-access")
                .header(WebhookSignature.ID, id)
                .header(WebhookSignature.TIMESTAMP, timestamp)
                .header(WebhookSignature.SIGNATURE, WebhookSignature.sign(secrets, id, timestamp, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private Delivery judge(HttpResponse.ResponseInfo response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return Delivery.delivered();
        }
        Optional<Duration> wait = status == 410
                ? Optional.of(LONGEST_WAIT)
                : RetryAfter.read(response.headers().firstValue("retry-after"), clock.instant(), LONGEST_WAIT);
        wait.ifPresent(embargo::begin);
        return new Delivery.Failed("status " + status + meaning(status), wait);
    }

    private static String meaning(int status) {
        if (status == 410) {
            return ": the endpoint is gone";
        }
        return status / 100 == 3 ? ": redirects are not followed" : "";
    }

    /** Their messages may repeat the endpoint's path. */
    private static String names(Throwable error) {
        StringBuilder names = new StringBuilder(error.getClass().getSimpleName());
        Throwable cause = error.getCause();
        for (int depth = 0; cause != null && depth < 3; depth++) {
            names.append(", caused by ").append(cause.getClass().getSimpleName());
            cause = cause.getCause();
        }
        return names.toString();
    }

    /** The channel's name and the endpoint's host, and no more of it. */
    @Override
    public String toString() {
        return "WebhookChannel[" + name + ", " + endpoint.getScheme() + "://" + endpoint.getHost() + "]";
    }
}
