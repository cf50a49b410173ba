package io.jitaccess.azure;

import io.jitaccess.azure.FakeAzure.Refusal;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What exists: ids are compared without case, and answered as they were first written. */
final class FakeScopes {

    private final Set<String> existing = ConcurrentHashMap.newKeySet();
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();

    void add(String... ids) {
        existing.addAll(Set.of(ids));
    }

    /** The library's own account has no role there. */
    void forbid(String... ids) {
        forbidden.addAll(Set.of(ids));
    }

    void remove(String id) {
        existing.removeIf(id::equalsIgnoreCase);
    }

    /** As Azure writes it; codes of Azure Resource Manager, "Resolve errors for resource not found". */
    String check(String id) {
        if (forbidden.stream().anyMatch(id::equalsIgnoreCase)) {
            // troubleshooting: AuthorizationFailed where the action is not allowed over the scope
            throw new Refusal(403, "AuthorizationFailed", "The client does not have authorization to perform it.");
        }
        return existing.stream().filter(id::equalsIgnoreCase).findFirst().orElseThrow(() -> refusal(id));
    }

    private static Refusal refusal(String id) {
        String low = id.toLowerCase(Locale.ROOT);
        if (low.contains("/providers/microsoft.management")) {
            return new Refusal(404, "NotFound", "The management group cannot be found.");
        }
        if (low.contains("/resourcegroups/") && !low.contains("/providers/")) {
            return new Refusal(404, "ResourceGroupNotFound", "Resource group could not be found.");
        }
        return low.contains("/providers/")
                ? new Refusal(404, "ResourceNotFound", "The resource was not found.")
                : new Refusal(404, "SubscriptionNotFound", "The subscription could not be found.");
    }

    static boolean within(String id, String other) {
        return id.equalsIgnoreCase(other)
                || id.toLowerCase(Locale.ROOT).startsWith(other.toLowerCase(Locale.ROOT) + "/");
    }
}
