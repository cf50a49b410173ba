package io.jitaccess.spring.azure;

import io.jitaccess.azure.AzureCloud;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code jit.azure.*} says. Credentials are never here: they are found by the SDK's default chain, or are a bean of type
 * {@code com.azure.core.credential.TokenCredential}.
 *
 * @param enabled whether roles in Azure are handed out
 * @param id the id under which entitlements name the provider
 * @param cloud which of Microsoft's clouds: public, us-government or china
 * @param scopes where roles may be handed out, by the ids of management groups, subscriptions, resource groups and resources
 * @param pimScopes where roles may be handed out through Privileged Identity Management; needs a licence
 * @param roles which roles may be handed out, by their GUIDs; none: all but those that give roles themselves
 * @param objectIdAttribute which attribute of an identity holds its object id in Entra ID
 * @param tenant the tenant's GUID, for links that open in it
 * @param mark begins the descriptions of what this installation makes; another one for each installation
 * @param requestTimeout how long one request to Azure may take; 100 ms to 30 s
 */
@ConfigurationProperties("jit.azure")
public record AzureProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("azure") String id,
        @DefaultValue("public") AzureCloud cloud,
        @DefaultValue Set<String> scopes,
        @DefaultValue Set<String> pimScopes,
        @DefaultValue Set<String> roles,
        @Nullable String objectIdAttribute,
        @Nullable String tenant,
        @DefaultValue("jit") String mark,
        @DefaultValue("10s") Duration requestTimeout) {}
