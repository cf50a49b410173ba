package io.jitaccess.spring.entra;

import io.jitaccess.entra.EntraCloud;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code jit.entra.*} says. Credentials are never here: they are found by Azure's default chain, or are a bean of type
 * {@code com.azure.core.credential.TokenCredential}.
 *
 * @param enabled whether access in Entra ID is handed out
 * @param id the id under which entitlements name the provider
 * @param cloud where the tenant lives
 * @param groups groups whose plain memberships may be handed out, by their object ids
 * @param pimGroups groups whose memberships may be handed out through PIM for Groups, by their object ids
 * @param directoryRoles roles of the directory that may be handed out through PIM, by the ids of their definitions
 * @param roleAssignableGroups whether groups that may hold roles of the directory are handed out, too
 * @param revokeSignInSessions whether an end of access ends all sign-ins of the person, in whatever application
 * @param tokenLifetime how long a token works that was issued before a removal; 5 minutes to 28 hours
 * @param links where holders of groups go, by the groups' object ids
 * @param requestTimeout how long one request to Microsoft Graph may take; 100 ms to 30 s
 */
@ConfigurationProperties("jit.entra")
public record EntraProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("entra") String id,
        @DefaultValue("global") EntraCloud cloud,
        @DefaultValue Set<String> groups,
        @DefaultValue Set<String> pimGroups,
        @DefaultValue Set<String> directoryRoles,
        @DefaultValue("false") boolean roleAssignableGroups,
        @DefaultValue("false") boolean revokeSignInSessions,
        @DefaultValue("90m") Duration tokenLifetime,
        @DefaultValue Map<String, URI> links,
        @DefaultValue("10s") Duration requestTimeout) {}
