package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.Observation;
import io.jitaccess.testkit.provider.ProviderFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {

    private final World world = new World();
    private final AccessRef access = world.access(World.membership(world.readers), world.ann);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_token_is_fetched_at_the_first_request_and_used_on() {
        assertThat(world.okta.tokens.number()).isZero();
        assertThat(world.assign(access)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(world.okta.tokens.number()).isEqualTo(1);
    }

    /** The SDK's own class never asks again after one failure. */
    @Test
    void after_a_failed_renewal_the_next_request_fetches_one() {
        world.okta.tokens.isDown = true;
        assertThat(world.assign(access)).isInstanceOf(ChangeOutcome.Retryable.class);
        world.okta.tokens.isDown = false;
        assertThat(world.assign(access)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
    }

    /** An address with a slip in it is found by that. */
    @Test
    void what_kept_a_token_from_being_asked_for_is_named() {
        world.okta.begin(ProviderFaults.Kind.CONNECTION_REFUSED);
        assertThat(world.assign(access))
                .isInstanceOfSatisfying(
                        ChangeOutcome.Retryable.class,
                        retry -> assertThat(retry.message())
                                .isEqualTo("no token: no answer from Okta: HttpHostConnectException"));
        world.okta.heal();
    }

    @Test
    void a_token_that_okta_no_longer_takes_is_replaced() {
        world.provider.observe(access);
        world.okta.tokens.recall();
        assertThat(world.assign(access)).isInstanceOf(ChangeOutcome.Retryable.class);
        assertThat(world.assign(access)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
    }

    @Test
    void a_token_near_its_end_is_renewed() {
        world.okta.tokens.lasts = 299;
        world.provider.observe(access);
        int number = world.okta.tokens.number();
        assertThat(number).isGreaterThan(1);
    }

    @Test
    void tokens_may_be_bound_to_a_key() {
        world.okta.tokens.demandsDpop = true;
        assertThat(world.assign(access)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(world.okta.requests())
                .allSatisfy(request -> assertThat(request.header("DPoP")).isPresent());
    }

    @Test
    void a_key_in_a_file_is_read_when_it_is_needed(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("key.pem");
        try (OktaProvider provider = world.builder()
                .credential(OktaCredential.privateKeyFile(FakeTokens.CLIENT, FakeTokens.KEY_ID, file))
                .build()) {
            assertThat(provider.observe(access))
                    .isInstanceOfSatisfying(
                            Observation.Unclear.class,
                            unclear -> assertThat(unclear.message()).contains(file.toString(), "cannot be read"));
            Files.writeString(
                    file,
                    "-----BEGIN PRIVATE KEY-----\n"
                            + Base64.getMimeEncoder()
                                    .encodeToString(FakeTokens.key().getEncoded())
                            + "\n-----END PRIVATE KEY-----\n");
            assertThat(provider.observe(access)).isEqualTo(Observation.absent());
        }
    }

    @Test
    void a_host_may_sign_itself() {
        try (OktaProvider provider = world.builder()
                .credential(OktaCredential.signer(FakeTokens.CLIENT, FakeTokens.KEY_ID, "RS256", FakeTokens::sign))
                .build()) {
            assertThat(provider.observe(access)).isEqualTo(Observation.absent());
        }
    }

    @Test
    void an_api_token_is_asked_for_before_each_request() {
        AtomicReference<String> token = new AtomicReference<>("old");
        try (OktaProvider provider =
                world.builder().credential(OktaCredential.apiToken(token::get)).build()) {
            assertThat(provider.observe(access)).isInstanceOf(Observation.Unclear.class);
            token.set(FakeTokens.API_TOKEN);
            assertThat(provider.observe(access)).isEqualTo(Observation.absent());
        }
    }

    @Test
    void a_service_app_needs_its_ids() {
        assertThatThrownBy(() -> OktaCredential.privateKey(" ", "key", FakeTokens::key))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
