package io.jitaccess.entra;

import com.microsoft.graph.core.authentication.AzureIdentityAuthenticationProvider;
import com.microsoft.graph.core.requests.GraphClientFactory;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.http.middleware.RedirectHandler;
import com.microsoft.kiota.http.middleware.RetryHandler;
import java.net.URI;
import java.time.Duration;
import okhttp3.OkHttpClient;

/** The one transport: it sends each request once, follows nothing, and gives its token to one host. */
final class Transport {

    private Transport() {}

    /** @param root where Graph is: the only host that is ever sent a token */
    static Graph open(OwnToken own, URI root, String scope, Duration timeout) {
        OkHttpClient.Builder http = GraphClientFactory.create();
        http.interceptors().removeIf(handler -> handler instanceof RetryHandler || handler instanceof RedirectHandler);
        SendOnce once = new SendOnce();
        OkHttpClient client = http.addInterceptor(once)
                .addNetworkInterceptor(once)
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .callTimeout(timeout)
                .build();
        GraphServiceClient graph = new GraphServiceClient(
                // its list of hosts is Microsoft's global ones unless named: to any other it would send no token
                new AzureIdentityAuthenticationProvider(own, new String[] {root.getHost()}, scope), client);
        graph.getRequestAdapter().setBaseUrl(root + "/v1.0");
        return new Graph(graph, client);
    }
}
