package io.jitaccess.azure;

import java.util.Map;
import java.util.Set;

/** Built-in roles that are not like the others, by their GUIDs, which are the same in every tenant and cloud. */
final class Roles {

    static final String OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
    static final String USER_ACCESS_ADMINISTRATOR = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";
    static final String RBAC_ADMINISTRATOR = "f58310d9-a9f6-439a-9e8d-f62e7b41a168";

    /** Whoever holds one of these can give themselves access that nobody ends. */
    static final Map<String, String> PRIVILEGED = Map.of(
            OWNER, "Owner",
            USER_ACCESS_ADMINISTRATOR, "User Access Administrator",
            RBAC_ADMINISTRATOR, "Role Based Access Control Administrator");

    /**
     * Roles for blobs and queues whose data actions are listed one by one, so that a condition can end each of them.
     * Storage Blob Data Owner is none of them: its data actions are a wildcard.
     */
    static final Set<String> ENDED_BY_CONDITION = Set.of(
            "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", // Storage Blob Data Reader
            "ba92f5b4-2d11-453d-a403-e96b0029c9fe", // Storage Blob Data Contributor
            "19e7f393-937e-4f77-808e-94535e297925", // Storage Queue Data Reader
            "974c5e8b-45b9-4653-ba55-5f855dd0fb88", // Storage Queue Data Contributor
            "8a0f0c08-91a1-4084-bc3d-661d67233fed", // Storage Queue Data Message Processor
            "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a"); // Storage Queue Data Message Sender

    private Roles() {}
}
