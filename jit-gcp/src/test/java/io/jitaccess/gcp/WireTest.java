package io.jitaccess.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.http.javanet.NetHttpTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WireTest {

    @Test
    void a_credential_that_is_missing_fails_the_request_and_is_looked_for_again() throws IOException {
        AtomicInteger looked = new AtomicInteger();
        Wire wire = new Wire(
                () -> {
                    if (looked.incrementAndGet() == 1) {
                        throw new IOException("a path that tells too much");
                    }
                    return World.own();
                },
                Duration.ofSeconds(1));
        HttpRequestFactory requests = new NetHttpTransport().createRequestFactory(wire);
        GenericUrl anywhere = new GenericUrl("http://127.0.0.1/");

        assertThatThrownBy(() -> requests.buildGetRequest(anywhere))
                .isInstanceOf(NoCredentialException.class)
                .hasNoCause()
                .hasMessageNotContaining("path");
        HttpRequest next = requests.buildGetRequest(anywhere);
        requests.buildGetRequest(anywhere);

        assertThat(next.getHeaders().getAuthorization()).startsWith("Bearer ");
        assertThat(looked).hasValue(2);
    }
}
