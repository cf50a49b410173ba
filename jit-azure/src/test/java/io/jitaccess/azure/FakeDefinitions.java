package io.jitaccess.azure;

import io.jitaccess.azure.FakeAzure.Answer;
import io.jitaccess.azure.FakeAzure.Refusal;
import io.jitaccess.azure.FakeAzure.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Roles as "Azure built-in roles" lists them, and what the library's own account may do. */
final class FakeDefinitions {

    static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    static final String CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    static final String BLOB_READER = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1";
    static final String BLOB_CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";
    static final String BLOB_OWNER = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";
    static final String QUEUE_PROCESSOR = "8a0f0c08-91a1-4084-bc3d-661d67233fed";

    private static final String BLOBS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";
    private static final String MESSAGES = "Microsoft.Storage/storageAccounts/queueServices/queues/messages";

    record Role(String name, List<String> actions, List<String> notActions, List<String> dataActions) {}

    private final Map<String, Role> roles = new LinkedHashMap<>();
    /** Of User Access Administrator. */
    private List<String> own = List.of("*/read", "Microsoft.Authorization/*", "Microsoft.Support/*");

    private List<String> notOwn = List.of();

    FakeDefinitions() {
        add(READER, "Reader", List.of("*/read"), List.of());
        add(
                CONTRIBUTOR,
                "Contributor",
                List.of("*"),
                List.of(
                        "Microsoft.Authorization/*/Delete",
                        "Microsoft.Authorization/*/Write",
                        "Microsoft.Authorization/elevateAccess/Action",
                        "Microsoft.Blueprint/blueprintAssignments/write",
                        "Microsoft.Blueprint/blueprintAssignments/delete",
                        "Microsoft.Compute/galleries/share/action",
                        "Microsoft.Purview/consents/write",
                        "Microsoft.Purview/consents/delete",
                        "Microsoft.Resources/deploymentStacks/manageDenySetting/action"),
                List.of());
        add(Roles.OWNER, "Owner", List.of("*"), List.of());
        add(
                BLOB_READER,
                "Storage Blob Data Reader",
                List.of(
                        "Microsoft.Storage/storageAccounts/blobServices/containers/read",
                        "Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action"),
                List.of(BLOBS + "/read"));
        add(
                BLOB_CONTRIBUTOR,
                "Storage Blob Data Contributor",
                List.of("Microsoft.Storage/storageAccounts/blobServices/containers/delete"),
                List.of(
                        BLOBS + "/delete",
                        BLOBS + "/read",
                        BLOBS + "/write",
                        BLOBS + "/move/action",
                        BLOBS + "/add/action"));
        add(BLOB_OWNER, "Storage Blob Data Owner", List.of(), List.of(BLOBS + "/*"));
        add(
                QUEUE_PROCESSOR,
                "Storage Queue Data Message Processor",
                List.of(),
                List.of(MESSAGES + "/read", MESSAGES + "/process/action"));
    }

    synchronized void add(String guid, String name, List<String> actions, List<String> dataActions) {
        add(guid, name, actions, List.of(), dataActions);
    }

    synchronized void add(
            String guid, String name, List<String> actions, List<String> notActions, List<String> dataActions) {
        roles.put(guid, new Role(name, actions, notActions, dataActions));
    }

    synchronized Role role(String guid) {
        return check(guid);
    }

    /** What the library's own account may do on each scope. */
    synchronized void own(List<String> actions, List<String> notActions) {
        own = actions;
        notOwn = notActions;
    }

    synchronized Role check(String guid) {
        Role role = roles.get(guid);
        if (role == null) {
            throw new Refusal(404, "RoleDefinitionDoesNotExist", "The specified role definition does not exist.");
        }
        return role;
    }

    synchronized Answer answer(Request request) {
        if (request.route() == FakeRoute.DEFINITION_GET) {
            return new Answer(200, json(request.name(), check(request.name())));
        }
        List<Object> all = new ArrayList<>();
        roles.forEach((guid, role) -> all.add(json(guid, role)));
        return new Answer(200, Map.of("value", all));
    }

    synchronized Answer permissions(Request request) {
        return new Answer(200, Map.of("value", List.of(Map.of("actions", own, "notActions", notOwn))));
    }

    private static Map<String, Object> json(String guid, Role role) {
        return Map.of(
                "id",
                "/providers/Microsoft.Authorization/roleDefinitions/" + guid,
                "name",
                guid,
                "type",
                "Microsoft.Authorization/roleDefinitions",
                "properties",
                Map.of(
                        "roleName", role.name(),
                        "type", "BuiltInRole",
                        "permissions",
                                List.of(Map.of(
                                        "actions", role.actions(),
                                        "notActions", role.notActions(),
                                        "dataActions", role.dataActions(),
                                        "notDataActions", List.of()))));
    }
}
