package io.jitaccess.okta;

import com.okta.sdk.impl.config.ClientConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The library's own credential at Okta: a service app's key, or an API token. It holds where the secret is found, is asked
 * for it when it is needed, and shows it in no text.
 */
public final class OktaCredential {

    /** Puts the key of a service app to where the SDK looks for it. */
    private interface Key {
        void into(ClientConfiguration configuration) throws IOException;
    }

    private final String shown;
    private final String clientId;
    private final String keyId;
    private final Optional<Key> key;
    private final Supplier<String> token;

    private OktaCredential(String shown, String clientId, String keyId, Optional<Key> key, Supplier<String> token) {
        this.shown = shown;
        this.clientId = clientId;
        this.keyId = keyId;
        this.key = key;
        this.token = token;
    }

    /**
     * A service app whose private key is in a PEM file, read whenever a token is fetched.
     *
     * @param clientId the app's client id
     * @param keyId the id that Okta shows beside the public key
     */
    public static OktaCredential privateKeyFile(String clientId, String keyId, Path file) {
        return serviceApp(clientId, keyId, configuration -> configuration.setPrivateKey(Files.readString(file)));
    }

    /** A service app whose private key, RSA or EC, the host supplies whenever a token is fetched. */
    public static OktaCredential privateKey(String clientId, String keyId, Supplier<PrivateKey> source) {
        return serviceApp(clientId, keyId, configuration -> {
            PrivateKey own = source.get();
            configuration.setJwtSigner(text -> sign(own, text), algorithm(own));
        });
    }

    /**
     * A service app whose key stays where it is, such as in a key service: the host signs.
     *
     * @param algorithm by its JWS name, such as {@code RS256} or {@code ES256}
     * @param signer makes the JWS signature of what it is given
     */
    public static OktaCredential signer(String clientId, String keyId, String algorithm, UnaryOperator<byte[]> signer) {
        return serviceApp(clientId, keyId, configuration -> configuration.setJwtSigner(signer, algorithm));
    }

    /**
     * An API token, which has every right of the administrator who made it: a service app is the better choice.
     *
     * @param source asked before each request
     */
    public static OktaCredential apiToken(Supplier<String> source) {
        return new OktaCredential("an API token", "", "", Optional.empty(), source);
    }

    private static OktaCredential serviceApp(String clientId, String keyId, Key key) {
        if (clientId.isBlank() || keyId.isBlank()) {
            throw new IllegalArgumentException("a service app needs its client id and the key's id");
        }
        return new OktaCredential("service app " + clientId, clientId, keyId, Optional.of(key), () -> "");
    }

    boolean isServiceApp() {
        return key.isPresent();
    }

    String token() {
        return token.get();
    }

    void into(ClientConfiguration configuration) throws IOException {
        configuration.setClientId(clientId);
        configuration.setKid(keyId);
        if (key.isPresent()) {
            key.get().into(configuration);
        }
    }

    /** Whose it is; never a secret. */
    @Override
    public String toString() {
        return "OktaCredential[" + shown + "]";
    }

    private static String algorithm(PrivateKey key) {
        if (key instanceof ECPrivateKey curve) {
            int bits = curve.getParams().getCurve().getField().getFieldSize();
            return bits == 256 ? "ES256" : bits == 384 ? "ES384" : "ES512";
        }
        if (!"RSA".equals(key.getAlgorithm())) {
            throw new IllegalArgumentException("the private key is neither RSA nor EC");
        }
        return "RS256";
    }

    private static byte[] sign(PrivateKey key, byte[] text) {
        String name = algorithm(key);
        String digest = "SHA" + name.substring(2);
        try {
            Signature signature = Signature.getInstance(
                    name.startsWith("ES") ? digest + "withECDSAinP1363Format" : digest + "withRSA");
            signature.initSign(key);
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the private key cannot sign", e);
        }
    }
}
