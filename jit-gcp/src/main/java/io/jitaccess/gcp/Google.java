package io.jitaccess.gcp;

import com.google.api.client.googleapis.services.json.AbstractGoogleJsonClient;
import com.google.api.client.http.HttpTransport;
import com.google.api.services.cloudidentity.v1.CloudIdentity;
import com.google.api.services.cloudresourcemanager.v3.CloudResourceManager;
import com.google.api.services.iam.v1.Iam;
import com.google.api.services.iamcredentials.v1.IAMCredentials;
import com.google.api.services.logging.v2.Logging;
import com.google.api.services.storage.Storage;
import java.net.URI;
import java.util.Optional;

/** Google's clients, over one transport. */
record Google(
        CloudResourceManager resources,
        Iam iam,
        IAMCredentials tokens,
        CloudIdentity groups,
        Storage storage,
        Logging logging) {

    private static final String NAME = "jitaccess";

    /** @param endpoint where all of the APIs are instead of at Google's own addresses */
    static Google of(HttpTransport transport, Wire wire, Optional<URI> endpoint) {
        return new Google(
                at(endpoint, new CloudResourceManager.Builder(transport, Json.FACTORY, wire))
                        .build(),
                at(endpoint, new Iam.Builder(transport, Json.FACTORY, wire)).build(),
                at(endpoint, new IAMCredentials.Builder(transport, Json.FACTORY, wire))
                        .build(),
                at(endpoint, new CloudIdentity.Builder(transport, Json.FACTORY, wire))
                        .build(),
                at(endpoint, new Storage.Builder(transport, Json.FACTORY, wire)).build(),
                at(endpoint, new Logging.Builder(transport, Json.FACTORY, wire)).build());
    }

    private static <B extends AbstractGoogleJsonClient.Builder> B at(Optional<URI> endpoint, B builder) {
        builder.setApplicationName(NAME);
        endpoint.ifPresent(uri -> builder.setRootUrl(uri.toString()));
        return builder;
    }
}
