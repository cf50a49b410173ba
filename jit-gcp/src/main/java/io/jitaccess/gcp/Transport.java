package io.jitaccess.gcp;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v2.ApacheHttpTransport;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;

/** The one transport: it sends each request once, and follows nothing. */
final class Transport {

    /** More than a provider is ever given to do at once: nothing waits for a connection without a time-out. */
    private static final int CONNECTIONS = 512;

    private Transport() {}

    static HttpTransport open() {
        PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager();
        pool.setMaxTotal(CONNECTIONS);
        pool.setDefaultMaxPerRoute(CONNECTIONS);
        // a connection that the server has closed meanwhile would make an unknown outcome of a write never sent
        pool.setValidateAfterInactivity(1);
        return new ApacheHttpTransport(HttpClientBuilder.create()
                .useSystemProperties()
                .setConnectionManager(pool)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .build());
    }
}
