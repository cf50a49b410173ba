package io.jitaccess.testkit.provider;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Issued credentials and the sessions opened with them. Guarded by its cloud's lock. */
final class CloudSecrets {

    /**
     * One credential. A token works until its end, whatever happens; a login only while its access is in force.
     *
     * @param born which making of the access it is for: a login does not come back with access that is made anew
     */
    record Secret(CloudSlot slot, long born, boolean token, String user, String text, Instant until) {

        Map<String, String> fields() {
            return token ? Map.of("token", text) : Map.of("username", user, "password", text);
        }

        @Override
        public String toString() {
            return "Secret of " + user;
        }
    }

    private final Map<CloudSlot, Secret> logins = new HashMap<>();
    private final Map<String, Secret> tokens = new HashMap<>();
    private final Map<CloudSession, Secret> sessions = new HashMap<>();
    private final Set<String> texts = new HashSet<>();
    private long issued;

    Secret issue(CloudSlot slot, long born, boolean token, Instant until) {
        issued++;
        String text = UUID.nameUUIDFromBytes((slot.key() + issued).getBytes(StandardCharsets.UTF_8))
                .toString();
        texts.add(text);
        Secret secret = new Secret(slot, born, token, "jit-" + issued, text, until);
        if (token) {
            tokens.put(text, secret);
        } else {
            logins.put(slot, secret);
        }
        return secret;
    }

    /** Every text that was ever issued, user names left out. */
    Set<String> texts() {
        return Set.copyOf(texts);
    }

    /** The secret with these fields, if it was not replaced and is not past its end. */
    Optional<Secret> find(Map<String, String> fields, Instant now) {
        @Nullable Secret token = tokens.get(fields.getOrDefault("token", ""));
        Optional<Secret> found = token != null
                ? Optional.of(token)
                : logins.values().stream()
                        .filter(login -> login.fields().equals(fields))
                        .findFirst();
        return found.filter(secret -> now.isBefore(secret.until()));
    }

    Optional<Instant> latestToken(CloudSlot slot, Instant now) {
        return tokens.values().stream()
                .filter(token -> token.slot().equals(slot))
                .map(Secret::until)
                .filter(now::isBefore)
                .max(Instant::compareTo);
    }

    void open(CloudSession session, Secret secret) {
        sessions.put(session, secret);
    }

    boolean isOpen(CloudSession session, Instant now) {
        Secret secret = sessions.get(session);
        return secret != null && (!secret.token() || now.isBefore(secret.until()));
    }

    /** Ends what can be ended: the sessions of tokens cannot. */
    int end(CloudSlot slot) {
        List<CloudSession> ended = new ArrayList<>();
        sessions.forEach((session, secret) -> {
            if (!secret.token() && secret.slot().equals(slot)) {
                ended.add(session);
            }
        });
        ended.forEach(sessions::remove);
        return ended.size();
    }
}
