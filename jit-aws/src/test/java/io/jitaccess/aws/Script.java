package io.jitaccess.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.ssoadmin.model.AccountAssignment;
import software.amazon.awssdk.services.ssoadmin.model.PrincipalType;
import software.amazon.awssdk.services.ssoadmin.model.TargetType;

/** The same calls for two servers, and what each answered. What moto does otherwise than AWS is in {@link Differences}. */
final class Script {

    /** What differs between the servers: names that they make up themselves. */
    record Stage(
            AwsClients aws,
            String store,
            String storeGroup,
            String storeUser,
            String instance,
            String permissionSet,
            String role,
            String account,
            Supplier<Instant> now,
            Runnable later) {}

    static final String DOCUMENT = Samples.allow("s3:GetObject", "arn:aws:s3:::shop/*");
    static final String ACCOUNT = "111122223333";

    final Stage on;
    private final Map<String, String> answers = new LinkedHashMap<>();

    private Script(Stage on) {
        this.on = on;
    }

    /** By the names of the steps, in their order. */
    static Map<String, String> play(Stage on) {
        Script script = new Script(on);
        script.iamGroups();
        script.inlinePolicies();
        script.identityStore();
        script.assignments();
        script.sessions();
        script.discovery();
        RolesAndSets.play(script);
        Differences.play(script);
        return new LinkedHashMap<>(script.answers);
    }

    private void iamGroups() {
        say(
                "get user",
                () -> on.aws().iam().getUser(ask -> ask.userName("ann")).user().userName());
        say(
                "get missing user",
                () -> on.aws()
                        .iam()
                        .getUser(ask -> ask.userName("nobody"))
                        .user()
                        .userName());
        say("groups before", this::groups);
        for (int time = 1; time <= 2; time++) {
            say(
                    "add " + time,
                    () -> on.aws()
                            .iam()
                            .addUserToGroup(ask -> ask.groupName("Readers").userName("ann")));
        }
        say("groups after", this::groups);
        say(
                "members",
                () -> on.aws().iam().getGroup(ask -> ask.groupName("Readers")).users().stream()
                        .map(user -> user.userName())
                        .toList());
        say(
                "add to missing",
                () -> on.aws().iam().addUserToGroup(ask -> ask.groupName("Gone").userName("ann")));
        say("missing group", () -> on.aws().iam().getGroup(ask -> ask.groupName("Gone")));
        for (int time = 1; time <= 2; time++) {
            say(
                    "remove " + time,
                    () -> on.aws()
                            .iam()
                            .removeUserFromGroup(ask -> ask.groupName("Readers").userName("ann")));
        }
    }

    private void inlinePolicies() {
        say("missing policy", () -> policy("jit-1"));
        for (int time = 1; time <= 2; time++) {
            say(
                    "put " + time,
                    () -> on.aws()
                            .iam()
                            .putUserPolicy(ask ->
                                    ask.userName("ann").policyName("jit-1").policyDocument(DOCUMENT)));
        }
        say("policy", () -> policy("jit-1").equals(DOCUMENT));
        say(
                "names",
                () -> on.aws()
                        .iam()
                        .listUserPolicies(ask -> ask.userName("ann"))
                        .policyNames());
        say(
                "malformed",
                () -> on.aws()
                        .iam()
                        .putUserPolicy(
                                ask -> ask.userName("ann").policyName("jit-2").policyDocument("{")));
        for (int time = 1; time <= 2; time++) {
            say(
                    "delete " + time,
                    () -> on.aws()
                            .iam()
                            .deleteUserPolicy(ask -> ask.userName("ann").policyName("jit-1")));
        }
        say(
                "put to missing",
                () -> on.aws()
                        .iam()
                        .putUserPolicy(ask ->
                                ask.userName("nobody").policyName("jit-1").policyDocument(DOCUMENT)));
    }

    private void identityStore() {
        say(
                "find user",
                () -> on.aws()
                        .identityStore()
                        .getUserId(ask -> ask.identityStoreId(on.store())
                                .alternateIdentifier(by -> by.uniqueAttribute(unique ->
                                        unique.attributePath("userName").attributeValue(Document.fromString("ann")))))
                        .userId()
                        .equals(on.storeUser()));
        say(
                "find nobody",
                () -> on.aws()
                        .identityStore()
                        .getUserId(ask -> ask.identityStoreId(on.store())
                                .alternateIdentifier(by -> by.uniqueAttribute(unique -> unique.attributePath("userName")
                                        .attributeValue(Document.fromString("nobody"))))));
        say(
                "describe group",
                () -> on.aws()
                        .identityStore()
                        .describeGroup(ask -> ask.identityStoreId(on.store()).groupId(on.storeGroup()))
                        .displayName());
        say("members before", this::storeMembers);
        String membership = on.aws()
                .identityStore()
                .createGroupMembership(ask -> ask.identityStoreId(on.store())
                        .groupId(on.storeGroup())
                        .memberId(member -> member.userId(on.storeUser())))
                .membershipId();
        say("members with", this::storeMembers);
        say(
                "delete membership",
                () -> on.aws()
                        .identityStore()
                        .deleteGroupMembership(
                                ask -> ask.identityStoreId(on.store()).membershipId(membership)));
        say("members after", this::storeMembers);
    }

    private void assignments() {
        say("assignments before", this::assigned);
        on.aws()
                .ssoAdmin()
                .createAccountAssignment(ask -> ask.instanceArn(on.instance())
                        .permissionSetArn(on.permissionSet())
                        .targetType(TargetType.AWS_ACCOUNT)
                        .targetId(ACCOUNT)
                        .principalType(PrincipalType.USER)
                        .principalId(on.storeUser()));
        on.later().run();
        say("assignments with", this::assigned);
        on.aws()
                .ssoAdmin()
                .deleteAccountAssignment(ask -> ask.instanceArn(on.instance())
                        .permissionSetArn(on.permissionSet())
                        .targetType(TargetType.AWS_ACCOUNT)
                        .targetId(ACCOUNT)
                        .principalType(PrincipalType.USER)
                        .principalId(on.storeUser()));
        on.later().run();
        say("assignments after", this::assigned);
        say(
                "session length",
                () -> on.aws()
                        .ssoAdmin()
                        .describePermissionSet(
                                ask -> ask.instanceArn(on.instance()).permissionSetArn(on.permissionSet()))
                        .permissionSet()
                        .sessionDuration());
    }

    private void sessions() {
        say(
                "session",
                () -> Duration.between(
                                on.now().get(),
                                on.aws()
                                        .sts()
                                        .assumeRole(ask -> ask.roleArn(on.role())
                                                .roleSessionName("jit-1")
                                                .sourceIdentity("ann@example.com")
                                                .durationSeconds(1800)
                                                .policy(DOCUMENT))
                                        .credentials()
                                        .expiration())
                        .plusSeconds(30)
                        .toMinutes());
        say("own account", () -> on.aws().sts().getCallerIdentity().account());
    }

    private void discovery() {
        say(
                "roles",
                () -> on.aws().iam().listRoles().roles().stream()
                        .filter(role -> role.arn().equals(on.role()))
                        .map(role -> role.path() + role.roleName())
                        .toList());
        say(
                "policies",
                () -> own().stream()
                        .map(policy -> policy.path() + policy.policyName())
                        .toList());
        say(
                "policy's document",
                () -> own().stream()
                        .map(policy -> document(policy.arn(), policy.defaultVersionId())
                                .equals(DOCUMENT))
                        .toList());
        say("missing policy's document", () -> document("arn:aws:iam::123456789012:policy/gone", "v1"));
        say(
                "account",
                () -> on.aws()
                        .organizations()
                        .describeAccount(ask -> ask.accountId(on.account()))
                        .account()
                        .id()
                        .equals(on.account()));
        say("missing account", () -> on.aws().organizations().describeAccount(ask -> ask.accountId("999999999999")));
    }

    private List<Policy> own() {
        return on.aws()
                .iam()
                .listPolicies(ask -> ask.scope(PolicyScopeType.LOCAL))
                .policies();
    }

    private String document(String arn, String version) {
        return URLDecoder.decode(
                on.aws()
                        .iam()
                        .getPolicyVersion(ask -> ask.policyArn(arn).versionId(version))
                        .policyVersion()
                        .document(),
                StandardCharsets.UTF_8);
    }

    private List<String> groups() {
        return on.aws().iam().listGroupsForUser(ask -> ask.userName("ann")).groups().stream()
                .map(group -> group.groupName())
                .toList();
    }

    private String policy(String name) {
        return URLDecoder.decode(
                on.aws()
                        .iam()
                        .getUserPolicy(ask -> ask.userName("ann").policyName(name))
                        .policyDocument(),
                StandardCharsets.UTF_8);
    }

    private boolean storeMembers() {
        return on
                .aws()
                .identityStore()
                .listGroupMemberships(ask -> ask.identityStoreId(on.store()).groupId(on.storeGroup()))
                .groupMemberships()
                .stream()
                .anyMatch(each -> each.memberId().userId().equals(on.storeUser()));
    }

    private boolean assigned() {
        return on
                .aws()
                .ssoAdmin()
                .listAccountAssignments(
                        ask -> ask.instanceArn(on.instance()).accountId(ACCOUNT).permissionSetArn(on.permissionSet()))
                .accountAssignments()
                .stream()
                .map(AccountAssignment::principalId)
                .anyMatch(on.storeUser()::equals);
    }

    void say(String what, Supplier<?> call) {
        String answer;
        try {
            Object value = call.get();
            answer = value instanceof Boolean
                            || value instanceof String
                            || value instanceof List
                            || value instanceof Long
                    ? value.toString()
                    : "ok";
        } catch (AwsServiceException e) {
            answer = e.awsErrorDetails().errorCode() + " " + e.statusCode();
        }
        if (answers.put(what, answer) != null) {
            throw new AssertionError("two steps are called " + what);
        }
    }
}
