package io.jitaccess.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import com.azure.core.http.policy.RequestIdPolicy;
import com.azure.resourcemanager.authorization.fluent.AuthorizationManagementClient;
import com.azure.resourcemanager.authorization.implementation.AuthorizationManagementClientBuilder;
import com.azure.resourcemanager.monitor.fluent.MonitorClient;
import com.azure.resourcemanager.monitor.implementation.MonitorClientBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The SDK's clients over one pipeline of our own: no retries, as a repeated write answers "already there", and then nobody
 * knows whose access it is; no logging of requests; a time-out for each. The JDK's client below repeats reads alone.
 */
final class Azure {

    /** What is asked by scope needs no subscription; the builder wants one. */
    private static final String NO_SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";

    private final URI endpoint;
    private final HttpPipeline pipeline;
    private final AuthorizationManagementClient authorization;

    /** Bounded by the subscriptions of the configured scopes. */
    private final Map<String, MonitorClient> monitors = new ConcurrentHashMap<>();

    /**
     * @param endpoint of Azure Resource Manager
     * @param signing adds the library's own token
     * @param timeout of one request
     */
    Azure(URI endpoint, HttpPipelinePolicy signing, Duration timeout) {
        this.endpoint = endpoint;
        this.pipeline = new HttpPipelineBuilder()
                .httpClient(http(timeout))
                .policies(new RequestIdPolicy(), signing, new LengthPolicy())
                .build();
        this.authorization = new AuthorizationManagementClientBuilder()
                .endpoint(endpoint.toString())
                .subscriptionId(NO_SUBSCRIPTION)
                .pipeline(pipeline)
                .buildClient();
    }

    /** HTTP/1.1, so that what became of a request is never in doubt between two streams of one connection. */
    static HttpClient http(Duration timeout) {
        return new JdkHttpClientBuilder(java.net.http.HttpClient.newBuilder()
                        .version(java.net.http.HttpClient.Version.HTTP_1_1)
                        .followRedirects(java.net.http.HttpClient.Redirect.NEVER))
                .connectionTimeout(timeout)
                .responseTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .build();
    }

    URI endpoint() {
        return endpoint;
    }

    HttpPipeline pipeline() {
        return pipeline;
    }

    AuthorizationManagementClient authorization() {
        return authorization;
    }

    MonitorClient monitor(String subscription) {
        return monitors.computeIfAbsent(
                subscription,
                id -> new MonitorClientBuilder()
                        .endpoint(endpoint.toString())
                        .subscriptionId(id)
                        .pipeline(pipeline)
                        .buildClient());
    }

    /** The JDK's client counts a body itself, and warns of each request that says its length. */
    private static final class LengthPolicy extends HttpPipelineSyncPolicy {

        @Override
        protected void beforeSendingRequest(HttpPipelineCallContext context) {
            context.getHttpRequest().getHeaders().remove(HttpHeaderName.CONTENT_LENGTH);
        }
    }
}
