package io.jitaccess.aws;

import io.jitaccess.entitlement.PrincipalId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * A user or role that inline policies are written to, named by its ARN: so an account that is not the one of before is
 * told from a user who is gone.
 */
record IamHolder(String account, boolean user, String name) {

    /** Of a user or role, its path included. */
    static final Pattern ARN = Pattern.compile(
            "arn:aws(?:-[a-z]+)*:iam::([0-9]{12}):(user|role)/(?:[A-Za-z0-9_+=,.@/-]*/)?([A-Za-z0-9_+=,.@-]{1,64})");

    private static final int MOST = 100;

    static Optional<IamHolder> of(PrincipalId principal) {
        Matcher arn = ARN.matcher(principal.value());
        return arn.matches()
                ? Optional.of(new IamHolder(arn.group(1), arn.group(2).equals("user"), arn.group(3)))
                : Optional.empty();
    }

    /** What all inline policies together may have, white space left out: 2,048 for a user, 10,240 for a role. */
    int quota() {
        return user ? 2_048 : 10_240;
    }

    /** The document under a name. */
    Optional<String> read(IamClient iam, String policy) {
        try {
            String encoded = user
                    ? iam.getUserPolicy(ask -> ask.userName(name).policyName(policy))
                            .policyDocument()
                    : iam.getRolePolicy(ask -> ask.roleName(name).policyName(policy))
                            .policyDocument();
            return Optional.of(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        } catch (NoSuchEntityException e) {
            return Optional.empty();
        }
    }

    void write(IamClient iam, String policy, String document) {
        if (user) {
            iam.putUserPolicy(ask -> ask.userName(name).policyName(policy).policyDocument(document));
        } else {
            iam.putRolePolicy(ask -> ask.roleName(name).policyName(policy).policyDocument(document));
        }
    }

    /** @return whether it was there */
    boolean delete(IamClient iam, String policy) {
        try {
            if (user) {
                iam.deleteUserPolicy(ask -> ask.userName(name).policyName(policy));
            } else {
                iam.deleteRolePolicy(ask -> ask.roleName(name).policyName(policy));
            }
            return true;
        } catch (NoSuchEntityException e) {
            return false;
        }
    }

    Walk.Part<String> names(IamClient iam, Optional<String> from) {
        if (user) {
            ListUserPoliciesResponse page = iam.listUserPolicies(
                    ask -> ask.userName(name).maxItems(MOST).marker(from.orElse(null)));
            return Walk.Part.of(page.policyNames(), page.marker());
        }
        ListRolePoliciesResponse page =
                iam.listRolePolicies(ask -> ask.roleName(name).maxItems(MOST).marker(from.orElse(null)));
        return Walk.Part.of(page.policyNames(), page.marker());
    }
}
