package io.jitaccess.gcp;

import com.google.api.services.cloudresourcemanager.v3.model.GetIamPolicyRequest;
import com.google.api.services.cloudresourcemanager.v3.model.GetPolicyOptions;
import com.google.api.services.cloudresourcemanager.v3.model.SetIamPolicyRequest;
import com.google.api.services.cloudresourcemanager.v3.model.TestIamPermissionsRequest;
import java.io.IOException;
import java.util.List;

/** Reads and writes the policies of all types of resources; one request for each call. */
final class Policies {

    private final Google google;

    Policies(Google google) {
        this.google = google;
    }

    /** With conditions: in any version but 3 a conditional binding reads as an unconditional one of another role. */
    Policy read(Resource resource) throws IOException {
        GetIamPolicyRequest wanted =
                new GetIamPolicyRequest().setOptions(new GetPolicyOptions().setRequestedPolicyVersion(Policy.VERSION));
        String path = resource.path();
        return Policy.of(
                switch (resource.type()) {
                    case PROJECT ->
                        google.resources().projects().getIamPolicy(path, wanted).execute();
                    case FOLDER ->
                        google.resources().folders().getIamPolicy(path, wanted).execute();
                    case ORGANIZATION ->
                        google.resources()
                                .organizations()
                                .getIamPolicy(path, wanted)
                                .execute();
                    case SERVICE_ACCOUNT ->
                        google.iam()
                                .projects()
                                .serviceAccounts()
                                .getIamPolicy(path)
                                .setOptionsRequestedPolicyVersion(Policy.VERSION)
                                .execute();
                    case BUCKET ->
                        google.storage()
                                .buckets()
                                .getIamPolicy(path)
                                .setOptionsRequestedPolicyVersion(Policy.VERSION)
                                .execute();
                });
    }

    /** Under the etag that the policy was read with. Returns it as it is now, with its new etag. */
    Policy write(Resource resource, Policy policy) throws IOException {
        String path = resource.path();
        return Policy.of(
                switch (resource.type()) {
                    case PROJECT ->
                        google.resources()
                                .projects()
                                .setIamPolicy(path, wanted(policy))
                                .execute();
                    case FOLDER ->
                        google.resources()
                                .folders()
                                .setIamPolicy(path, wanted(policy))
                                .execute();
                    case ORGANIZATION ->
                        google.resources()
                                .organizations()
                                .setIamPolicy(path, wanted(policy))
                                .execute();
                    case SERVICE_ACCOUNT ->
                        google.iam()
                                .projects()
                                .serviceAccounts()
                                .setIamPolicy(
                                        path,
                                        new com.google.api.services.iam.v1.model.SetIamPolicyRequest()
                                                .setPolicy(
                                                        policy.as(com.google.api.services.iam.v1.model.Policy.class)))
                                .execute();
                    case BUCKET ->
                        google.storage()
                                .buckets()
                                .setIamPolicy(path, policy.as(com.google.api.services.storage.model.Policy.class))
                                .execute();
                });
    }

    /** Which of the permissions the library's own account has on the resource. */
    List<String> allowed(Resource resource, List<String> permissions) throws IOException {
        TestIamPermissionsRequest asked = new TestIamPermissionsRequest().setPermissions(permissions);
        String path = resource.path();
        List<String> allowed = switch (resource.type()) {
            case PROJECT ->
                google.resources()
                        .projects()
                        .testIamPermissions(path, asked)
                        .execute()
                        .getPermissions();
            case FOLDER ->
                google.resources()
                        .folders()
                        .testIamPermissions(path, asked)
                        .execute()
                        .getPermissions();
            case ORGANIZATION ->
                google.resources()
                        .organizations()
                        .testIamPermissions(path, asked)
                        .execute()
                        .getPermissions();
            case SERVICE_ACCOUNT ->
                google.iam()
                        .projects()
                        .serviceAccounts()
                        .testIamPermissions(
                                path,
                                new com.google.api.services.iam.v1.model.TestIamPermissionsRequest()
                                        .setPermissions(permissions))
                        .execute()
                        .getPermissions();
            case BUCKET ->
                google.storage()
                        .buckets()
                        .testIamPermissions(path, permissions)
                        .execute()
                        .getPermissions();
        };
        return allowed == null ? List.of() : List.copyOf(allowed);
    }

    private static SetIamPolicyRequest wanted(Policy policy) {
        return new SetIamPolicyRequest()
                .setPolicy(policy.as(com.google.api.services.cloudresourcemanager.v3.model.Policy.class));
    }
}
