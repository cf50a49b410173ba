package io.jitaccess.examples.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class ScramTest {

    /** The exchange that RFC 7677 gives as its example. */
    @Test
    void the_server_key_signs_the_example_of_the_standard() throws Exception {
        String authMessage = "n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        String verifier = Scram.verifier("pencil", Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);
        assertThat(verifier).startsWith("SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$");
        String serverKey = verifier.substring(verifier.lastIndexOf(':') + 1);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(serverKey), "HmacSHA256"));
        assertThat(mac.doFinal(authMessage.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Base64.getDecoder().decode("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
    }

    @Test
    void passwords_are_long_plain_and_never_the_same() {
        SecureRandom random = new SecureRandom();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String password = Scram.newPassword(random);
            assertThat(password).matches("[A-Za-z0-9_-]{32}");
            assertThat(seen.add(password)).isTrue();
        }
    }

    @Test
    void one_password_has_another_verifier_each_time() {
        SecureRandom random = new SecureRandom();
        assertThat(Scram.verifier("x", random)).isNotEqualTo(Scram.verifier("x", random));
    }
}
