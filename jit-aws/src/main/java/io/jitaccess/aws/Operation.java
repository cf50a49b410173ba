package io.jitaccess.aws;

import io.jitaccess.entitlement.EntitlementKind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Every operation of AWS that the provider uses, by the name of the right to it, and for which kinds. */
enum Operation {
    STORE_GET_USER("identitystore:GetUserId", "find the user", StoreGroups.KIND, AccountAssignments.KIND),
    STORE_GET_MEMBERSHIP("identitystore:GetGroupMembershipId", "look", StoreGroups.KIND),
    STORE_DESCRIBE_GROUP("identitystore:DescribeGroup", "tell absent from unreadable; verify", StoreGroups.KIND),
    STORE_CREATE_MEMBERSHIP("identitystore:CreateGroupMembership", "assign", StoreGroups.KIND),
    STORE_DELETE_MEMBERSHIP("identitystore:DeleteGroupMembership", "revoke", StoreGroups.KIND),
    STORE_LIST_GROUPS("identitystore:ListGroups", "discover; drift scan", StoreGroups.KIND),
    STORE_LIST_MEMBERSHIPS("identitystore:ListGroupMemberships", "drift scan", StoreGroups.KIND),
    SSO_LIST_ASSIGNMENTS("sso:ListAccountAssignments", "look; drift scan", AccountAssignments.KIND),
    SSO_CREATE("sso:CreateAccountAssignment", "assign", AccountAssignments.KIND),
    SSO_CREATED("sso:DescribeAccountAssignmentCreationStatus", "assign", AccountAssignments.KIND),
    SSO_DELETE("sso:DeleteAccountAssignment", "revoke", AccountAssignments.KIND),
    SSO_DELETED("sso:DescribeAccountAssignmentDeletionStatus", "revoke", AccountAssignments.KIND),
    SSO_DESCRIBE_SET("sso:DescribePermissionSet", "verify; discover; end of sessions", AccountAssignments.KIND),
    SSO_LIST_SETS("sso:ListPermissionSets", "discover; drift scan", AccountAssignments.KIND),
    SSO_LIST_ACCOUNTS("sso:ListAccountsForProvisionedPermissionSet", "discover; drift scan", AccountAssignments.KIND),
    ORGANIZATIONS_ACCOUNT("organizations:DescribeAccount", "verify; a warning without it", AccountAssignments.KIND),
    IAM_GET_USER("iam:GetUser", "find the user", IamGroups.KIND, IamPolicies.KIND),
    IAM_LIST_GROUPS_FOR_USER("iam:ListGroupsForUser", "look", IamGroups.KIND),
    IAM_GET_GROUP("iam:GetGroup", "tell absent from unreadable; verify; drift scan", IamGroups.KIND),
    IAM_ADD_USER("iam:AddUserToGroup", "assign", IamGroups.KIND),
    IAM_REMOVE_USER("iam:RemoveUserFromGroup", "revoke", IamGroups.KIND),
    IAM_LIST_GROUPS("iam:ListGroups", "discover; drift scan", IamGroups.KIND),
    IAM_GET_USER_POLICY("iam:GetUserPolicy", "look", IamPolicies.KIND),
    IAM_PUT_USER_POLICY("iam:PutUserPolicy", "assign", IamPolicies.KIND),
    IAM_DELETE_USER_POLICY("iam:DeleteUserPolicy", "revoke; tidy up what has ended", IamPolicies.KIND),
    IAM_LIST_USER_POLICIES("iam:ListUserPolicies", "room for another; drift scan", IamPolicies.KIND),
    IAM_LIST_USERS("iam:ListUsers", "drift scan", IamPolicies.KIND),
    IAM_GET_ROLE_POLICY("iam:GetRolePolicy", "look", IamPolicies.KIND),
    IAM_PUT_ROLE_POLICY("iam:PutRolePolicy", "assign", IamPolicies.KIND),
    IAM_DELETE_ROLE_POLICY("iam:DeleteRolePolicy", "revoke; tidy up what has ended", IamPolicies.KIND),
    IAM_LIST_ROLE_POLICIES("iam:ListRolePolicies", "room for another; drift scan", IamPolicies.KIND),
    IAM_LIST_ROLES("iam:ListRoles", "drift scan; discover", IamPolicies.KIND, RoleSessions.KIND),
    IAM_LIST_POLICIES("iam:ListPolicies", "discover", IamPolicies.KIND),
    IAM_GET_POLICY_VERSION("iam:GetPolicyVersion", "discover", IamPolicies.KIND),
    STS_ASSUME("sts:AssumeRole", "issue, on each role that is handed out", RoleSessions.KIND),
    STS_SOURCE(
            "sts:SetSourceIdentity",
            "issue: part of AssumeRole, in the trust policy of each role, too",
            RoleSessions.KIND),
    ENDED_READ("iam:GetRolePolicy", Extra.ROLE_SESSIONS, RoleSessions.KIND),
    ENDED_WRITE("iam:PutRolePolicy", Extra.ROLE_SESSIONS, RoleSessions.KIND),
    ENDED_LIST("iam:ListRolePolicies", Extra.ROLE_SESSIONS, RoleSessions.KIND),
    ENDED_DELETE("iam:DeleteRolePolicy", Extra.ROLE_SESSIONS, RoleSessions.KIND),
    SET_READ("sso:GetInlinePolicyForPermissionSet", Extra.SET_SESSIONS, AccountAssignments.KIND),
    SET_WRITE("sso:PutInlinePolicyToPermissionSet", Extra.SET_SESSIONS, AccountAssignments.KIND),
    SET_PROVISION("sso:ProvisionPermissionSet", Extra.SET_SESSIONS, AccountAssignments.KIND),
    SET_PROVISIONED("sso:DescribePermissionSetProvisioningStatus", Extra.SET_SESSIONS, AccountAssignments.KIND),
    TRAIL("cloudtrail:LookupEvents", Extra.ACTIVITY, IamGroups.KIND, IamPolicies.KIND, RoleSessions.KIND),
    STS_CALLER("sts:GetCallerIdentity", "self-check; whose account it is (needs no right)"),
    IAM_GET_ROLE("iam:GetRole", "self-check; verify"),
    IAM_SIMULATE("iam:SimulatePrincipalPolicy", "self-check");

    /** What is switched on besides a kind, and needs rights of its own. */
    enum Extra {
        NONE("", ""),
        ROLE_SESSIONS("end sessions early, where that is switched on", "end-sessions-early"),
        SET_SESSIONS(
                "end sessions of permission sets early, where that is switched on",
                "end-permission-set-sessions-early"),
        ACTIVITY("activity, where that is switched on", "activity-regions");

        private final String use;
        private final String setting;

        Extra(String use, String setting) {
            this.use = use;
            this.setting = setting;
        }

        /** The property that switches it on, below {@code jit.aws}. */
        String setting() {
            return setting;
        }
    }

    private final String right;
    private final String use;
    private final Extra extra;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of
    private final Set<EntitlementKind> kinds;

    Operation(String right, String use, EntitlementKind... kinds) {
        this(right, use, Extra.NONE, kinds);
    }

    Operation(String right, Extra extra, EntitlementKind... kinds) {
        this(right, extra.use, extra, kinds);
    }

    Operation(String right, String use, Extra extra, EntitlementKind... kinds) {
        this.right = right;
        this.use = use;
        this.extra = extra;
        this.kinds = Set.of(kinds);
    }

    String right() {
        return right;
    }

    String use() {
        return use;
    }

    /** Empty for what is needed whatever is switched on. */
    Set<EntitlementKind> kinds() {
        return kinds;
    }

    /** Whether it is a call of its own, and not a right that another call needs besides. */
    boolean isCall() {
        return this != STS_SOURCE;
    }

    /** Whether it is asked for on each role that is handed out, and not on everything. */
    boolean isOnRoles() {
        return this == STS_ASSUME || this == STS_SOURCE || extra == Extra.ROLE_SESSIONS;
    }

    /** What is needed where these kinds and these extras are switched on; calls that need no right left out. */
    static List<Operation> of(Set<EntitlementKind> enabled, Set<Extra> extras) {
        return List.of(values()).stream()
                .filter(each -> each != STS_CALLER)
                .filter(each -> each.extra == Extra.NONE || extras.contains(each.extra))
                .filter(each -> each.kinds.isEmpty() || each.kinds.stream().anyMatch(enabled::contains))
                .toList();
    }

    @Override
    public String toString() {
        return right.toLowerCase(Locale.ROOT);
    }
}
