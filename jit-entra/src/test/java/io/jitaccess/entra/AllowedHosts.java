package io.jitaccess.entra;

import com.microsoft.kiota.HttpMethod;
import com.microsoft.kiota.RequestInformation;
import com.microsoft.kiota.http.OkHttpRequestAdapter;
import java.net.URI;
import java.time.Duration;
import okhttp3.Request;

/** Lets the unmodified client dress requests to hosts, and looks whether it put a token on them. No network. */
record AllowedHosts(Graph graph) {

    static AllowedHosts of(EntraCloud cloud, OwnAccount own) {
        return new AllowedHosts(Transport.open(new OwnToken(own), cloud.graph(), cloud.scope(), Duration.ofSeconds(1)));
    }

    boolean sendsTo(String host) {
        RequestInformation request = new RequestInformation();
        request.httpMethod = HttpMethod.GET;
        request.setUri(URI.create("https://" + host + "/v1.0/groups"));
        Request dressed = ((OkHttpRequestAdapter) graph.client().getRequestAdapter()).convertToNativeRequest(request);
        return ("Bearer " + OwnAccount.TOKEN).equals(dressed.header("Authorization"));
    }
}
