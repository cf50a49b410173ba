package io.jitaccess.spring.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code jit.aws.*} says. Credentials are never here: they are those of AWS's default chain, or a bean of type
 * {@code AwsCredentialsProvider}.
 *
 * @param enabled whether access at AWS is handed out
 * @param id the id under which entitlements name the provider
 * @param region the region of Identity Center and STS, such as eu-central-1
 * @param identityStore the id of the identity store, where Identity Center has its users and groups
 * @param groups whether memberships of groups of the identity store are handed out
 * @param identityCenter the ARN of the instance of Identity Center; switches on account-assignment
 * @param iamGroups whether memberships of IAM groups are handed out
 * @param iamPolicies whether inline policies of IAM users and roles are handed out
 * @param sessions whether credentials of roles that the library may assume are handed out
 * @param longestSession the longest life of such a credential; 15 minutes to 12 hours
 * @param endSessionsEarly whether sessions of roles of the library's own account are ended by a policy on the role
 * @param endPermissionSetSessionsEarly whether sessions of permission sets are ended by their inline policies
 * @param consoleLinks the page that AWS leads to from a console whose session has ended; with it each credential comes
 *     with a link to the console
 * @param activityRegions the regions whose CloudTrail is read; us-east-1 has the calls of IAM and STS
 * @param mark begins the names of what this installation writes; another one for each installation of an account
 * @param userAttribute by which attribute users are found in the identity store: userName or emails.value
 * @param portal the access portal's address, for connect links
 * @param account the number of the library's own AWS account, for connect links
 * @param timeout how long one request to AWS may take; above zero, at most a minute
 */
@ConfigurationProperties("jit.aws")
public record AwsProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("aws") String id,
        @DefaultValue("") String region,
        @Nullable String identityStore,
        @DefaultValue("false") boolean groups,
        @Nullable String identityCenter,
        @DefaultValue("false") boolean iamGroups,
        @DefaultValue("false") boolean iamPolicies,
        @DefaultValue("false") boolean sessions,
        @DefaultValue("1h") Duration longestSession,
        @DefaultValue("false") boolean endSessionsEarly,
        @DefaultValue("false") boolean endPermissionSetSessionsEarly,
        @Nullable URI consoleLinks,
        @DefaultValue Set<String> activityRegions,
        @DefaultValue("jit") String mark,
        @DefaultValue("userName") String userAttribute,
        @Nullable URI portal,
        @Nullable String account,
        @DefaultValue("5s") Duration timeout) {}
