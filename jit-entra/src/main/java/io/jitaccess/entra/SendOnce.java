package io.jitaccess.entra;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Lets each call out to the network once. OkHttp sends again by itself after a connection that died, a 408, a 503 that asks
 * to come back at once, and where one of several addresses cannot be reached; only the last of these is wanted, and it is
 * the one that has sent nothing yet. Stands both before and on the network.
 */
final class SendOnce implements Interceptor {

    /** Travels with a call. */
    private static final class Sent {
        private final AtomicBoolean out = new AtomicBoolean();
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        if (chain.connection() == null) {
            return chain.proceed(
                    request.newBuilder().tag(Sent.class, new Sent()).build());
        }
        Sent sent = request.tag(Sent.class);
        if (sent == null || !sent.out.compareAndSet(false, true)) {
            // of the errors of the network the one after which OkHttp gives up
            throw new ProtocolException("sent already");
        }
        return chain.proceed(request);
    }
}
