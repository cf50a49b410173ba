package io.jitaccess.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyTest {

    @Test
    void a_policy_whose_conditions_are_hidden_is_not_whole() {
        assertThat(policy(3, "roles/storage.objectViewer").isWhole()).isTrue();
        assertThat(policy(3, "roles/x_withcond_0123456789").isWhole()).isTrue();
        assertThat(policy(1, "roles/storage.objectViewer").isWhole()).isTrue();
        assertThat(policy(1, "roles/x_withcond_0123456789").isWhole()).isFalse();
        assertThat(policy(2, "roles/x_withcond_0123456789").isWhole()).isFalse();
        assertThat(Policy.of(Map.of("bindings", List.of(Map.of("role", "roles/x_withcond_0123456789"))))
                        .isWhole())
                .isFalse();
    }

    @Test
    void only_an_etag_guards_a_write() {
        assertThat(Policy.of(Map.of("etag", "BwX")).isGuarded()).isTrue();
        assertThat(Policy.of(Map.of("etag", "")).isGuarded()).isFalse();
        assertThat(Policy.of(Map.of("etag", 1)).isGuarded()).isFalse();
        assertThat(Policy.of(Map.of()).isGuarded()).isFalse();
    }

    @Test
    void it_is_sent_in_the_version_that_keeps_conditions_with_its_etag_and_all_else() {
        Map<?, ?> sent = Policy.of(Map.of("version", 1, "etag", "BwX", "auditConfigs", List.of(Map.of("a", "b"))))
                .with(List.of(new Binding(Map.of("role", "roles/owner"))))
                .as(com.google.api.client.json.GenericJson.class);
        assertThat(Json.text(sent.get("version"))).isEqualTo("3");
        assertThat(sent.get("etag")).isEqualTo("BwX");
        assertThat(Json.text(sent.get("auditConfigs"))).isEqualTo("[{\"a\":\"b\"}]");
        assertThat(Json.text(sent.get("bindings"))).isEqualTo("[{\"role\":\"roles/owner\"}]");
    }

    private static Policy policy(int version, String role) {
        return Policy.of(Map.of("version", version, "bindings", List.of(Map.of("role", role))));
    }
}
