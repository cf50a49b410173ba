package io.jitaccess.azure;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.KindDescriptor.Attribute;
import java.time.Duration;
import java.util.List;

/** What is declared about the kinds. */
final class Descriptors {

    static final EntitlementKind PLAIN = new EntitlementKind("role-assignment");
    static final EntitlementKind STORAGE = new EntitlementKind("storage-role-assignment");

    static final EntitlementKind PIM = new EntitlementKind("pim-role-assignment");

    /** What Privileged Identity Management may need for a request that it has taken in; it names no time. */
    private static final Duration PROVISIONING = Duration.ofMinutes(5);

    private static final List<Attribute> ATTRIBUTES = List.of(
            new Attribute(
                    Target.SCOPE,
                    true,
                    "Id of a management group, subscription, resource group or resource, such as"
                            + " /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop"),
            new Attribute(Target.ROLE, true, "The role definition's GUID, or an id that ends in it"));

    private static final Duration LONGEST = Duration.ofDays(365);

    /**
     * Ours is told by the request that made it. For how long PIM lists requests is written nowhere; its history goes back for
     * 30 days (learn.microsoft.com/entra/id-governance/privileged-identity-management/azure-pim-resource-rbac).
     */
    private static final Duration LONGEST_OF_PIM = Duration.ofDays(30);

    private Descriptors() {}

    static KindDescriptor direct(Ending ending, Limits limits) {
        boolean endsItself = ending.asksForRole();
        return new KindDescriptor(
                endsItself ? STORAGE : PLAIN,
                endsItself ? "Azure storage role" : "Azure role",
                ATTRIBUTES,
                KindDescriptor.Scope.SHARED,
                endsItself ? KindDescriptor.Expiry.NATIVE : KindDescriptor.Expiry.NONE,
                KindDescriptor.Sight.OBSERVABLE,
                KindDescriptor.Marks.MARKED,
                Duration.ofMinutes(1),
                LONGEST,
                Limits.READ_LAG,
                Limits.PROPAGATION,
                limits.callTimeout(),
                limits.effectHorizon());
    }

    static KindDescriptor pim(Limits limits) {
        Duration call = limits.callTimeout().plus(Following.LONGEST);
        return new KindDescriptor(
                PIM,
                "Azure role through Privileged Identity Management",
                ATTRIBUTES,
                KindDescriptor.Scope.SHARED,
                KindDescriptor.Expiry.NATIVE,
                KindDescriptor.Sight.OBSERVABLE,
                KindDescriptor.Marks.MARKED,
                PimAssignments.LEAST,
                LONGEST_OF_PIM,
                Limits.READ_LAG,
                Limits.PROPAGATION,
                call,
                call.plus(PROVISIONING));
    }
}
