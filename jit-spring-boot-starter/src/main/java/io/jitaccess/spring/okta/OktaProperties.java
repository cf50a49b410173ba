package io.jitaccess.spring.okta;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code jit.okta.*} says. No secret is ever here: a key is named by its file, an API token by the environment variable
 * that holds it; a bean of type {@code io.jitaccess.okta.OktaCredential} stands above both.
 *
 * @param enabled whether access at Okta is handed out
 * @param id the id under which entitlements name the provider
 * @param org the organisation's own address, such as https://example.okta.com
 * @param clientId the client id of the library's own service app
 * @param keyId the id that Okta shows beside the app's public key
 * @param privateKeyFile the PEM file with the app's private key; read whenever a token is fetched
 * @param apiTokenVariable the environment variable that holds an API token, instead of a service app
 * @param groups ids of the groups whose memberships may be handed out; * for each that the library's account can see
 * @param apps ids of the apps that may be assigned; * for each that the library's account can see
 * @param adminRoles administrators' roles that may be given: READ_ONLY_ADMIN and the like, or a custom role's id, a colon
 *     and a resource set's id
 * @param endSessions whether all sessions of a person at Okta, and its tokens, are ended when access was removed
 * @param activity whether activity is read from Okta's System Log
 * @param timeout how long one wait may take, for a connection or for an answer; 100 ms to 30 s
 */
@ConfigurationProperties("jit.okta")
public record OktaProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("okta") String id,
        @Nullable URI org,
        @Nullable String clientId,
        @Nullable String keyId,
        @Nullable Path privateKeyFile,
        @Nullable String apiTokenVariable,
        @DefaultValue Set<String> groups,
        @DefaultValue Set<String> apps,
        @DefaultValue Set<String> adminRoles,
        @DefaultValue("false") boolean endSessions,
        @DefaultValue("false") boolean activity,
        @DefaultValue("5s") Duration timeout) {}
