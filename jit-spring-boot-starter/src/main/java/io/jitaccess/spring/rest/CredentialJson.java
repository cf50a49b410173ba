package io.jitaccess.spring.rest;

import io.jitaccess.spi.CredentialIssuer.Credential;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A credential; shows no value in a log. */
record CredentialJson(Map<String, String> fields, Instant usableUntil) implements JsonBody {

    static CredentialJson of(Credential credential) {
        return new CredentialJson(new TreeMap<>(credential.fields()), credential.usableUntil());
    }

    @Override
    public String toString() {
        return "CredentialJson" + fields.keySet();
    }
}
