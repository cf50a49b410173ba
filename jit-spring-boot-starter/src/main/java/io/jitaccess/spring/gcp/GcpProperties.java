package io.jitaccess.spring.gcp;

import io.jitaccess.gcp.GroupExpiry;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code jit.gcp.*} says. Credentials are never here: they are Google's application default credentials, or a bean
 * of type {@code com.google.auth.Credentials}.
 *
 * @param enabled whether access in Google Cloud is handed out
 * @param id the id under which entitlements name the provider
 * @param resources where roles may be handed out: projects/ID, folders/NUMBER, organizations/NUMBER,
 *     serviceAccounts/ADDRESS, buckets/NAME, and projects/* for every project that the library's account can see
 * @param groups groups whose memberships may be handed out, by their mail addresses
 * @param groupExpiry who ends a group membership; Google does in paid editions of Workspace and Cloud Identity alone
 * @param serviceAccounts service accounts whose tokens may be handed to services, by their addresses
 * @param mailDomains domains of the mail addresses that are Google accounts; none: all are
 * @param workforceProviders by which providers people of workforce pools sign in, for connect links: POOL/PROVIDER
 * @param mark begins the titles of the bindings that this installation makes; another one for each installation
 * @param requestTimeout how long one request to Google may take; 100 ms to 60 s
 */
@ConfigurationProperties("jit.gcp")
public record GcpProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("gcp") String id,
        @DefaultValue Set<String> resources,
        @DefaultValue Set<String> groups,
        @DefaultValue("by-google") GroupExpiry groupExpiry,
        @DefaultValue Set<String> serviceAccounts,
        @DefaultValue Set<String> mailDomains,
        @DefaultValue Set<String> workforceProviders,
        @DefaultValue("jit") String mark,
        @DefaultValue("10s") Duration requestTimeout) {}
