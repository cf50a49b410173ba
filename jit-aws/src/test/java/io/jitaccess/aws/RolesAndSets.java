package io.jitaccess.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssoadmin.SsoAdminClient;
import software.amazon.awssdk.services.ssoadmin.model.PrincipalType;
import software.amazon.awssdk.services.ssoadmin.model.ProvisionTargetType;
import software.amazon.awssdk.services.ssoadmin.model.TargetType;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/** The part of the script about policies of roles, operations of Identity Center with their statuses, and permission sets. */
final class RolesAndSets {

    private final Script script;
    private final IamClient iam;
    private final SsoAdminClient sso;
    private final Script.Stage on;

    private RolesAndSets(Script script) {
        this.script = script;
        this.on = script.on;
        this.iam = on.aws().iam();
        this.sso = on.aws().ssoAdmin();
    }

    static void play(Script script) {
        RolesAndSets part = new RolesAndSets(script);
        part.rolePolicies();
        part.statuses();
        part.setsOwnPolicies();
        part.assumeRole();
    }

    private void rolePolicies() {
        script.say("role's missing policy", () -> policy("jit-1"));
        for (int time = 1; time <= 2; time++) {
            script.say(
                    "put on role " + time,
                    () -> iam.putRolePolicy(
                            ask -> ask.roleName("wide").policyName("jit-1").policyDocument(Script.DOCUMENT)));
        }
        script.say("role's policy", () -> policy("jit-1").equals(Script.DOCUMENT));
        script.say(
                "role's names",
                () -> iam.listRolePolicies(ask -> ask.roleName("wide")).policyNames());
        script.say(
                "malformed on role",
                () -> iam.putRolePolicy(
                        ask -> ask.roleName("wide").policyName("jit-2").policyDocument("{")));
        for (int time = 1; time <= 2; time++) {
            script.say(
                    "delete from role " + time,
                    () -> iam.deleteRolePolicy(ask -> ask.roleName("wide").policyName("jit-1")));
        }
        script.say(
                "role's names after",
                () -> iam.listRolePolicies(ask -> ask.roleName("wide")).policyNames());
        script.say(
                "put on missing role",
                () -> iam.putRolePolicy(
                        ask -> ask.roleName("gone").policyName("jit-1").policyDocument(Script.DOCUMENT)));
        script.say(
                "names of missing role",
                () -> iam.listRolePolicies(ask -> ask.roleName("gone")).policyNames());
    }

    private String policy(String name) {
        return URLDecoder.decode(
                iam.getRolePolicy(ask -> ask.roleName("wide").policyName(name)).policyDocument(),
                StandardCharsets.UTF_8);
    }

    private void statuses() {
        String created = sso.createAccountAssignment(ask -> ask.instanceArn(on.instance())
                        .permissionSetArn(on.permissionSet())
                        .targetType(TargetType.AWS_ACCOUNT)
                        .targetId(Script.ACCOUNT)
                        .principalType(PrincipalType.USER)
                        .principalId(on.storeUser()))
                .accountAssignmentCreationStatus()
                .requestId();
        on.later().run();
        script.say(
                "status of a creation",
                () -> sso.describeAccountAssignmentCreationStatus(
                                ask -> ask.instanceArn(on.instance()).accountAssignmentCreationRequestId(created))
                        .accountAssignmentCreationStatus()
                        .statusAsString());
        script.say(
                "reason of a creation that succeeded",
                () -> String.valueOf(sso.describeAccountAssignmentCreationStatus(
                                ask -> ask.instanceArn(on.instance()).accountAssignmentCreationRequestId(created))
                        .accountAssignmentCreationStatus()
                        .failureReason()));
        script.say(
                "status of no creation",
                () -> sso.describeAccountAssignmentCreationStatus(ask -> ask.instanceArn(on.instance())
                        .accountAssignmentCreationRequestId("00000000-0000-0000-0000-000000000000")));
        String deleted = sso.deleteAccountAssignment(ask -> ask.instanceArn(on.instance())
                        .permissionSetArn(on.permissionSet())
                        .targetType(TargetType.AWS_ACCOUNT)
                        .targetId(Script.ACCOUNT)
                        .principalType(PrincipalType.USER)
                        .principalId(on.storeUser()))
                .accountAssignmentDeletionStatus()
                .requestId();
        on.later().run();
        script.say(
                "status of a deletion",
                () -> sso.describeAccountAssignmentDeletionStatus(
                                ask -> ask.instanceArn(on.instance()).accountAssignmentDeletionRequestId(deleted))
                        .accountAssignmentDeletionStatus()
                        .statusAsString());
        script.say(
                "status of no deletion",
                () -> sso.describeAccountAssignmentDeletionStatus(ask -> ask.instanceArn(on.instance())
                        .accountAssignmentDeletionRequestId("00000000-0000-0000-0000-000000000000")));
    }

    private void setsOwnPolicies() {
        script.say("set's policy before", this::inline);
        script.say(
                "put on set",
                () -> sso.putInlinePolicyToPermissionSet(ask -> ask.instanceArn(on.instance())
                        .permissionSetArn(on.permissionSet())
                        .inlinePolicy(Script.DOCUMENT)));
        script.say("set's policy", () -> inline().equals(Script.DOCUMENT));
        sso.createAccountAssignment(ask -> ask.instanceArn(on.instance())
                .permissionSetArn(on.permissionSet())
                .targetType(TargetType.AWS_ACCOUNT)
                .targetId(Script.ACCOUNT)
                .principalType(PrincipalType.USER)
                .principalId(on.storeUser()));
        on.later().run();
        script.say(
                "provision",
                () -> !sso.provisionPermissionSet(ask -> ask.instanceArn(on.instance())
                                .permissionSetArn(on.permissionSet())
                                .targetType(ProvisionTargetType.AWS_ACCOUNT)
                                .targetId(Script.ACCOUNT))
                        .permissionSetProvisioningStatus()
                        .requestId()
                        .isEmpty());
        String gone = on.permissionSet().substring(0, on.permissionSet().length() - 2) + "zz";
        script.say(
                "policy of no set",
                () -> sso.getInlinePolicyForPermissionSet(
                        ask -> ask.instanceArn(on.instance()).permissionSetArn(gone)));
        script.say(
                "no set",
                () -> sso.describePermissionSet(
                        ask -> ask.instanceArn(on.instance()).permissionSetArn(gone)));
    }

    private String inline() {
        String policy = sso.getInlinePolicyForPermissionSet(
                        ask -> ask.instanceArn(on.instance()).permissionSetArn(on.permissionSet()))
                .inlinePolicy();
        return policy == null ? "" : policy;
    }

    private void assumeRole() {
        AssumeRoleResponse answer = on.aws()
                .sts()
                .assumeRole(ask -> ask.roleArn(on.role())
                        .roleSessionName("jit-2")
                        .sourceIdentity("ann@example.com")
                        .policy(Script.DOCUMENT));
        script.say("session's name", () -> answer.assumedRoleUser().arn());
        script.say(
                "session's id ends with its name",
                () -> answer.assumedRoleUser().assumedRoleId().endsWith(":jit-2"));
        script.say(
                "a key, a secret and a token",
                () -> answer.credentials().accessKeyId().startsWith("ASIA")
                        && !answer.credentials().secretAccessKey().isEmpty()
                        && !answer.credentials().sessionToken().isEmpty());
        script.say(
                "an hour without a duration",
                () -> java.time.Duration.between(
                                on.now().get(), answer.credentials().expiration())
                        .plusSeconds(30)
                        .toMinutes());
    }
}
