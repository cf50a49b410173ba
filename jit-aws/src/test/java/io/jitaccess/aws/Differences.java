package io.jitaccess.aws;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.ssoadmin.model.AccountAssignment;
import software.amazon.awssdk.services.ssoadmin.model.PrincipalType;
import software.amazon.awssdk.services.ssoadmin.model.TargetType;

/** What moto 5.2.1 answers otherwise than AWS, and our fake as AWS: each is played, printed, and said once it is over. */
final class Differences {

    private static final String MISSING = "moto does not have it";

    /** The steps' names, and why. */
    static final Map<String, String> KNOWN = new TreeMap<>(Map.of(
            "join twice", "moto makes a second membership",
            "leave twice", "moto says of what is not there that it is gone",
            "membership's id", MISSING,
            "own rights", MISSING,
            "history", MISSING,
            "assign twice, delete once", "moto makes a second assignment",
            "policies of a user that are too long", "moto knows no quota",
            "who is behind a session", "moto does not keep source identities",
            "status of a provisioning", MISSING,
            "a session of a minute", "moto knows no shortest one"));

    private final Script.Stage on;

    private Differences(Script.Stage on) {
        this.on = on;
    }

    static void play(Script script) {
        Differences part = new Differences(script.on);
        part.memberships(script);
        part.assignments(script);
        part.others(script);
    }

    private void memberships(Script script) {
        String id = join();
        script.say("join twice", this::join);
        script.say(
                "membership's id",
                () -> on.aws()
                        .identityStore()
                        .getGroupMembershipId(ask -> ask.identityStoreId(on.store())
                                .groupId(on.storeGroup())
                                .memberId(member -> member.userId(on.storeUser())))
                        .membershipId()
                        .equals(id));
        leave(id);
        script.say("leave twice", () -> leave(id));
    }

    private String join() {
        return on.aws()
                .identityStore()
                .createGroupMembership(ask -> ask.identityStoreId(on.store())
                        .groupId(on.storeGroup())
                        .memberId(member -> member.userId(on.storeUser())))
                .membershipId();
    }

    private Object leave(String id) {
        return on.aws()
                .identityStore()
                .deleteGroupMembership(ask -> ask.identityStoreId(on.store()).membershipId(id));
    }

    /** One is there from before. */
    private void assignments(Script script) {
        on.aws()
                .ssoAdmin()
                .createAccountAssignment(ask -> ask.instanceArn(on.instance())
                        .permissionSetArn(on.permissionSet())
                        .targetType(TargetType.AWS_ACCOUNT)
                        .targetId(Script.ACCOUNT)
                        .principalType(PrincipalType.USER)
                        .principalId(on.storeUser()));
        on.later().run();
        on.aws()
                .ssoAdmin()
                .deleteAccountAssignment(ask -> ask.instanceArn(on.instance())
                        .permissionSetArn(on.permissionSet())
                        .targetType(TargetType.AWS_ACCOUNT)
                        .targetId(Script.ACCOUNT)
                        .principalType(PrincipalType.USER)
                        .principalId(on.storeUser()));
        on.later().run();
        script.say(
                "assign twice, delete once",
                () -> on
                        .aws()
                        .ssoAdmin()
                        .listAccountAssignments(ask -> ask.instanceArn(on.instance())
                                .accountId(Script.ACCOUNT)
                                .permissionSetArn(on.permissionSet()))
                        .accountAssignments()
                        .stream()
                        .map(AccountAssignment::principalId)
                        .anyMatch(on.storeUser()::equals));
        script.say(
                "status of a provisioning",
                () -> on.aws()
                        .ssoAdmin()
                        .describePermissionSetProvisioningStatus(ask -> ask.instanceArn(on.instance())
                                .provisionPermissionSetRequestId("00000000-0000-0000-0000-000000000000")));
    }

    private void others(Script script) {
        script.say(
                "own rights",
                () -> on.aws()
                        .iam()
                        .simulatePrincipalPolicy(
                                ask -> ask.policySourceArn(on.role()).actionNames("iam:GetUser"))
                        .evaluationResults()
                        .size());
        script.say(
                "history",
                () -> on.aws()
                        .cloudTrail("us-east-1")
                        .lookupEvents(ask -> ask.startTime(on.now().get().minusSeconds(60))
                                .endTime(on.now().get())
                                .lookupAttributes(LookupAttribute.builder()
                                        .attributeKey(LookupAttributeKey.USERNAME)
                                        .attributeValue("jit-1")
                                        .build()))
                        .events());
        script.say(
                "policies of a user that are too long",
                () -> on.aws()
                        .iam()
                        .putUserPolicy(ask -> ask.userName("ann")
                                .policyName("jit-long")
                                .policyDocument(Samples.allow("s3:GetObject", "arn:aws:s3:::" + "a".repeat(2_048)))));
        script.say(
                "who is behind a session",
                () -> String.valueOf(on.aws()
                        .sts()
                        .assumeRole(ask -> ask.roleArn(on.role())
                                .roleSessionName("jit-3")
                                .sourceIdentity("ann@example.com")
                                .policy(Script.DOCUMENT))
                        .sourceIdentity()));
        script.say(
                "a session of a minute",
                () -> on.aws()
                        .sts()
                        .assumeRole(ask -> ask.roleArn(on.role())
                                .roleSessionName("jit-3")
                                .sourceIdentity("ann@example.com")
                                .durationSeconds(60)
                                .policy(Script.DOCUMENT)));
    }
}
