package io.jitaccess.okta;

import com.okta.sdk.authc.credentials.TokenClientCredentials;
import com.okta.sdk.cache.Caches;
import com.okta.sdk.client.AuthorizationMode;
import com.okta.sdk.impl.client.DefaultClientBuilder;
import com.okta.sdk.impl.config.ClientConfiguration;
import com.okta.sdk.impl.oauth2.DPoPInterceptor;
import com.okta.sdk.resource.client.ApiClient;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Builds the SDK's client as this library needs it: no cache (a suspended user would look active for five minutes), no
 * repeats (the SDK sleeps on the calling thread until a rate limit ends, and resends PUT and DELETE), no redirects, every
 * wait bounded, and no request while it is built.
 */
final class Client extends DefaultClientBuilder {

    private static final int CONNECTIONS = 20;

    /** A connection that rested longer is looked at before a request is trusted to it. */
    private static final TimeValue RESTED = TimeValue.ofMilliseconds(100);

    private final Timeout timeout;
    private final boolean serviceApp;

    private Client(Duration timeout, boolean serviceApp) {
        this.timeout = Timeout.of(timeout);
        this.serviceApp = serviceApp;
    }

    static Okta of(URI org, OktaCredential credential, Set<String> scopes, Duration timeout) {
        String address = org.toString().replaceAll("/+$", "");
        Client builder = new Client(timeout, credential.isServiceApp());
        builder.setOrgUrl(address)
                .setCacheManager(Caches.newDisabledCacheManager())
                .setRetryMaxAttempts(0)
                .setRetryMaxElapsed(0)
                // in this mode the SDK builds without a request; what authenticates is replaced below
                .setAuthorizationMode(AuthorizationMode.SSWS)
                .setClientCredentials(new TokenClientCredentials("replaced"));
        ApiClient api = builder.build();
        Tokens tokens = new Tokens(credential, address, scopes, timeout.multipliedBy(2));
        tokens.with(api);
        api.replaceAuthentication("apiToken", new ApiToken(credential));
        if (credential.isServiceApp()) {
            api.replaceAuthentication("oauth2", tokens);
        }
        return new Okta(api, credential.isServiceApp() ? tokens : null);
    }

    @Override
    protected HttpClientBuilder createHttpClientBuilder(ClientConfiguration configuration) {
        HttpClientBuilder builder = super.createHttpClientBuilder(configuration)
                .disableAutomaticRetries()
                .disableRedirectHandling();
        return serviceApp ? builder.addExecInterceptorLast("dpop", new DPoPInterceptor()) : builder;
    }

    @Override
    protected RequestConfig.Builder createHttpRequestConfigBuilder(ClientConfiguration configuration) {
        return RequestConfig.custom().setResponseTimeout(timeout).setConnectionRequestTimeout(timeout);
    }

    @Override
    protected PoolingHttpClientConnectionManagerBuilder createHttpClientConnectionManagerBuilder(
            ClientConfiguration configuration) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout)
                        .setSocketTimeout(timeout)
                        .setValidateAfterInactivity(RESTED)
                        .build());
    }
}
