package io.jitaccess.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.Role;

/** What IAM of the library's own account has that could be offered. */
final class Offers {

    private static final int PAGE = 100;

    /** Roles that belong to AWS's own services, and those of permission sets: nobody else assumes them. */
    private static final List<String> PATHS_OF_AWS = List.of("/aws-service-role/", "/aws-reserved/");

    /** A policy that the account's administrators wrote; {@code policy} is empty where the library cannot read it. */
    record Written(String name, Optional<Policy> policy) {}

    private final IamClient iam;

    Offers(IamClient iam) {
        this.iam = iam;
    }

    /** The roles whose trust policy lets accounts, users or roles in at all; whether ours, only STS knows. */
    Walk.Part<Role> roles(Optional<String> from) {
        ListRolesResponse page = iam.listRoles(ask -> ask.maxItems(PAGE).marker(from.orElse(null)));
        return Walk.Part.of(
                page.roles().stream()
                        .filter(role -> PATHS_OF_AWS.stream().noneMatch(role.path()::startsWith))
                        .filter(role -> Trust.admitsAccounts(decoded(role.assumeRolePolicyDocument())))
                        .toList(),
                page.marker());
    }

    /** The account's own managed policies in their default versions, each read by a call of its own. */
    Walk<software.amazon.awssdk.services.iam.model.Policy, Written> policies() {
        return new Walk<>(
                from -> {
                    ListPoliciesResponse page = iam.listPolicies(ask ->
                            ask.scope(PolicyScopeType.LOCAL).maxItems(PAGE).marker(from.orElse(null)));
                    return Walk.Part.of(page.policies(), page.marker());
                },
                (policy, from) -> Walk.Part.only(List.of(new Written(
                        policy.path() + policy.policyName(),
                        PolicyReader.read(decoded(iam.getPolicyVersion(ask ->
                                                ask.policyArn(policy.arn()).versionId(policy.defaultVersionId()))
                                        .policyVersion()
                                        .document()))
                                .policy()))));
    }

    private static String decoded(String document) {
        return document == null ? "" : URLDecoder.decode(document, StandardCharsets.UTF_8);
    }
}
