package io.jitaccess.gcp;

import com.google.api.client.json.GenericJson;
import io.jitaccess.gcp.FakeGoogle.Refusal;
import io.jitaccess.gcp.FakeGoogle.Request;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Roles and what they include. */
final class FakeRoles {

    private final Map<String, List<String>> roles = new LinkedHashMap<>();
    private final Map<String, String> stages = new LinkedHashMap<>();
    private final Set<String> deleted = new HashSet<>();

    synchronized void add(String name, String... permissions) {
        roles.put(name, List.of(permissions));
    }

    /** Deleted roles are kept for a while, and told so (docs.cloud.google.com/iam/docs/roles-overview#custom-deletion). */
    synchronized void delete(String name) {
        deleted.add(name);
    }

    synchronized void stage(String name, String stage) {
        stages.put(name, stage);
    }

    synchronized GenericJson answer(Request request, FakePolicies policies) {
        if (request.route() != FakeRoute.ROLES_GRANTABLE) {
            String name = request.name();
            if (!roles.containsKey(name)) {
                throw new Refusal(404, "NOT_FOUND", "The role named " + name + " was not found.");
            }
            return role(name).set("includedPermissions", roles.get(name));
        }
        List<String> names = List.copyOf(roles.keySet());
        // two to a page, whatever is asked for: a page may be shorter than asked
        int from = Integer.parseInt(String.valueOf(request.body().getOrDefault("pageToken", "0")));
        int to = Math.min(names.size(), from + 2);
        GenericJson page = new GenericJson()
                .set("roles", names.subList(from, to).stream().map(this::role).toList());
        return to < names.size() ? page.set("nextPageToken", String.valueOf(to)) : page;
    }

    private GenericJson role(String name) {
        return new GenericJson()
                .set("name", name)
                .set("title", "Title of " + name)
                .set("stage", stages.getOrDefault(name, "GA"))
                .set("deleted", deleted.contains(name) ? true : null);
    }
}
